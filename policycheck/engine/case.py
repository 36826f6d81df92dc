"""A record at its instant, as plans see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from policycheck.engine.finder import Finder
from policycheck.engine.getters import NOT_PLAIN
from policycheck.engine.parts import parts_of
from policycheck.engine.plain import plain_items, plain_value, way_of
from policycheck.engine.setting import Setting
from policycheck.engine.standing import Standing
from policycheck.engine.values import single, standings
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
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
    Step,
)

__all__ = ["RecordCase"]

T = TypeVar("T")


class RecordCase:
    """One record, or one element of it, with everything that was worked out about it so far."""

    __slots__ = (
        "_elements",
        "_finder",
        "_groups",
        "_made",
        "_named",
        "_readings",
        "_setting",
        "element",
        "record",
    )

    def __init__(
        self, record: Record, finder: Finder, setting: Setting, element: Standing | None = None
    ) -> None:
        self.record = record
        self.element = element
        self._finder = finder
        self._setting = setting
        self._readings: dict[tuple[Selector, ...], Reading] | None = None
        self._elements: dict[tuple[bool, tuple[Step, ...]], Sequence[Case] | Missing] | None = None
        self._named: dict[str, Case] | None = None
        self._made: dict[str, Any] | None = None
        # By identity: the groups that were handed out as values, for conditions on elements.
        self._groups: dict[int, Standing] | None = None

    def bare(self) -> RecordCase:
        """The same without what was worked out, to be kept for long."""
        return RecordCase(self.record, self._finder, self._setting, self.element)

    @property
    def at(self) -> Moment:
        return self._setting.at

    @property
    def now(self) -> Moment:
        return self._setting.now

    @property
    def here(self) -> Place:
        return self.element.stands if self.element else Place(())

    @property
    def trail(self) -> tuple[tuple[Place, str], ...]:
        return self.element.trail if self.element else ()

    def _standings(self, path: Path) -> list[Standing]:
        start = self.element if path.from_element else None
        return standings(path, start or Standing.of(self.record), self._setting)

    def spots(self, path: Path) -> Sequence[Spot]:
        if not path.crosses and not path.from_element:
            way = way_of(path, self._setting)
            plain = way.get(self.record, self._setting)
            if plain is not NOT_PLAIN and (len(path.steps) == 1 or _is_there(plain)):
                return [Spot(plain, way.place)]
        found = [Spot(one.value, one.stands, one.trail) for one in self._standings(path)]
        present = [spot for spot in found if spot.value is not ABSENT]
        return present or found[:1]

    def value(self, path: Path) -> Any:
        setting = self._setting
        way = setting.world.ways.get(id(path)) or way_of(path, setting)
        if way.from_element:
            plain = plain_value(way, self.record, self.element, setting)
        else:
            plain = way.get(self.record, setting)
        if plain is not NOT_PLAIN:
            return plain
        items = None if way.from_element else plain_items(way, self.record)
        found = self._standings(path) if items is None else list(items)
        groups = {id(one.value): one for one in found if isinstance(one.value, dict)}
        self._groups = {**self._groups, **groups} if self._groups else groups
        if items is not None:
            return [one.value for one in items] or ABSENT
        return single(path, found)

    def has_word(self, path: Path) -> bool:
        name = way_of(path, self._setting).field
        record = self.record
        if not name or record.withheld or record.attested:
            return False
        return self._setting.has_word(record, name)

    def elements(self, path: Path) -> Sequence[Case] | Missing:
        key = (path.from_element, path.steps)
        if self._elements is None:
            self._elements = {}
        if key not in self._elements:
            self._elements[key] = self._cases(path)
        return self._elements[key]

    def _cases(self, path: Path) -> Sequence[Case] | Missing:
        items = plain_items(way_of(path, self._setting), self.record)
        if items is not None:
            return [self._of(one) for one in items]
        found = self._standings(path)
        for one in found:
            if isinstance(one.value, NotCarried):
                return one.value.missing
        return [self._of(one) for one in found if one.value is not ABSENT]

    def within(self, value: Any) -> Case:
        if not isinstance(value, str):
            return self._within(value)
        if self._named is None:
            self._named = {}
        named = self._named.get(value)
        if named is None:
            named = self._named[value] = self._within(value)
        return named

    def _within(self, value: Any) -> Case:
        known = self._groups.get(id(value)) if self._groups and isinstance(value, dict) else None
        here = self.element or Standing.of(self.record)
        return self._of(known or replace(here, value=value))

    def judged_at(self, at: Moment) -> Case:
        then = Setting(self._setting.world, at, self._setting.now)
        return RecordCase(self.record, self._finder, then, self.element)

    def _of(self, element: Standing) -> RecordCase:
        return RecordCase(self.record, self._finder, self._setting, element)

    def once(self, name: str, make: Callable[[Case], T]) -> T:
        if self._made is None:
            self._made = {}
        if name not in self._made:
            self._made[name] = make(self)
        made: T = self._made[name]
        return made

    def once_for_account(self, name: str, make: Callable[[Case], T]) -> T:
        record, now = self.record, self.now
        account = record.fields.get("account")
        if not isinstance(account, str) or record.withheld or record.attested:
            return make(self)
        kept = self._setting.world.of_accounts
        found = kept.get((name, account))
        if found is None or found[0] is not now:
            found = kept[name, account] = (now, make(self))
        made: T = found[1]
        return made

    def read(self, selectors: Sequence[Selector]) -> Reading:
        key = tuple(selectors)
        if self._readings is None:
            self._readings = {}
        if key not in self._readings:
            found = [part for selector in key for part in parts_of(self, selector)]
            self._readings[key] = Reading(
                tuple(part for part in found if isinstance(part, Part)),
                tuple(dict.fromkeys(gap for gap in found if isinstance(gap, Missing))),
            )
        return self._readings[key]

    def found(self, search: Search, parts: Sequence[Part]) -> Sequence[Found]:
        return [hit for part in parts for hit in self._finder.found(search, part)]


def _is_there(value: Any) -> bool:
    return value is not ABSENT and not isinstance(value, NotCarried)
