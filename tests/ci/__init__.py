"""What runs policycheck at every push."""
