"""The finished report: everything a format needs, and nothing that it would have to work out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from policycheck.errors import Problem
from policycheck.model.finding import Accepted, Authority, Clause, Finding, Severity, Unknown

if TYPE_CHECKING:
    from policycheck.model.audit import Audit
    from policycheck.model.timings import Timings
    from policycheck.model.trials import Trials
    from policycheck.model.view import View

__all__ = ["Fixed", "PolicyName", "Report", "RuleInForce", "Summary"]


class PolicyName(Struct, frozen=True):
    """Which policy was checked: its id, the digest of its files, how many rules were in force."""

    id: str
    digest: str
    rules: int


class RuleInForce(Struct, frozen=True, order=True, array_like=True):
    """A rule as the formats describe it."""

    id: str
    title: str
    severity: Severity
    kind: str
    clause: Clause
    remedy: str = ""
    authority: tuple[Authority, ...] = ()
    controls: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()


class Summary(Struct, frozen=True):
    """The counts. `records` by kind; `findings` by severity, failures; the others rule × record."""

    records: Mapping[str, int]
    findings: Mapping[Severity, int]
    unknown: int = 0
    waived: int = 0
    not_applicable: int = 0
    passed: int = 0
    fixable: int = 0
    seconds: float = 0.0


class Fixed(Struct, frozen=True):
    """How many findings were fixed, in how many files; not `written` where it was only tried.

    `edits` are the places that changed: several findings may want the same there. `not_made` are
    the fixes that were wanted and cannot be made, `left_alone` the paths of the files that should
    have been written and were not, such as one that had changed meanwhile.
    """

    findings: int
    files: int
    written: bool
    edits: int = 0
    not_made: int = 0
    left_alone: tuple[str, ...] = ()


class Report(Struct, frozen=True):
    """One check, finished. Findings and unknowns are in the order in which they are shown.

    Findings and the ids of records may be many, and are then read from disk: walk them rather than
    copy them.

    `cut_findings` and `cut_unknown` say how many were left out of the lists (all are counted);
    `notes` are sentences for the person who ran the check, such as rules that matched no record;
    `audit` is there where every outcome was asked for. `waivable` are the ids of the rules that the
    project can add waivers for. `against` is said in the summary in place of the number of rules;
    `left_out` says how many records were not judged, and why, where only some were.
    `trials` are there where tests were run, and each finding is then the failure of one of them.
    `fixed` is there where fixes were asked for; the rest is then how things stand after them, or,
    where nothing was written, without them. `view` has the records themselves where the format
    asked for them.
    """

    version: str
    as_of: str | None
    policy: PolicyName
    summary: Summary
    rules: tuple[RuleInForce, ...]
    findings: Sequence[Finding]
    unknown: tuple[Unknown, ...] = ()
    errors: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    cut_findings: int = 0
    cut_unknown: int = 0
    records: Sequence[str] = ()
    audit: Audit | None = None
    waivable: frozenset[str] = frozenset()
    against: str = ""
    trials: Trials | None = None
    fixed: Fixed | None = None
    view: View | None = None
    interrupted: bool = False
    timings: Timings | None = None
    left_out: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes, and what the summary line says of records left out, for programs."""
        return (*self.notes, self.left_out) if self.left_out else self.notes

    @property
    def to_read(self) -> Iterator[Finding]:
        """The findings that a person reads: what a baseline knows is counted, and not listed."""
        return (one for one in self.findings if one.accepted is not Accepted.BASELINE)
