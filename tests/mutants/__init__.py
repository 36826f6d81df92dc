"""Mutants: rules changed in one small thing, and the tests that notice."""
