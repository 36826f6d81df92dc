"""Dates as schedulers write them, made ISO 8601."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

__all__ = ["DateForm", "Undecided", "iso_date", "looks_like_a_date"]

#: The order of the parts of a date. `either`: day or month first, and the file does not say.
DateForm: TypeAlias = Literal["ymd", "dmy", "mdy", "either"]

_CLOCK: Final = r"(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
_TIME: Final = rf"(?:[T ]+{_CLOCK} *(?P<zone>Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
_TWO: Final = "[0-9]{1,2}"
_YEAR_FIRST = re.compile(rf"(?P<year>[0-9]{{4}})[-/](?P<a>{_TWO})[-/](?P<b>{_TWO}){_TIME}")
_YEAR_LAST = re.compile(rf"(?P<a>{_TWO})/(?P<b>{_TWO})/(?P<year>[0-9]{{4}}){_TIME}")
_MONTHS: Final = 12


class Undecided(ValueError):  # noqa: N818 - not an error of the file
    """A date that may be one of two days."""


def looks_like_a_date(text: str) -> bool:
    """Tell whether a cell holds a date with a time."""
    match = _YEAR_LAST.fullmatch(text.strip()) or _YEAR_FIRST.fullmatch(text.strip())
    return bool(match and match["time"])


def iso_date(text: str, form: DateForm, time: str = "") -> str:
    """Give a date, or an instant, as ISO 8601 writes it; a time may stand in a cell of its own.

    Raises Undecided where the day and the month can be taken for each other, else ValueError.
    """
    written = f"{text.strip()} {time.strip()}".strip()
    match = (_YEAR_FIRST if form == "ymd" else _YEAR_LAST).fullmatch(written)
    if not match:
        order = {"ymd": "year-month-day", "dmy": "day/month/year", "mdy": "month/day/year"}
        expected = order.get(form, "day/month/year or month/day/year")
        raise ValueError(f"expected a date as {expected}, with a time such as 09:00")
    month, day = _order(int(match["a"]), int(match["b"]), form)
    date = f"{match['year']}-{month:02}-{day:02}"
    if not match["time"]:
        return date
    hour, colon, rest = match["time"].partition(":")
    return f"{date}T{hour:>02}{colon}{rest}{match['zone'] or ''}"


def _order(first: int, second: int, form: DateForm) -> tuple[int, int]:
    """Give month and day."""
    if form == "dmy" or (form == "either" and first > _MONTHS):
        return second, first
    if form == "either" and second <= _MONTHS and first != second:
        raise Undecided("day and month can be taken for each other")
    return first, second
