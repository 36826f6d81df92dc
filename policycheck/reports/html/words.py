"""The words that several sections share."""

from __future__ import annotations

from collections.abc import Mapping

from policycheck.model.finding import SEVERITIES, Finding, Outcome, Severity
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.view import Readiness

__all__ = [
    "READINESS",
    "STATES",
    "lister",
    "order_of_kind",
    "plural",
    "severities",
    "slug",
    "state_of",
]

#: How a finding is filtered and shown: by its severity, or that it is accepted.
STATES: Mapping[str, str] = {
    "error": "Error",
    "warning": "Warning",
    "review": "To review",
    "info": "Advice",
    "waived": "Waived",
    "observed": "Tried out",
}
#: What each readiness means, in the words that stand under its number.
READINESS: Mapping[Readiness, str] = {
    Readiness.READY: "no rule broken, or only advice",
    Readiness.TO_FIX: "an error or a warning stands against it",
    Readiness.TO_REVIEW: "nothing to fix, but a person has to decide",
    Readiness.UNDECIDED: "nothing to fix, but something is missing to judge it by",
}
_PLURALS = {"policy": "policies"}
#: Posts and accounts are what most people look for.
_FIRST = ("post", "account")


def state_of(finding: Finding) -> str:
    """The key of `STATES` for a finding."""
    if finding.outcome is Outcome.WAIVED:
        return "waived"
    return "observed" if finding.observed else str(finding.severity)


def plural(kind: str) -> str:
    """`posts`, `people`; kinds that are no records, such as waivers, have one too."""
    known = RECORD_KINDS.get(kind)
    return known.plural if known else _PLURALS.get(kind, f"{kind}s")


def order_of_kind(kind: str) -> tuple[int, str]:
    """Posts, accounts, then the others by name."""
    return (_FIRST.index(kind) if kind in _FIRST else len(_FIRST), kind)


def slug(kind: str) -> str:
    """A kind as part of an id."""
    return "".join(one if one.isascii() and one.isalnum() else "-" for one in kind)


def lister(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def severities(findings: list[Finding]) -> dict[Severity, int]:
    """How many of each severity fail."""
    states = [state_of(one) for one in findings]
    return {one: states.count(str(one)) for one in SEVERITIES}
