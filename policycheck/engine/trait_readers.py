"""How each thing is read by which records are compared, by the name that `watched.py` gives it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any, TypeAlias

from policycheck.engine.derived import IMPLIED, derived
from policycheck.engine.epochs import Epochs
from policycheck.engine.orders import AT, Order, order_reader, steps_to, within
from policycheck.engine.setting import Setting
from policycheck.engine.watched import NOW, WHETHER
from policycheck.engine.watched_instants import EPOCH
from policycheck.model.moment import Moment
from policycheck.model.record import Record

__all__ = ["Reader", "ValueReader", "reader", "readers"]

Reader: TypeAlias = Callable[[Record, Setting], Hashable]
#: Reads what is asked of the value of one field of a record.
ValueReader: TypeAlias = Callable[[Any, Record, Setting], Hashable]


def readers(
    names: Iterable[str | Order], epochs: Callable[[], Epochs]
) -> tuple[list[Reader], dict[str, ValueReader]]:
    """What reads all that is no field of the source, and what reads each field that is asked of."""
    beyond: list[Reader] = []
    by_field: dict[str, list[ValueReader]] = {}
    for name in names:
        field = _field(name)
        if field not in (AT, NOW):
            by_field.setdefault(field, []).append(_of_value(name, epochs))
        if field in (AT, NOW) or name in IMPLIED:
            beyond.append(_beyond(name, epochs))
    return beyond, {field: _together(several) for field, several in by_field.items()}


def reader(name: str | Order, epochs: Callable[[], Epochs]) -> Reader:
    """What reads one of these of any record."""
    beyond, fields = readers([name], epochs)

    def read(record: Record, setting: Setting) -> Hashable:
        found = [one(record, setting) for one in beyond]
        found += [one(record.fields.get(field), record, setting) for field, one in fields.items()]
        return tuple(found)

    return read


def _field(name: str | Order) -> str:
    """The field of a record that has to be there, or AT or NOW."""
    dotted = name.one.name if isinstance(name, Order) else name.rstrip(WHETHER + EPOCH)
    return steps_to(dotted)[0]


def _together(several: list[ValueReader]) -> ValueReader:
    if len(several) == 1:
        return several[0]

    def read(value: Any, record: Record, setting: Setting) -> Hashable:
        return tuple([one(value, record, setting) for one in several])

    return read


def _beyond(name: str | Order, epochs: Callable[[], Epochs]) -> Reader:
    if isinstance(name, Order):
        return _order(name)
    if name == AT:
        return lambda _, setting: epochs().of_moment(setting.at)
    return (lambda _, setting: setting.now) if name == NOW else partial(_implied, name)


def _order(order: Order) -> Reader:
    order_of = order_reader(order)
    return lambda record, setting: order_of(record, setting.at)


def _of_value(name: str | Order, epochs: Callable[[], Epochs]) -> ValueReader:
    if isinstance(name, Order):
        order = _order(name)
        return lambda _, record, setting: order(record, setting)
    read = _given
    if name.endswith(WHETHER):
        read = _whether
    elif name.endswith(EPOCH):
        read = partial(_epoch, epochs)
    _, steps = steps_to(name.rstrip(WHETHER + EPOCH))
    if not steps:
        return lambda value, *_: read(value)
    return lambda value, *_: read(within(value, steps))


def _implied(name: str, record: Record, _setting: Setting) -> Hashable:
    """The elements of a list that the text implies."""
    found = derived(record, name) if record.kind == "post" else None
    return tuple([_frozen(spot.value) for spot in found]) if isinstance(found, list) else None


def _given(value: Any) -> Hashable:
    return value if type(value) is str else _frozen(value)


def _whether(value: Any) -> Hashable:
    """Whether there is a value; of a group, which fields it has; of groups, how many they are."""
    if isinstance(value, dict):
        return tuple(value)
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return len(value)
    return None if value is None else type(value).__name__


def _epoch(epochs: Callable[[], Epochs], value: Any) -> Hashable:
    return epochs().of_moment(value) if isinstance(value, Moment) else None


def _frozen(value: Any) -> Hashable:
    """A value that can be compared and hashed; what differs in type is never alike."""
    if isinstance(value, dict):
        return (dict, *[(name, _frozen(one)) for name, one in value.items()])
    if isinstance(value, list):
        return (list, *[_frozen(one) for one in value])
    if isinstance(value, bool | float):
        return (type(value), value)
    frozen: Hashable = value
    return frozen
