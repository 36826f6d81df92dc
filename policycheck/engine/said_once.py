"""One place is said once: of two rules that ask the same, one speaks.

A rule names the rules of other policies that it covers. Where both find the same place in the same
record, the covered finding is left out, or the other one if the covered finding weighs more. A
finding speaks for one of each other rule. Every other finding stays, so that whatever one of the
rules finds is still said, by one that weighs as much.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from policycheck.model.finding import SEVERITIES, Finding, RecordName, Unknown, order

__all__ = [
    "Covers",
    "LeftOut",
    "by_place",
    "findings_said_once",
    "said_in_order",
    "uncovered",
    "unknown_said_once",
]

#: The ids of the rules that each rule covers.
Covers: TypeAlias = Mapping[str, frozenset[str]]


class LeftOut(Struct, frozen=True, order=True):
    """The finding of one rule that was left out because another one says the same."""

    rule: str
    by: str


def by_place(finding: Finding) -> tuple[str, int, int]:
    """What findings are sorted by to be said once; those at one place stay as they came."""
    return finding.location.begin


def said_in_order(
    findings: Iterable[Finding], covers: Covers, left_out: Counter[LeftOut]
) -> Iterator[Finding]:
    """Of findings that are sorted by place, each place once, in the order of a report.

    Nothing is held but the findings of one place. What was left out is counted as it goes by.
    """
    for _, found in groupby(findings, key=by_place):
        yield from sorted(findings_said_once([*found], covers, left_out), key=order)


def findings_said_once(
    findings: Sequence[Finding], covers: Covers, left_out: Counter[LeftOut]
) -> list[Finding]:
    """The findings, each place once; what was left out is counted."""
    if not covers or len(findings) == 1:
        return list(findings)
    places: defaultdict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for one in findings:
        places[_place(one)].append(one)
    gone = {id(one) for found in places.values() for one in _doubled(found, covers, left_out)}
    return [one for one in findings if id(one) not in gone]


def unknown_said_once(unknown: Iterable[Unknown], covers: Covers) -> list[Unknown]:
    """What could not be decided, without what a covering rule could not decide either."""
    unknown = list(unknown)
    if not covers:
        return unknown
    rules: defaultdict[RecordName, list[str]] = defaultdict(list)
    for one in unknown:
        rules[one.record].append(one.rule)
    kept = {record: uncovered(ids, covers) for record, ids in rules.items()}
    return [one for one in unknown if one.rule in kept[one.record]]


def _doubled(
    found: Sequence[Finding], covers: Covers, left_out: Counter[LeftOut]
) -> Iterable[Finding]:
    """Of the findings at one place those that another one says too.

    Each is left out in favour of one that has not been left out itself: where rules cover each
    other in a circle, one of them still speaks.
    """
    said = {id(one): one for one in found}
    spoken: set[tuple[int, str]] = set()
    for one in found if len(found) > 1 else ():
        for key, other in said.items():
            if (key, one.rule) not in spoken and _speaks_for(other, one, covers):
                spoken.add((key, one.rule))
                del said[id(one)]
                left_out[LeftOut(one.rule, other.rule)] += 1
                yield one
                break


def _speaks_for(one: Finding, other: Finding, covers: Covers) -> bool:
    if other.rule in covers.get(one.rule, ()):
        return _weight(one) >= _weight(other)
    if one.rule in covers.get(other.rule, ()):
        return _weight(one) > _weight(other)
    return False


def _weight(finding: Finding) -> tuple[bool, int]:
    return (not finding.observed, -SEVERITIES.index(finding.severity))


def uncovered(ids: Sequence[str], covers: Covers) -> set[str]:
    """Of rules that one record cannot be decided by those that no other one of them covers."""
    said = list(ids)
    for one in ids:
        if any(one in covers.get(other, ()) for other in said if other != one):
            said.remove(one)
    return set(said)


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.record, replace(finding.location, reach=None)
