"""Times between which nothing changes: all instants of one epoch are before and after the same.

A verdict depends on the instant of a record only by comparison with the instants of other records
(roles granted, windows opened) and with the days on which limits of platforms change.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from msgspec import Struct

from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Profiles

__all__ = ["Epoch", "Epochs"]

#: The kinds of records with whose dates the instant of a judged record is compared, in
#: `computed.py` and `windows.py`. Nothing else compares it with what stands in another record.
_DATED = ("assignment", "person", "comment_policy", "calendar")

Epoch: TypeAlias = tuple[int, ...]


class Epochs(Struct, frozen=True):
    """The instants and the days at which something may change, in order."""

    instants: list[datetime]
    days: list[date]

    @classmethod
    def of(cls, on_record: Mapping[str, Mapping[str, Record]], profiles: Profiles) -> Epochs:
        """Those of records with which instants are compared, and of what is known of platforms."""
        moments = [
            one
            for kind in _DATED
            for record in on_record.get(kind, {}).values()
            for one in _moments(record.fields)
        ]
        instants = {end for one in moments for end in (one.first, one.last)}
        limits = (
            limit
            for platform in profiles.platforms.values()
            for dated in platform.limits.values()
            for limit in dated
        )
        days = {day for limit in limits for day in (limit.first, limit.last) if day}
        return cls(sorted(instants), sorted(days))

    def of_moment(self, at: Moment) -> Epoch:
        """Where a moment stands among them: before, at or after each."""
        first = self._position(at.first)
        return first if at.first is at.last else (*first, *self._position(at.last))

    def _position(self, when: datetime) -> Epoch:
        day = when.date()
        return (
            bisect_left(self.instants, when),
            bisect_right(self.instants, when),
            bisect_left(self.days, day),
            bisect_right(self.days, day),
        )


def _moments(value: Any) -> Iterator[Moment]:
    if isinstance(value, Moment):
        yield value
    elif isinstance(value, dict | list):
        inner: Iterable[Any] = value.values() if isinstance(value, dict) else value
        for one in inner:
            if isinstance(one, Moment | dict | list):
                yield from _moments(one)
