"""A record at its instant, as plans see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policycheck.engine.finder import Finder
from policycheck.engine.parts import parts_of
from policycheck.engine.values import single, spots
from policycheck.engine.world import World
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT, ListOf
from policycheck.plan import (
    Case,
    Found,
    Missing,
    NotCarried,
    Part,
    Path,
    Place,
    Reading,
    Search,
    Selector,
    Spot,
)

__all__ = ["RecordCase"]


class RecordCase:
    """One record, or one element of it, with everything that was worked out about it so far."""

    def __init__(
        self,
        record: Record,
        at: Moment,
        now: Moment,
        finder: Finder,
        world: World,
        element: Spot | None = None,
        element_of: str = "",
    ) -> None:
        self.record = record
        self.at = at
        self.now = now
        self.element = element
        self.element_of = element_of
        self._finder = finder
        self._world = world
        self._readings: dict[tuple[Selector, ...], Reading] = {}

    @property
    def here(self) -> Place:
        return self.element.place if self.element else Place(())

    def spots(self, path: Path) -> Sequence[Spot]:
        start = self.element if path.from_element else None
        return spots(path, start or Spot(self.record.fields, Place(())), self.record, self._world)

    def value(self, path: Path) -> Any:
        many = path.many or isinstance(path.type, ListOf)
        return single(list(self.spots(path)), many=many)

    def elements(self, path: Path) -> Sequence[Case] | Missing:
        found = self.spots(path)
        for spot in found:
            if isinstance(spot.value, NotCarried):
                return spot.value.missing
        name = path.steps[0].name if path.steps else ""
        return [
            RecordCase(self.record, self.at, self.now, self._finder, self._world, spot, name)
            for spot in found
            if spot.value is not ABSENT
        ]

    def within(self, value: Any) -> Case:
        element = Spot(value, self.here)
        return RecordCase(
            self.record, self.at, self.now, self._finder, self._world, element, self.element_of
        )

    def read(self, selectors: Sequence[Selector]) -> Reading:
        key = tuple(selectors)
        if key not in self._readings:
            found = [part for selector in key for part in parts_of(self, selector)]
            self._readings[key] = Reading(
                tuple(part for part in found if isinstance(part, Part)),
                tuple(dict.fromkeys(gap for gap in found if isinstance(gap, Missing))),
            )
        return self._readings[key]

    def found(self, search: Search, parts: Sequence[Part]) -> Sequence[Found]:
        return [hit for part in parts for hit in self._finder.found(search, part)]
