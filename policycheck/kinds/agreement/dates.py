"""Dates in a text: 2026-05-05, 5 May 2026, May 5th, le 5 mai, 5 de mayo, 5. Mai, 05/05/2026.

Months are known by their names in English, French, Spanish and German. A date without a year agrees
with one that has it; in 05/06/2026 either number may be the month. A month with a year and no day
is a date too; days of the week, and words such as "tomorrow", are none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from policycheck.kinds.agreement.forms import Form, Group, found
from policycheck.kinds.agreement.said import Said, plain

__all__ = ["Day", "dates", "same_date"]

#: Without accents; for each month its names, then those that are short for it.
_MONTHS = (
    "january janvier enero januar jan janv ene",
    "february fevrier febrero februar feb fevr",
    "march mars marzo marz mar",
    "april avril abril apr avr abr",
    "may mai mayo",
    "june juin junio juni jun",
    "july juillet julio juli jul juil",
    "august aout agosto aug ago",
    "september septembre septiembre setiembre sept sep",
    "october octobre octubre oktober oct okt",
    "november novembre noviembre nov",
    "december decembre diciembre dezember dec dic dez",
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_LAST_DAY = 31
_LAST_MONTH = 12
_CENTURY = 2000


class Day(NamedTuple):
    """A date as far as it is said; None for what is left out."""

    year: int | None
    month: int
    day: int | None


def same_date(one: Day, other: Day) -> bool:
    years = one.year is None or other.year is None or one.year == other.year
    return years and one.month == other.month and one.day == other.day


def dates(text: str) -> list[Said]:
    """Every date of a text, in order; each day of a range by itself."""
    return found(text, plain(text), _forms())


@cache
def _forms() -> list[Form]:
    month = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
    to = r"\s?(?:-|–|—|to|and|&|au|a|et|al|y|bis|und)\s?"
    day = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th|er|re|e|o|\.)?"
    year = r"(?P<year>\d{4})\b"
    of = r"(?:(?:of|de|du|del)\s)?"
    named = rf"(?P<month>{month})\b\.?"
    several = rf"(?:{day.format('first')}{to}(?:le\s|el\s)?)?{day.format('day')}"
    several_after = rf"{day.format('day')}(?:{to}{day.format('last')})?"
    digits = (
        r"(?P<one>\d{1,2})(?P<sep>[/.-])(?P<other>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\w/])"
    )
    patterns = (
        r"(?<![\w.,-])(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?![\d-])",
        rf"(?<![\w.,]){several}\s{of}{named}(?:,?\s{of}{year})?",
        rf"\b{named}\s{several_after}(?!\w)(?:,?\s{year})?",
        rf"\b{named},?\s{of}{year}",
        rf"(?<![\w.,/-]){digits}",
    )
    readers = (_named, _named, _named, _named, _numeric)
    return [(re.compile(p), read) for p, read in zip(patterns, readers, strict=True)]


def _named(match: re.Match[str]) -> list[Group]:
    """A month by its name, or in its place in an ISO date; with up to two days."""
    given = match.groupdict()
    month = int(given["number"]) if "number" in given else _NUMBER_OF[given["month"]]
    year = int(given["year"]) if given["year"] else None
    days = [name for name in ("first", "day", "last") if given.get(name)]
    if not days:
        return [(match.span(), _existing(Day(year, month, None)))]
    whole = match.span() if len(days) == 1 else None
    return [
        (whole or match.span(name), _existing(Day(year, month, int(given[name])))) for name in days
    ]


def _numeric(match: re.Match[str]) -> list[Group]:
    one, other, year = (int(match[name]) for name in ("one", "other", "year"))
    year += _CENTURY if len(match["year"]) == len("26") else 0
    return [(match.span(), _existing(Day(year, other, one), Day(year, one, other)))]


def _existing(*days: Day) -> tuple[Day, ...]:
    return tuple(
        one
        for one in dict.fromkeys(days)
        if 1 <= one.month <= _LAST_MONTH and (one.day is None or 1 <= one.day <= _LAST_DAY)
    )
