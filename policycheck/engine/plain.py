"""The short way to a value: straight through fields and references, where nothing lies between.

Most conditions and checks ask for one field of the record, or of one that it refers to. There the
value can be had without keeping account of where it stands. Whatever is not so plain (lists, what
a text implies, what is withheld or attested, what a source has no place for) is left to the walk in
`values.py`; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from policycheck.engine.computed import computed
from policycheck.engine.setting import Setting
from policycheck.engine.standing import Standing
from policycheck.model.record import Record, carries
from policycheck.model.shape import ABSENT, Flag, ListOf
from policycheck.plan import Path, Step

__all__ = ["NOT_PLAIN", "plain_value"]


class _NotPlain:
    """Stands where the value has to be had by the whole walk."""


NOT_PLAIN: Final = _NotPlain()


def plain_value(path: Path, record: Record, element: Standing | None, setting: Setting) -> Any:
    """The value that a path leads to, ABSENT, or NOT_PLAIN where the short way does not do."""
    if path.many or isinstance(path.type, ListOf):
        return NOT_PLAIN
    if not path.from_element:
        return _value(path, record, setting)
    if element is None or not path.follow or not isinstance(element.value, str):
        return NOT_PLAIN
    start = _named(element.value, path.follow, element, setting)
    return NOT_PLAIN if start is None else _value(path, start, setting)


def _named(name: str, kind: str, element: Standing, setting: Setting) -> Record | None:
    """The record that an element is the id of."""
    held = element.place.record
    if held is not None and element.is_id_of(held):
        return held
    return setting.world.records.get(kind, {}).get(name)


def _value(path: Path, record: Record, setting: Setting) -> Any:  # noqa: PLR0911 - ways out
    value: Any = record.fields
    first, last = 0, len(path.steps) - 1
    for depth, step in enumerate(path.steps):
        if value is record.fields and not _is_plain(record):
            return NOT_PLAIN
        if step.back or not isinstance(value, dict):
            return NOT_PLAIN
        if step.computed:
            return _computed(record, step, setting) if depth == last else NOT_PLAIN
        value = value.get(step.name, ABSENT)
        if value is ABSENT:
            return _absent(path, path.steps[first : depth + 1], record)
        if depth == last:
            return NOT_PLAIN if isinstance(value, dict | list) else value
        if step.follow:
            target = setting.world.records.get(step.follow, {}).get(value)
            if target is None:
                return NOT_PLAIN
            record, value, first = target, target.fields, depth + 1
    return NOT_PLAIN


def _is_plain(record: Record) -> bool:
    """Whether its fields are what they seem. What a post's text implies are fields of it too."""
    return record.kind != "post" and not record.withheld and not record.attested


def _absent(path: Path, steps: Sequence[Step], record: Record) -> Any:
    """What no value comes to; `steps` are those in the record itself."""
    if record.carried is not None and not carries(record, ".".join(one.name for one in steps)):
        return NOT_PLAIN
    assumed = path.type.assumed if isinstance(path.type, Flag) else None
    return ABSENT if assumed is None else assumed


def _computed(record: Record, step: Step, setting: Setting) -> Any:
    """The value of a computed field that is single and can be told."""
    made = computed(Standing.of(record), step.name, setting)
    if not isinstance(made, list) or len(made) != 1:
        return NOT_PLAIN
    value = made[0].value
    return NOT_PLAIN if isinstance(value, dict | list) or value is ABSENT else value
