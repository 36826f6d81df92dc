"""Compiled policies that are kept from one run to the next (docs/decisions/0007)."""
