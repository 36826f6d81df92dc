"""Instants of a watched record: they note with what they are compared (see `orders.py`).

Whatever else is asked of one counts as asked for the instant itself: all attributes pass through
one place, and each operation of datetime stands here. A test walks them.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from msgspec import Struct

from policycheck.engine.asked_names import AT, EPOCH, ITSELF
from policycheck.engine.orders import End, Order
from policycheck.engine.world import World
from policycheck.model.moment import Moment

__all__ = ["Asked", "Notes", "WatchedInstant", "watched_moment"]

#: What was asked for: fields by their names, and orders of instants.
Asked: TypeAlias = set[str | Order]


class Notes(Struct):
    """What was asked of a record, and the world in which it was."""

    asked: Asked
    world: World

    def order(self, one: End, other: End) -> None:
        """Two instants of the record were compared. Whether AT is a day its epoch says."""
        if one.name != AT or other.name != AT:
            self.asked.add(Order(*sorted((one, other), key=str)))

    def order_to(self, one: End, other: datetime) -> None:
        """An instant of the record was compared with one that is no record's under check."""
        if one.later or not self._is_on_record(other):
            self.asked.add(Order(one, other))
        elif one.name != AT:  # whoever takes that has asked for its epoch
            self.asked.add(f"{one.name}{EPOCH}")

    def itself(self, one: End) -> None:
        """All of an instant was asked for."""
        self.asked.add(ITSELF if one.name == AT else one.name)

    def _is_on_record(self, when: datetime) -> bool:
        instants = self.world.epochs().instants
        at = bisect_left(instants, when)
        return at < len(instants) and instants[at] == when


class WatchedInstant(datetime):
    """An instant that notes what is asked of it. `plain` is the instant itself."""

    __slots__ = ("end", "notes", "plain")

    plain: datetime
    end: End
    notes: Notes

    def __getattribute__(self, name: str) -> Any:
        if name in _OWN:
            return object.__getattribute__(self, name)
        if name == "date" and self.end.name == AT:
            return self.plain.date  # the days of limits are in its epoch
        return getattr(self.itself(), name)

    def itself(self) -> datetime:
        self.notes.itself(self.end)
        return self.plain

    def beside(self, other: object) -> Any:
        """The instant that it is compared with, once that is noted."""
        if isinstance(other, WatchedInstant):
            self.notes.order(self.end, other.end)
            return other.plain
        if isinstance(other, datetime):
            self.notes.order_to(self.end, other)
        return other

    def moved(self, by: timedelta) -> WatchedInstant:
        end = End(self.end.name, self.end.is_last, self.end.later + by)
        return _watched(self.plain + by, end, self.notes)

    def __lt__(self, other: Any, /) -> Any:
        return self.plain < self.beside(other)

    def __le__(self, other: Any, /) -> Any:
        return self.plain <= self.beside(other)

    def __gt__(self, other: Any, /) -> Any:
        return self.plain > self.beside(other)

    def __ge__(self, other: Any, /) -> Any:
        return self.plain >= self.beside(other)

    def __eq__(self, other: object, /) -> Any:
        return self.plain == self.beside(other)

    def __ne__(self, other: object, /) -> Any:
        return self.plain != self.beside(other)

    def __add__(self, by: Any, /) -> Any:
        return self.moved(by) if isinstance(by, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: Any, /) -> Any:
        if isinstance(other, timedelta):
            return self.moved(-other)
        return self.itself() - (other.itself() if isinstance(other, WatchedInstant) else other)

    def __rsub__(self, other: Any, /) -> Any:
        return other - self.itself()

    def __hash__(self) -> int:
        return hash(self.itself())

    def __str__(self) -> str:
        return str(self.itself())

    def __repr__(self) -> str:
        return repr(self.itself())

    def __format__(self, spec: str, /) -> str:
        return format(self.itself(), spec)

    def __reduce_ex__(self, protocol: Any, /) -> Any:
        return self.itself().__reduce_ex__(protocol)


#: What is asked for itself, and not of the instant.
_OWN: Final = frozenset({"plain", "end", "notes", "itself", "beside", "moved", "__class__"})


def watched_moment(moment: Moment, name: str, notes: Notes) -> Moment:
    """The same moment, noting what is asked of what stands in the field of that name."""
    none = timedelta()
    return Moment(
        _watched(moment.first, End(name, is_last=False, later=none), notes),
        _watched(moment.last, End(name, is_last=True, later=none), notes),
    )


def _watched(plain: datetime, end: End, notes: Notes) -> WatchedInstant:
    day, time = plain.date(), plain.timetz()
    made = WatchedInstant(
        *(day.year, day.month, day.day, time.hour, time.minute, time.second),
        time.microsecond,
        time.tzinfo,
        fold=time.fold,
    )
    made.plain, made.end, made.notes = plain, end, notes
    return made
