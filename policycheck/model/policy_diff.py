"""What two versions of a policy change, rule by rule: what `diff` reports are written from."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from policycheck.errors import Problem
from policycheck.model.rulebook import Value

__all__ = [
    "FieldDiff",
    "Item",
    "PolicyDiff",
    "PolicyVersion",
    "RuleDiff",
    "Side",
    "SourceLine",
    "Verdict",
    "Weight",
]


class Verdict(StrEnum):
    """What becomes of a rule, or of one field of it; in the order in which they are shown.

    A record that the new form finds fault with and the old does not makes it tighter. `BOTH` is
    tighter for some and looser for others; of `CHANGED` no direction can be told.
    """

    GONE = "gone"
    LOOSER = "looser"
    BOTH = "both"
    CHANGED = "changed"
    TIGHTER = "tighter"
    NEW = "new"
    REWORDED = "reworded"

    @property
    def may_loosen(self) -> bool:
        """Whether something may pass now that did not before: what nobody can tell may."""
        return self in (Verdict.GONE, Verdict.LOOSER, Verdict.BOTH, Verdict.CHANGED)

    @property
    def may_tighten(self) -> bool:
        """Whether something may be found now that was not before."""
        return self in (Verdict.NEW, Verdict.TIGHTER, Verdict.BOTH, Verdict.CHANGED)


class SourceLine(NamedTuple):
    """A line of a policy file; `path` is `REVISION:path` where it is one of a revision."""

    path: str
    line: int
    text: str


class Side(NamedTuple):
    """A field as one version has it: its value, the value in words, where it begins.

    `lines` are the source lines of it that the other version has not.
    """

    value: Value
    words: str
    path: str
    line: int
    column: int
    lines: tuple[SourceLine, ...]


class Item(NamedTuple):
    """Something that came to a list or went from it, in words, and where it stands."""

    words: str
    path: str
    line: int


class FieldDiff(NamedTuple):
    """A field that differs; a side is None where it is not given there."""

    field: str
    verdict: Verdict
    old: Side | None
    new: Side | None
    removed: tuple[Item, ...] = ()
    added: tuple[Item, ...] = ()


class Weight(NamedTuple):
    """Of which severity a rule is in one version, where it stands, and of which policy it is."""

    severity: str
    path: str
    line: int
    policy: str


class RuleDiff(NamedTuple):
    """A rule that differs; `old` is None for a new one, `new` for one that is gone.

    `renamed` is the id of the rule with the same content in the other version, '' without one.
    """

    id: str
    title: str
    verdict: Verdict
    old: Weight | None
    new: Weight | None
    changes: tuple[FieldDiff, ...]
    renamed: str = ""


class PolicyVersion(NamedTuple):
    """One of the two: how it was named by the caller, and what it says of itself."""

    named: str
    id: str
    title: str
    digest: str
    rules: int


class PolicyDiff(NamedTuple):
    """All that two versions of a policy change.

    `changes` are those of the policy itself, not of one rule. `as_of` is '' where all times are
    compared. `unchanged` counts the rules that are as they were.
    """

    version: str
    as_of: str
    old: PolicyVersion
    new: PolicyVersion
    changes: tuple[FieldDiff, ...]
    rules: tuple[RuleDiff, ...]
    unchanged: int
    errors: tuple[Problem, ...] = ()

    @property
    def verdicts(self) -> Iterable[Verdict]:
        """Those of all rules, and of all changes of the policy itself."""
        return [*(one.verdict for one in self.rules), *(one.verdict for one in self.changes)]
