"""The shipped platform profiles, for those who may never ask for them."""

from __future__ import annotations

from policycheck.plan import Profiles

__all__ = ["known_profiles"]


def known_profiles() -> Profiles:
    """Every shipped profile. Raises InputError where one cannot be used."""
    from policycheck.policy.profiles import load_profiles

    return load_profiles()
