"""What policycheck does for its users, one file per use case; the only thing its faces call."""
