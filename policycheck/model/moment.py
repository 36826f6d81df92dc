"""Time as policies use it: an instant, or a whole day in somebody's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from msgspec import Struct

from policycheck.text.late import late

__all__ = ["DURATION", "INSTANT", "Moment", "parse_duration", "parse_moment"]

#: What an instant or a date looks like: ISO 8601, to the day or the second, with or without a zone.
INSTANT = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([Tt ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    r"([Zz]|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])?)?$"
)
#: What a length of time looks like: a whole number, short enough to be one, and s, m, h, d or w.
DURATION = r"^[0-9]{1,8}[smhdw]$"

_INSTANT = late(INSTANT)
_DURATION = late(DURATION)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Moment(Struct, frozen=True):
    """From `first` to `last`; the same for an instant, the ends of the day for a date.

    Both carry a fixed offset, not a zone: times of one zone compare and add by the clock on the
    wall, which is wrong in the hour that a clock change repeats.
    """

    first: datetime
    last: datetime

    @classmethod
    def instant(cls, when: datetime) -> Moment:
        """The moment of an aware datetime."""
        fixed = _fixed(when)
        return cls(fixed, fixed)

    @classmethod
    def day(cls, day: date, zone: tzinfo) -> Moment:
        """The whole day: up to the next midnight, for it has 23 or 25 hours when clocks change."""
        start = _fixed(datetime.combine(day, time.min, zone))
        if day == date.max:
            return cls(start, datetime.combine(day, time.max, start.tzinfo))
        end = _fixed(datetime.combine(day + timedelta(days=1), time.min, zone))
        return cls(start, end - timedelta(microseconds=1))

    @property
    def is_day(self) -> bool:
        return self.first != self.last

    def before(self, other: Moment) -> bool:
        return self.last < other.first

    def after(self, other: Moment) -> bool:
        return self.first > other.last

    def shifted(self, by: timedelta) -> Moment:
        """As much later as the time elapsed: `1d` is 24 hours. Stops at the years 1 and 9999."""
        return Moment(_later(self.first, by), _later(self.last, by))

    def __str__(self) -> str:
        if self.is_day:
            return self.first.date().isoformat()
        return self.first.isoformat().replace("+00:00", "Z")


def _fixed(when: datetime) -> datetime:
    if type(when.tzinfo) is timezone and not when.fold:
        return when  # its offset is fixed
    offset = when.utcoffset()
    assert offset is not None, "an instant is aware"
    return when.replace(tzinfo=timezone(offset), fold=0)


def _later(when: datetime, by: timedelta) -> datetime:
    try:
        return when + by
    except OverflowError:
        if by > timedelta():
            return datetime.max.replace(tzinfo=when.tzinfo)
        return datetime.min.replace(tzinfo=when.tzinfo)


def parse_moment(text: str, zone: tzinfo | None) -> Moment:
    """Read a date or an instant; without a zone of its own it takes `zone`, a date else UTC's day.

    Raises ValueError with a sentence for the person who wrote it.
    """
    return _instant_of_utc(text) or _parsed(text, zone)


def _instant_of_utc(text: str) -> Moment | None:
    """Read what nearly all tools write, `2026-12-01T09:00:00Z`; None for all else.

    With its signs in their places there is nothing else that `fromisoformat` takes, save the hour
    24 in a later Python.
    """
    if len(text) != len("2026-12-01T09:00:00Z") or text[11:13] == "24":
        return None
    if not (text[4] == text[7] == "-" and text[13] == text[16] == ":"):
        return None
    if text[10] != "T" or text[19] != "Z":
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Moment(when, when)


@lru_cache(4096)  # a file repeats its dates
def _parsed(text: str, zone: tzinfo | None) -> Moment:
    if not _INSTANT().fullmatch(text):
        raise ValueError(
            "expected a date such as 2026-12-01 or an instant such as 2026-12-01T09:00Z"
        )
    try:
        if len(text) == len("2026-12-01"):
            return Moment.day(date.fromisoformat(text), zone or UTC)
        when = datetime.fromisoformat(text.upper())
    except ValueError:
        raise ValueError("there is no such date or time") from None
    if when.tzinfo is None:
        if zone is None:
            raise ValueError("an instant needs a zone: write 2026-12-01T09:00Z or +02:00")
        when = when.replace(tzinfo=zone)
    return Moment.instant(when)


def parse_duration(text: str) -> timedelta:
    """Read `15m`, `24h`, `90d`. Raises ValueError with a sentence."""
    if not _DURATION().fullmatch(text):
        raise ValueError("expected a length of time such as 15m, 24h, 90d or 2w")
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})
