"""The short way to a value: straight through fields and references, where nothing lies between.

Most conditions and checks ask for one field of the record, or of one that it refers to. There the
value can be had without keeping account of where it stands, by a function that is made once for
each path. Whatever is not so plain (lists, what a text implies, what is withheld or attested) is
left to the walk in `values.py`; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from msgspec import Struct

from policycheck.engine.computed import NEEDS, worked_out
from policycheck.engine.derived import IMPLIED, NAMES_ACCOUNT
from policycheck.engine.setting import Setting
from policycheck.engine.standing import Standing
from policycheck.model.record import Record, carries
from policycheck.model.shape import ABSENT, Flag, ListOf
from policycheck.plan import Missing, NotCarried, Path, Place, Step

__all__ = ["NOT_PLAIN", "Way", "plain_items", "plain_value", "way_of"]

#: Fields of a post that are made of other records.
_MADE: Final = frozenset(name for kind, name in NEEDS if kind == "post")
#: From a record to a value, ABSENT, NotCarried, or NOT_PLAIN.
_Getter: TypeAlias = Callable[[Record, Setting], Any]


class _NotPlain:
    """Stands where the value has to be had by the whole walk."""


NOT_PLAIN: Final = _NotPlain()


class Way(Struct, frozen=True):
    """The short way along a path, and where its value stands where that is in the record itself.

    `items` is the name of the list of groups in the record that the path leads to, '' if it leads
    elsewhere; `beyond` goes on from the reference in an element that the path starts with.
    """

    path: Path
    get: _Getter
    place: Place
    from_element: bool
    items: str = ""
    beyond: _Getter | None = None


def way_of(path: Path, setting: Setting) -> Way:
    """The short way along a path; made once in a run."""
    ways = setting.world.ways
    way = ways.get(id(path))
    if way is None:
        place = Place(tuple(step.name for step in path.steps))
        way = Way(
            path, _getter(path), place, path.from_element, _items_name(path), _from_group(path)
        )
        ways[id(path)] = way  # it keeps the path, and so its identity
    return way


def plain_value(path: Path, record: Record, element: Standing | None, setting: Setting) -> Any:
    """The value that a path leads to, ABSENT, NotCarried, or NOT_PLAIN where this way ends."""
    way = way_of(path, setting)
    get = way.get
    if not path.from_element:
        return get(record, setting)
    if element is None:
        return NOT_PLAIN
    if isinstance(element.value, dict):
        if len(path.steps) == 1:
            return _in_group(path, element)
        return _beyond_group(way, element, setting)
    if not path.follow or not isinstance(element.value, str):
        return NOT_PLAIN
    start = _named(element.value, path.follow, element, setting)
    return NOT_PLAIN if start is None else get(start, setting)


def _in_group(path: Path, element: Standing) -> Any:
    """One field of a group that is an element, where there is no more to it than its value."""
    record, step = element.record, path.steps[0]
    if element.is_record or record.attested or step.computed or step.back:
        return NOT_PLAIN
    value = element.value.get(step.name, ABSENT)
    if value is not ABSENT:
        return NOT_PLAIN if isinstance(value, dict | list) else value
    if record.carried is not None or f"{element.name}.{step.name}" in NAMES_ACCOUNT:
        return NOT_PLAIN
    assumed = path.type.assumed if isinstance(path.type, Flag) else None
    return ABSENT if assumed is None else assumed


def _beyond_group(way: Way, element: Standing, setting: Setting) -> Any:
    """A value of the record that a field of a group names."""
    if way.beyond is None or element.is_record or element.record.attested:
        return NOT_PLAIN
    step = way.path.steps[0]
    named = element.value.get(step.name)
    known = setting.world.records.get(step.follow, {})
    target = known.get(named) if isinstance(named, str) else None
    return NOT_PLAIN if target is None else way.beyond(target, setting)


def plain_items(way: Way, record: Record) -> Sequence[Standing] | None:
    """The groups of a list of the record itself; None where the walk has to tell."""
    if not way.items or record.withheld or record.attested:
        return None
    value = record.fields.get(way.items, ABSENT)
    if value is ABSENT:
        return () if record.carried is None else None
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return None
    return [
        Standing(one, Place((way.items, index)), record, way.items)
        for index, one in enumerate(value)
    ]


def _named(name: str, kind: str, element: Standing, setting: Setting) -> Record | None:
    """The record that an element is the id of."""
    held = element.place.record
    if held is not None and element.is_id_of(held):
        return held
    return setting.world.records.get(kind, {}).get(name)


def _items_name(path: Path) -> str:
    """The name of a list that stands in the record, where the path is just that."""
    if len(path.steps) != 1 or path.from_element:
        return ""
    step = path.steps[0]
    is_other = step.back or step.computed or step.follow
    is_list = path.many or isinstance(path.type, ListOf)
    return "" if is_other or not is_list or _may_be_made([step.name]) else step.name


def _from_group(path: Path) -> _Getter | None:
    """Beyond the reference in a group with which a path of several steps starts."""
    if not path.from_element or len(path.steps) == 1 or not path.steps:
        return None
    first, rest = path.steps[0], path.steps[1:]
    is_many = path.many or isinstance(path.type, ListOf)
    if is_many or first.back or first.computed or not first.follow:
        return None
    return None if any(step.back for step in rest) else _along(path, rest)


def _getter(path: Path) -> _Getter:
    if path.many or isinstance(path.type, ListOf) or any(step.back for step in path.steps):
        return _not_plain
    return _along(path, path.steps)


def _along(path: Path, steps: Sequence[Step]) -> _Getter:
    """From a record along what is left of a path."""
    if len(steps) == 1 and steps[0].computed:
        return _computed(steps[0].name)
    count = next((at for at, step in enumerate(steps, 1) if step.follow), len(steps))
    if not steps or any(step.computed for step in steps[:count]):
        return _not_plain
    names = [step.name for step in steps[:count]]
    own = _own_value(path, names, ends=count == len(steps))
    if _may_be_made(names):
        own = _unless_post(own)
    if count == len(steps):
        return own
    return _followed(own, steps[count - 1].follow, _along(path, steps[count:]))


def _not_plain(_record: Record, _setting: Setting) -> Any:
    return NOT_PLAIN


def _own_value(path: Path, names: Sequence[str], *, ends: bool) -> _Getter:
    """A field of the record itself, at which the path ends or goes on to another record."""
    name, within = names[0], names[1:]
    at_end = _absence(path, assumes=ends)
    on_the_way = _absence(path, assumes=True)
    first = on_the_way if within else at_end

    def get(record: Record, _setting: Setting) -> Any:
        if record.withheld or record.attested:
            return NOT_PLAIN
        value = record.fields.get(name, ABSENT)
        if value is ABSENT:
            return first(record, name)
        for depth, below in enumerate(within, 2):
            if not isinstance(value, dict):
                return NOT_PLAIN
            value = value.get(below, ABSENT)
            if value is ABSENT:
                absent = at_end if depth == len(names) else on_the_way
                return absent(record, ".".join(names[:depth]))
        return NOT_PLAIN if isinstance(value, dict | list) else value

    return get


def _may_be_made(names: Sequence[str]) -> bool:
    """Whether a field of a post may be implied by its text, or made of what else is on record."""
    return names[0] in IMPLIED or names[0] in _MADE or ".".join(names) in NAMES_ACCOUNT


def _unless_post(get: _Getter) -> _Getter:
    def unless_post(record: Record, setting: Setting) -> Any:
        return NOT_PLAIN if record.kind == "post" else get(record, setting)

    return unless_post


def _absence(path: Path, *, assumes: bool) -> Callable[[Record, str], Any]:
    """What no value comes to, at a dotted name in the record.

    Nothing is assumed of a record where the reference to it is what lacks.
    """
    assumed = path.type.assumed if assumes and isinstance(path.type, Flag) else None
    nothing = ABSENT if assumed is None else assumed
    unknown = NotCarried(Missing(path.dotted))

    def absent(record: Record, name: str) -> Any:
        return nothing if record.carried is None or carries(record, name) else unknown

    return absent


def _followed(reference: _Getter, kind: str, beyond: _Getter) -> _Getter:
    """On from a reference to the record that it names."""

    def get(record: Record, setting: Setting) -> Any:
        value = reference(record, setting)
        if not isinstance(value, str):
            return value
        target = setting.world.records.get(kind, {}).get(value)
        return NOT_PLAIN if target is None else beyond(target, setting)

    return get


def _computed(name: str) -> _Getter:
    """The value of a computed field that stands where the field would, and can be told."""

    def get(record: Record, setting: Setting) -> Any:
        if record.withheld or record.attested or record.kind == "post":
            return NOT_PLAIN
        value = worked_out(record, name, setting)
        return value if isinstance(value, str | bool) else NOT_PLAIN

    return get
