"""How fast policycheck is, beside its peers and beside the floor of the same machine."""
