"""What waivers and comments have to know of a rule: for which records it is, and what it allows."""

from __future__ import annotations

from msgspec import Struct

from policycheck.model.finding import Severity

__all__ = ["RuleTerms"]


class RuleTerms(Struct, frozen=True, array_like=True):
    """The severity is as written, whatever the stage; `waivable` says whether it may be waived."""

    severity: Severity
    applies_to: tuple[str, ...]
    waivable: bool
