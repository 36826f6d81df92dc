"""What a rule learns of an instant when it compares it: which of two comes first, and no more.

Hardly two posts have an instant in common, but most were approved before they went out. So records
are not told apart by their instants, but by the order of these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias

from msgspec import Struct

from policycheck.engine.asked_names import AT, NOW, steps_to, within
from policycheck.engine.setting import Setting
from policycheck.model.moment import Moment
from policycheck.model.record import Record

__all__ = ["End", "Order", "OrdersReader", "orders_reader"]

#: Stands for what lies beyond the calendar: the order of that is like no other.
_BEYOND: Final = datetime.min.replace(tzinfo=UTC)

#: Tells of a record and its setting of each order -1, 0 or 1; None where a side has no instant.
OrdersReader: TypeAlias = Callable[[Record, Setting], tuple[int | None, ...]]
_Instant: TypeAlias = Callable[[Record, Setting], datetime | None]


class End(Struct, frozen=True):
    """The first or the last instant of what stands in a field, or of AT, and so much later."""

    name: str
    is_last: bool
    later: timedelta

    def __str__(self) -> str:
        return f"{self.name}.{'last' if self.is_last else 'first'} + {self.later}"


class Order(Struct, frozen=True):
    """Whether `one` comes before `other` (-1), at the same time (0), or after it (1).

    `other` is an instant of the same record, or one that is no record's under check.
    """

    one: End
    other: End | datetime

    def __str__(self) -> str:
        return f"{self.one} <> {self.other}"


def orders_reader(orders: Sequence[Order]) -> OrdersReader:
    """A function that tells the orders of a record's instants, and reads each of these once."""
    ends: dict[End | datetime, int] = {}
    pairs = [
        (ends.setdefault(order.one, len(ends)), ends.setdefault(order.other, len(ends)))
        for order in orders
    ]
    reads = [_instant(end) if isinstance(end, End) else _always(end) for end in ends]

    def read(record: Record, setting: Setting) -> tuple[int | None, ...]:
        instants = [one(record, setting) for one in reads]
        return tuple([_order(instants[one], instants[other]) for one, other in pairs])

    return read


def _order(one: datetime | None, other: datetime | None) -> int | None:
    if one is None or other is None:
        return None
    if one is _BEYOND or other is _BEYOND:
        return 2
    return (one > other) - (one < other)


def _instant(end: End) -> _Instant:
    """A function that reads one end."""
    root, steps = steps_to(end.name)
    is_last, later = end.is_last, end.later
    begin = _BEGIN.get(root) or (lambda record, _: record.fields.get(root))

    def instant(record: Record, setting: Setting) -> datetime | None:
        moment = begin(record, setting)
        if steps:
            moment = within(moment, steps, setting)
        if type(moment) is not Moment:
            return None
        when = moment.last if is_last else moment.first
        return _moved(when, later) if later else when

    return instant


#: The instants that are no fields.
_BEGIN: Final[Mapping[str, Callable[[Record, Setting], Any]]] = {
    AT: lambda _, setting: setting.at,
    NOW: lambda _, setting: setting.now,
}


def _moved(when: datetime, later: timedelta) -> datetime:
    try:
        return when + later
    except OverflowError:
        return _BEYOND


def _always(when: datetime) -> _Instant:
    return lambda *_: when
