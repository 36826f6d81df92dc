"""What can be wrong with a policy itself, one file each. A new one is a file and a line here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from policycheck.lint.lint import Lint

__all__ = ["LINTS", "lint_named"]

#: Name of a lint → its module.
LINTS: dict[str, str] = {
    "clumsy": "policycheck.lint.clumsy",
    "contradiction": "policycheck.lint.contradiction",
    "duplicate": "policycheck.lint.duplicate",
    "expiring-waiver": "policycheck.lint.expiring_waiver",
    "idle-override": "policycheck.lint.idle_override",
    "matches-nothing": "policycheck.lint.matches_nothing",
    "no-authority": "policycheck.lint.no_authority",
    "no-examples": "policycheck.lint.no_examples",
    "no-remedy": "policycheck.lint.no_remedy",
    "redundant-phrase": "policycheck.lint.redundant_phrase",
    "shadowed": "policycheck.lint.shadowed",
    "stale-citation": "policycheck.lint.stale_citation",
    "unknown-control": "policycheck.lint.unknown_control",
    "unreachable": "policycheck.lint.unreachable",
    "unused-lexicon": "policycheck.lint.unused_lexicon",
    "unused-parameter": "policycheck.lint.unused_parameter",
}


@cache
def lint_named(name: str) -> Lint:
    """The lint of that name. Raises KeyError where there is none."""
    return cast("Lint", import_module(LINTS[name]).LINT)
