"""Counting things of which some may not be known: at least so many, at most so many."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from msgspec import Struct, field

from policycheck.kinds.listed import place_of_list
from policycheck.model.shape import ABSENT
from policycheck.plan import (
    PASSED,
    Case,
    Condition,
    Hit,
    Judgement,
    Missing,
    NotCarried,
    Part,
    Path,
    Place,
    Spot,
    failed,
    undecided,
)
from policycheck.text.tags import mentions

__all__ = [
    "Tally",
    "Tallying",
    "judge",
    "list_tally",
    "mention_tally",
    "part_tally",
]


#: Places in other records and what stands there.
Trail: TypeAlias = tuple[tuple[Place, str], ...]

#: A finding points to no more places in other records than this.
_MOST_TRAILS = 10


class Tally(Struct):
    """What was counted: where each thing stands, how many more there may be, and why that is open.

    `whole` is where the things would stand, for too few of them. `trails` are the places in other
    records where they stand, those too that are like another and do not count. Both are worked out
    when a finding needs them: most records have none.
    """

    whole: Callable[[], Place]
    places: list[Place] = field(default_factory=list)
    possible: float = 0
    missing: list[Missing] = field(default_factory=list)
    trails: list[Callable[[], Trail]] = field(default_factory=list)

    @property
    def low(self) -> int:
        return len(self.places)

    @property
    def high(self) -> float:
        return self.low + self.possible


Tallying: TypeAlias = Callable[[Case], Tally]


def judge(tally: Tally, of: str, low: int | None, high: int | None) -> Judgement:
    """Whether a tally keeps to the bounds. Too many stand at the first one too many."""
    values = {"of": of, "found": tally.low}
    if high is not None and tally.low > high:
        values |= {"limit": high, "bound": "at most"}
        elsewhere = tally.places[high].record is not None
        place = tally.whole() if elsewhere else tally.places[high]
        label = "" if elsewhere else "one too many"
        return failed(Hit(place, values, label=label, related=_shown(tally.trails)))
    if low is not None and tally.high < low:
        values |= {"limit": low, "bound": "at least"}
        return failed(Hit(tally.whole(), values, related=_shown(tally.trails)))
    if (high is not None and tally.high > high) or (low is not None and tally.low < low):
        return undecided(*dict.fromkeys(tally.missing))
    return PASSED


def _shown(trails: Sequence[Callable[[], Trail]]) -> Trail:
    return tuple(dict.fromkeys(step for trail in trails for step in trail()))[:_MOST_TRAILS]


def part_tally(
    parts: Sequence[Part],
    missing: Sequence[Missing],
    spans: Callable[[str], Sequence[tuple[int, int]]],
) -> Tally:
    """Count what a function finds in parts of text."""
    whole = Place(parts[0].pointer) if parts else Place(("text",))
    places = [part.place(start, end) for part in parts for start, end in spans(part.text)]
    return Tally(lambda: whole, places, math.inf if missing else 0, list(missing))


def mention_tally(
    parts: Sequence[Part], missing: Sequence[Missing], given: Sequence[Spot]
) -> Tally:
    """Count the mentions of a text, and those of the record's list that are not in the text."""
    tally = part_tally(parts, missing, mentions)
    named = {_handle(part.text[start:end]) for part in parts for start, end in mentions(part.text)}
    tally.places += [
        spot.place
        for spot in given
        if isinstance(spot.value, str) and _handle(spot.value) not in named
    ]
    return tally


def _handle(written: str) -> str:
    return written.lstrip("@＠").casefold()


def list_tally(path: Path, where: Condition | None, distinct: Path | None) -> Tallying:
    """Count the elements of a list: those that meet the conditions, equal ones once if `distinct`.

    An element without the distinct value is not counted.
    """

    def tallying(case: Case) -> Tally:
        elements = case.elements(path)
        if isinstance(elements, Missing):
            whole = partial(place_of_list, case, path)
            return Tally(whole, possible=math.inf, missing=[elements])
        tally = Tally(partial(_whole, case, path, elements))
        seen: set[str] = set()
        for element in elements:
            gaps: list[Missing] = []
            holds = where(element, gaps) if where else True
            if holds:
                _take(tally, element, distinct, seen)
            elif holds is None:
                tally.possible += 1
                tally.missing += gaps or [Missing(path.dotted, "a condition cannot be decided")]
        return tally

    return tallying


def _whole(case: Case, path: Path, elements: Sequence[Case]) -> Place:
    """Where a list stands: where its elements stand in other records, at the case itself."""
    if elements and elements[0].here.record is not None:
        return case.here
    return place_of_list(case, path)


def _take(tally: Tally, element: Case, distinct: Path | None, seen: set[str]) -> None:
    """Take an element that meets the conditions into the tally, unless its like was seen."""
    if distinct is None:
        tally.places.append(element.here)
        tally.trails.append(lambda: element.trail)
        return
    tally.trails.append(partial(_trail, element, distinct))
    for value in _values(element, distinct):
        if isinstance(value, NotCarried):
            tally.possible += 1
            tally.missing.append(value.missing)
        elif value is not ABSENT:
            import json

            key = json.dumps(value, sort_keys=True, default=str)
            if key not in seen:
                seen.add(key)
                tally.places.append(element.here)


def _trail(element: Case, path: Path) -> Trail:
    return tuple(step for spot in element.spots(path) for step in spot.trail)


def _values(element: Case, path: Path) -> list[Any]:
    return [spot.value for spot in element.spots(path)] if path.many else [element.value(path)]
