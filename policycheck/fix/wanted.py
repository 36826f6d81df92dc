"""The fixes that findings bring: which of them are to be made, each place once."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from policycheck.model.finding import Finding, Fix, Location, Outcome, RecordName

__all__ = ["Level", "Place", "Swap", "Wanted", "place_of", "wanted_of"]


class Level(StrEnum):
    """Which fixes are made: those with one sensible replacement, or also those to be looked at."""

    SAFE = "safe"
    ALL = "all"


class Place(NamedTuple):
    """Where a fix stands: in which value of which file, and which characters of it."""

    path: str
    pointer: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int


class Swap(NamedTuple):
    """What a rule wants written in place of what, wherever that stands."""

    rule: str
    match: str
    replacement: str

    def __str__(self) -> str:
        return f"“{self.match}” → “{self.replacement}”"


class Wanted(NamedTuple):
    """A fix to be made at a place, for one finding or several that want the same.

    `records` are those in which it was found: a value may stand in several.
    """

    place: Place
    location: Location
    match: str
    replacement: str
    safe: bool
    swaps: tuple[Swap, ...]
    records: frozenset[RecordName]
    findings: int = 1

    def joined(self, other: Wanted) -> Wanted:
        """Both in one; `other` wants the same at the same place."""
        return self._replace(
            safe=self.safe or other.safe,
            swaps=tuple(dict.fromkeys([*self.swaps, *other.swaps])),
            records=self.records | other.records,
            findings=self.findings + other.findings,
        )


def place_of(fix: Fix) -> Place:
    at = fix.location
    span = (at.line, at.column, at.end_line, at.end_column)
    return Place(at.path, at.pointer, *span, fix.start, fix.end)


def wanted_of(findings: Iterable[Finding], level: Level) -> list[Wanted]:
    """The fixes to be made, in the order of the files.

    What is accepted stays as it is, and so does what a rule only observes. Two replacements at one
    place are two fixes, of which the first can be made.
    """
    found: dict[tuple[Place, str], Wanted] = {}
    for finding in findings:
        fix = finding.fix
        if fix is None or finding.outcome is not Outcome.FAIL or finding.observed:
            continue
        if level is Level.SAFE and not fix.safe:
            continue
        one = _wanted(finding, fix)
        key = (one.place, one.replacement)
        found[key] = found[key].joined(one) if key in found else one
    return sorted(found.values(), key=_order)


def _wanted(finding: Finding, fix: Fix) -> Wanted:
    return Wanted(
        place_of(fix),
        fix.location,
        fix.match,
        fix.replacement,
        fix.safe,
        (Swap(finding.rule, fix.match, fix.replacement),),
        frozenset({finding.record}),
    )


def _order(one: Wanted) -> tuple[str, int, int, int, tuple[Swap, ...]]:
    """By place; of two at one place the longer first, then by rule."""
    place = one.place
    return (place.path, place.line, place.column, place.start - place.end, one.swaps)
