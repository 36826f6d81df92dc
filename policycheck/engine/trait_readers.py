"""How all that records are compared by is read, each group and each record on the way once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any, Final, TypeAlias

from msgspec import Struct, field

from policycheck.engine.asked_names import (
    AT,
    EPOCH,
    FROM,
    NOW,
    WHETHER,
    WORD,
    To,
    Way,
    bare,
    steps_to,
    target,
)
from policycheck.engine.derived import IMPLIED, derived
from policycheck.engine.epochs import Epochs
from policycheck.engine.orders import Order, orders_reader
from policycheck.engine.setting import Setting, begins_with_word
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Missing

__all__ = ["Reader", "ValueReader", "part_of", "reader", "readers"]

Reader: TypeAlias = Callable[[Record, Setting], Hashable]
#: Reads what is asked of a value.
ValueReader: TypeAlias = Callable[[Any, Setting], Hashable]


#: The part of what is compared that all orders of instants are.
_ORDERS: Final = "(orders)"


def part_of(name: str | Order) -> str:
    """The part of what is compared to which a name belongs: mostly a field of the record."""
    if isinstance(name, Order):
        return _ORDERS
    return name if name.startswith(FROM) else steps_to(name)[0]


class _Asked(Struct):
    """What is asked of one value, and of what lies below it."""

    leaves: list[ValueReader] = field(default_factory=list)
    below: dict[str | int | To, _Asked] = field(default_factory=dict)

    def at(self, way: Way) -> _Asked:
        """What is asked where these steps lead to."""
        asked = self
        for step in way:
            asked = asked.below.setdefault(step, _Asked())
        return asked


def readers(
    names: Iterable[str | Order], epochs: Callable[[], Epochs]
) -> tuple[list[tuple[str, Reader]], dict[str, ValueReader]]:
    """What reads each part that is no field of the source, and what reads each field."""
    beyond: list[tuple[str, Reader]] = []
    orders: list[Order] = []
    fields: dict[str, _Asked] = {}
    for name in names:
        if isinstance(name, Order):
            orders.append(name)
            continue
        if name.startswith(FROM):
            beyond.append((name, _referred(name)))
            continue
        root, way = steps_to(name)
        is_field = root not in (AT, NOW)
        if is_field:
            asked = fields.setdefault(root, _Asked())
            asked.at(way).leaves.append(_leaf(name, epochs))
        if not is_field or name in IMPLIED:
            beyond.append((root, _beyond(name, epochs)))
    beyond += [(_ORDERS, orders_reader(orders))] if orders else []
    return beyond, {root: _value_reader(asked) for root, asked in fields.items()}


def reader(name: str | Order, epochs: Callable[[], Epochs]) -> Reader:
    """What reads one of these of any record."""
    beyond, fields = readers([name], epochs)

    def read(record: Record, setting: Setting) -> Hashable:
        found = [one(record, setting) for _, one in beyond]
        found += [one(record.fields.get(root), setting) for root, one in fields.items()]
        return tuple(found)

    return read


def _value_reader(asked: _Asked) -> ValueReader:
    parts = [*asked.leaves, *[_below(step, under) for step, under in asked.below.items()]]
    if len(parts) == 1:
        return parts[0]

    def read(value: Any, setting: Setting) -> Hashable:
        return tuple([part(value, setting) for part in parts])

    return read


def _below(step: str | int | To, asked: _Asked) -> ValueReader:
    """Reads what is asked one step on; None where there is nothing."""
    if isinstance(step, To):
        return _beyond_reference(step.kind, asked)
    read = _value_reader(asked)

    def in_group(value: Any, setting: Setting) -> Hashable:
        inner = value.get(step) if isinstance(value, dict) else None
        return None if inner is None else read(inner, setting)

    def in_list(value: Any, setting: Setting) -> Hashable:
        there = isinstance(value, list) and isinstance(step, int) and step < len(value)
        return read(value[step], setting) if there else None

    return in_list if isinstance(step, int) else in_group


def _beyond_reference(kind: str, asked: _Asked) -> ValueReader:
    """Reads what is asked of the record that a value refers to.

    What is told of its fields depends on what its source carries. One of which something is
    withheld or vouched for is like no other.
    """
    fields = {step: _value_reader(under) for step, under in asked.below.items()}

    def read(value: Any, setting: Setting) -> Hashable:
        found = target(value, kind, setting)
        if found is None:
            return None
        if found.withheld or found.attested:
            return found.id
        given = found.fields
        inner = [
            None if step not in given else one(given[str(step)], setting)
            for step, one in fields.items()
        ]
        return (id(found.carried), *inner)

    return read


def _beyond(name: str, epochs: Callable[[], Epochs]) -> Reader:
    if name == AT:
        return lambda _, setting: epochs().of_moment(setting.at)
    if bare(name) == NOW:
        read = _leaf(name, epochs)
        return lambda _, setting: read(setting.now, setting)
    return partial(_implied, name)


def _referred(name: str) -> Reader:
    """Tells records apart to which others refer; those to which none does are alike."""
    kind, _, field_name = name.removeprefix(FROM).partition(".")

    def read(record: Record, setting: Setting) -> Hashable:
        found = setting.referring(record, kind, field_name, name)
        return record.id if found and not isinstance(found, Missing) else None

    return read


def _leaf(name: str, epochs: Callable[[], Epochs]) -> ValueReader:
    """Reads what is asked of the value itself."""
    if name.endswith(WHETHER):
        return _whether
    if name.endswith(WORD):
        return lambda value, *_: begins_with_word(value)
    if name.endswith(EPOCH):
        return lambda value, *_: epochs().of_moment(value) if isinstance(value, Moment) else None
    return _given


def _implied(name: str, record: Record, _setting: Setting) -> Hashable:
    """The elements of a list that the text implies."""
    found = derived(record, name) if record.kind == "post" else None
    return tuple([_frozen(spot.value) for spot in found]) if isinstance(found, list) else None


def _given(value: Any, *_: object) -> Hashable:
    return value if type(value) is str else _frozen(value)  # most are


def _whether(value: Any, *_: object) -> Hashable:
    """Whether there is a value; of a group, which fields it has; of groups, how many they are."""
    if isinstance(value, dict):
        return tuple(value)
    if isinstance(value, list):
        for one in value:  # mostly the first
            if isinstance(one, dict):
                return len(value)
    return None if value is None else type(value).__name__


def _frozen(value: Any) -> Hashable:
    """A value that can be compared and hashed; what differs in type is never alike."""
    if isinstance(value, dict):
        return (dict, *[(name, _frozen(one)) for name, one in value.items()])
    if isinstance(value, list):
        return (list, *[_given(one) for one in value])
    if isinstance(value, bool | float):
        return (type(value), value)
    frozen: Hashable = value
    return frozen
