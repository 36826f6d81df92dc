"""The instants at which records are judged."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import cached_property

from msgspec import Struct

from policycheck.model.moment import Moment
from policycheck.model.record import Record

__all__ = ["Instants"]


class Instants(Struct, frozen=True, dict=True):
    """When things are judged.

    `now` is for elapsed time; `rules_as_of` is given where another day's rules count.
    """

    now: Moment
    zone: tzinfo
    rules_as_of: Moment | None = None

    def of(self, record: Record) -> Moment:
        """A post answers to its own instant, all else to now; by the clock of the zone."""
        if record.kind != "post":
            return self.usual
        return self._by_the_clock(self.rules_as_of or _own(record) or self.now)

    def month(self, record: Record) -> str:
        """The month of a post by its own instant, such as `2026-06`; empty for what has none."""
        own = _own(record) if record.kind == "post" else None
        return f"{self._here(own.first):%Y-%m}" if own else ""

    @cached_property
    def usual(self) -> Moment:
        """The instant of whatever has none of its own."""
        return self._by_the_clock(self.rules_as_of or self.now)

    def _by_the_clock(self, at: Moment) -> Moment:
        first = self._here(at.first)
        return Moment(first, self._here(at.last) if at.is_day else first)

    def _here(self, when: datetime) -> datetime:
        """The same instant with the zone's offset at that time, fixed as in every moment."""
        return Moment.instant(when.astimezone(self.zone)).first


def _own(record: Record) -> Moment | None:
    found = record.fields.get("published_at") or record.fields.get("publish_at")
    return found if isinstance(found, Moment) else None
