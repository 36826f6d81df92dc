"""What a rule learns of an instant when it compares it: which of two comes first, and no more.

Hardly two posts have an instant in common, but most were approved before they went out. So records
are not told apart by their instants, but by the order of these.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from msgspec import Struct

from policycheck.engine.asked_names import AT, steps_to, within
from policycheck.engine.setting import Setting
from policycheck.model.moment import Moment
from policycheck.model.record import Record

__all__ = ["End", "Order", "OrderReader", "order_reader"]

#: What an order is called of which one side lies beyond the calendar.
_BEYOND: Final = 2

#: Tells -1, 0 or 1 of a record and its setting; None where a side has no instant.
OrderReader: TypeAlias = Callable[[Record, Setting], int | None]
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


def order_reader(order: Order) -> OrderReader:
    """A function that tells the order of a record's instants, made once for many records."""
    other = order.other
    one = _instant(order.one)
    another = _instant(other) if isinstance(other, End) else _always(other)

    def read(record: Record, setting: Setting) -> int | None:
        try:
            first, second = one(record, setting), another(record, setting)
        except OverflowError:
            return _BEYOND
        if first is None or second is None:
            return None
        return (first > second) - (first < second)

    return read


def _instant(end: End) -> _Instant:
    """A function that reads one end; it raises OverflowError beyond the years 1 and 9999."""
    root, steps = steps_to(end.name)
    is_at, is_last, later = end.name == AT, end.is_last, end.later

    def instant(record: Record, setting: Setting) -> datetime | None:
        moment = setting.at if is_at else record.fields.get(root)
        if steps:
            moment = within(moment, steps, setting)
        if type(moment) is not Moment:
            return None
        when = moment.last if is_last else moment.first
        return when + later if later else when

    return instant


def _always(when: datetime) -> _Instant:
    return lambda *_: when
