"""The baseline: findings that were there before anybody looked, known by their fingerprints.

It is there to begin with: what is in it fails no check, what is new does. So it never covers more
than what was written into it (a second occurrence of the same finding is new), never a rule that
the policy says is never waived, and never what policycheck itself has to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from policycheck.engine.evaluation import Cell
from policycheck.model.finding import Accepted, Finding, Outcome
from policycheck.source import Source, Span

__all__ = ["Baseline", "Change", "Entry", "Recorded", "covered", "entries_of", "fixed", "renewed"]

_OWN = "policycheck:"


class Entry(NamedTuple):
    """A known finding: where it was, which rule and record, its fingerprint, and how many times."""

    path: str
    kind: str
    record: str
    rule: str
    fingerprint: str
    times: int = 1

    @property
    def cell(self) -> Cell:
        return Cell(self.rule, self.kind, self.record)


class Recorded(NamedTuple):
    """An entry as it stands in its file."""

    entry: Entry
    span: Span


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of a baseline file by their fingerprints."""

    source: Source
    recorded: Mapping[str, Recorded] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(one.entry for one in self.recorded.values())

    @property
    def times(self) -> dict[str, int]:
        """How often each fingerprint is known."""
        return {one.entry.fingerprint: one.entry.times for one in self.recorded.values()}

    @property
    def waiver(self) -> str:
        return f"baseline {self.source.path}"


class Change(NamedTuple):
    """What writing a baseline does: how many findings come in, stay, and go."""

    entries: tuple[Entry, ...]
    added: int
    kept: int
    dropped: int


def can_be_known(finding: Finding, locked: Collection[str]) -> bool:
    """Whether a baseline may cover a finding."""
    return (
        finding.outcome is Outcome.FAIL
        and not finding.observed
        and not finding.rule.startswith(_OWN)
        and finding.rule not in locked
    )


def covered(
    findings: Iterable[Finding], known: Mapping[str, int], waiver: str, locked: Collection[str]
) -> Iterator[Finding]:
    """The findings, waived as often as their fingerprint is known: of those alike, the first."""
    left = dict(known)
    for finding in findings:
        if left.get(finding.fingerprint, 0) > 0:
            left[finding.fingerprint] -= 1
            if can_be_known(finding, locked):
                yield _known(finding, waiver)
                continue
        yield finding


def _known(finding: Finding, waiver: str) -> Finding:
    return replace(finding, outcome=Outcome.WAIVED, waiver=waiver, accepted=Accepted.BASELINE)


def fixed(
    baseline: Baseline, findings: Iterable[Finding], watched: Mapping[Cell, set[Outcome]]
) -> list[Recorded]:
    """The entries of which there is less than is known, where their rule judged their record."""
    known = baseline.times
    present = Counter(one.fingerprint for one in findings if one.fingerprint in known)
    return [
        one
        for one in baseline.recorded.values()
        if present[one.entry.fingerprint] < one.entry.times and _decided(one.entry, watched)
    ]


def entries_of(findings: Iterable[Finding], locked: Collection[str]) -> Counter[Entry]:
    """What fails now, as entries that each stand for one finding, counted."""
    return Counter(
        Entry(one.origin.path, one.record.kind, one.origin.name, one.rule, one.fingerprint)
        for one in findings
        if can_be_known(one, locked)
    )


def renewed(
    before: Iterable[Entry],
    now: Counter[Entry],
    watched: Mapping[Cell, set[Outcome]],
    *,
    whole: bool,
) -> Change:
    """The new content of a baseline, in the order of its file.

    What was not judged in this run is still known; where the `whole` of a project was judged by the
    whole of its policy, only what could not be decided is.
    """
    old = Counter({one._replace(times=1): one.times for one in before})
    unseen = {one for one in old if one not in now and _undecided(one, watched, whole=whole)}
    after = now + Counter({one: old[one] for one in unseen})
    entries = sorted(one._replace(times=count) for one, count in after.items())
    kept = (old & after).total()
    return Change(tuple(entries), after.total() - kept, kept, old.total() - kept)


def _decided(entry: Entry, watched: Mapping[Cell, set[Outcome]]) -> bool:
    outcomes = watched.get(entry.cell, set())
    return bool(outcomes & {Outcome.PASS, Outcome.FAIL}) and Outcome.UNKNOWN not in outcomes


def _undecided(entry: Entry, watched: Mapping[Cell, set[Outcome]], *, whole: bool) -> bool:
    outcomes = watched.get(entry.cell, set())
    return Outcome.UNKNOWN in outcomes or (
        not whole and not outcomes & {Outcome.PASS, Outcome.FAIL}
    )
