"""The short way to a value: straight through fields and references, where nothing lies between.

Most conditions and checks ask for one field of the record, or of one that it refers to. There the
value can be had without keeping account of where it stands, by a function that is made once for
each path. Whatever is not so plain (lists, what a text implies, what is withheld or attested) is
left to the walk in `values.py`; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from policycheck.engine.derived import NAMES_ACCOUNT
from policycheck.engine.getters import (
    NESTED,
    NOT_PLAIN,
    Getter,
    field_name,
    getter,
    getter_from_group,
    list_name,
)
from policycheck.engine.setting import Setting
from policycheck.engine.standing import Standing
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT, Flag
from policycheck.plan import Path, Place

__all__ = ["Way", "plain_items", "plain_value", "way_of"]


class Way(Struct, frozen=True):
    """The short way along a path, and where its value stands where that is in the record itself.

    `items` is the name of the list of groups in the record that the path leads to, `field` that of
    any other field of its own, '' if it leads elsewhere; `beyond` goes on from the reference in an
    element that the path starts with.
    """

    path: Path
    get: Getter
    place: Place
    from_element: bool
    items: str = ""
    field: str = ""
    beyond: Getter | None = None


def way_of(path: Path, setting: Setting) -> Way:
    """The short way along a path; made once in a run."""
    ways = setting.world.ways
    way = ways.get(id(path))
    if way is None:
        place = Place(tuple(step.name for step in path.steps))
        way = Way(
            path,
            getter(path),
            place,
            path.from_element,
            list_name(path),
            field_name(path),
            getter_from_group(path),
        )
        ways[id(path)] = way  # it keeps the path, and so its identity
    return way


def plain_value(way: Way, record: Record, element: Standing | None, setting: Setting) -> Any:
    """The value that a way leads to, ABSENT, NotCarried, or NOT_PLAIN where it ends."""
    if not way.from_element:
        return way.get(record, setting)
    if element is None:
        return NOT_PLAIN
    value, kind = element.value, way.path.follow
    if isinstance(value, str) and kind:
        held = element.place.record
        if held is None or element.place.pointer:
            held = setting.world.records.get(kind, {}).get(value)
        return NOT_PLAIN if held is None else way.get(held, setting)
    if not isinstance(value, dict):
        return NOT_PLAIN
    if len(way.path.steps) == 1:
        return _in_group(way.path, element)
    return _beyond_group(way, element, setting)


def _in_group(path: Path, element: Standing) -> Any:
    """One field of a group that is an element, where there is no more to it than its value."""
    record, step = element.record, path.steps[0]
    if element.is_record or record.attested or step.computed or step.back:
        return NOT_PLAIN
    value = element.value.get(step.name, ABSENT)
    if value is not ABSENT:
        return NOT_PLAIN if isinstance(value, NESTED) else value
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
