"""Numbers in a text, however they are punctuated: 1,200.5 and 1 200,5; times and telephones too.

1,200 may be twelve hundred or one and a fifth, and agrees with either. Times of day compare by the
24-hour clock: 5:30 p.m. is 17 h 30. A clock time without a.m. or p.m. may be either. Numbers of
North American telephones compare by their digits. The words for one to twelve in English, French,
Spanish and German answer for digits ("two lanes", "2 voies"), and are not asked for themselves.
Digits in dates, links, addresses, hashtags and names such as H1N1 are none.
"""

from __future__ import annotations

import re
from functools import cache

from policycheck.kinds.agreement.dates import dates
from policycheck.kinds.agreement.forms import Form, Group, blanked, found
from policycheck.kinds.agreement.said import Said, plain
from policycheck.text.emails import emails
from policycheck.text.links import links
from policycheck.text.tags import hashtags, mentions

__all__ = ["numbers"]

_WORDS = (
    "one un une uno una ein eine eins",
    "two deux dos zwei",
    "three trois tres drei",
    "four quatre cuatro vier",
    "five cinq cinco funf",
    "six seis sechs",
    "seven sept siete sieben",
    "eight huit ocho acht",
    "nine neuf nueve neun",
    "ten dix diez zehn",
    "eleven onze once elf",
    "twelve douze doce zwolf",
)
_VALUE_OF = {word: str(number) for number, words in enumerate(_WORDS, 1) for word in words.split()}
_NOON = 12
_HOURS = 24
_MINUTES = 60
_GROUP = 3


def numbers(text: str) -> list[Said]:
    """Every number of a text, in order. A reading is the number, `@17:30` or `tel:…`."""
    spans = [(one.start, one.end) for one in dates(text)]
    spans += [(link.start, link.end) for link in links(text)]
    spans += [*emails(text), *hashtags(text), *mentions(text)]
    searched = blanked(plain(text), spans)
    return sorted(found(text, searched, _forms()) + _spelt(text, searched))


def _spelt(text: str, searched: str) -> list[Said]:
    return [
        Said(match.start(), match.end(), text[slice(*match.span())], (value,), optional=True)
        for match in re.finditer(r"[a-z]+", searched)
        if (value := _VALUE_OF.get(match.group()))
    ]


@cache
def _forms() -> list[Form]:
    half = r"\s?(?P<half>[ap])\.?\s?m\b\.?"
    begin, hour, minute = r"(?<![\w.,:])", r"(?P<hour>\d{1,2})", r"(?P<minute>\d{2})"
    clock = rf"{hour}(?:[:.h]{minute})?"
    earlier = r"(?P<from>\d{1,2})(?:[:.h](?P<past>\d{2}))?"
    to = r"\s?(?:-|–|—|to|and)\s?"
    grouped = r"\d{1,3}(?:[\s'’]\d{3})+(?!\d)(?:[.,]\d+)?"
    return [
        (re.compile(r"(?<![\w.])(?:\+?1[-.\s]?)?\(?\d{3}\)?[-.\s]\d{3}[-.\s]\d{4}(?!\w)"), _phone),
        (re.compile(rf"{begin}{earlier}{to}{clock}{half}"), _half_days),
        (re.compile(rf"{begin}{clock}{half}"), _half_day),
        (re.compile(rf"{begin}{hour}[:.]{minute}\s?(?:h|uhr)\b"), _whole_day),
        (re.compile(rf"{begin}{hour}\s?h\s?{minute}(?!\w)"), _whole_day),
        (re.compile(rf"{begin}{hour}\s?(?:h|uhr)\b"), _hour),
        (re.compile(rf"{begin}{hour}:{minute}(?![\d:])"), _clock),
        (re.compile(rf"(?<![a-z\d_])(?:{grouped}|\d+(?:[.,]\d+)*)"), _number),
    ]  # fmt: skip


def _time(hour: int, minute: int) -> tuple[str, ...]:
    if hour > _HOURS or minute >= _MINUTES:
        return ()
    return (f"@{hour % _HOURS:02}:{minute:02}",)


def _phone(match: re.Match[str]) -> list[Group]:
    digits = re.sub(r"\D", "", match.group())
    return [(match.span(), (f"tel:{digits[-10:]}",))]


def _half_day(match: re.Match[str]) -> list[Group]:
    hour = int(match["hour"]) % _NOON + (_NOON if match["half"] == "p" else 0)
    return [(match.span(), _time(hour, int(match["minute"] or 0)))]


def _half_days(match: re.Match[str]) -> list[Group]:
    """From one hour to another; of the first it is not said which half of the day is meant."""
    hour, minute = int(match["from"]), int(match["past"] or 0)
    begin = _either_half(hour, minute) + (() if match["past"] else (str(hour),))
    return [((match.start(), match.end("past") if match["past"] else match.end("from")), begin),
            ((match.start("hour"), match.end()), _half_day(match)[0][1])]  # fmt: skip


def _whole_day(match: re.Match[str]) -> list[Group]:
    return [(match.span(), _time(int(match["hour"]), int(match["minute"])))]


def _hour(match: re.Match[str]) -> list[Group]:
    """A time of day, or so many hours."""
    hour = int(match["hour"])
    return [(match.span(), (*_time(hour, 0), str(hour)))]


def _clock(match: re.Match[str]) -> list[Group]:
    hour, minute = int(match["hour"]), int(match["minute"])
    halves = match["hour"].startswith("0") or hour > _NOON
    return [(match.span(), _time(hour, minute) if halves else _either_half(hour, minute))]


def _either_half(hour: int, minute: int) -> tuple[str, ...]:
    return (*_time(hour % _NOON, minute), *_time(hour % _NOON + _NOON, minute))


def _number(match: re.Match[str]) -> list[Group]:
    return [(match.span(), _values(re.sub(r"[\s'’]", "", match.group())))]


def _values(written: str) -> tuple[str, ...]:
    """What digits with points and commas may mean."""
    marks = [mark for mark in written if mark in ".,"]
    head, *groups = re.split("[.,]", written)
    if not marks:
        return (_value(head, ""),)
    last = groups[-1]
    whole = "".join([head, *groups])
    if len(set(marks)) > 1:
        return (_value(whole[: len(whole) - len(last)], last),)
    in_groups = len(head) <= _GROUP and all(len(group) == _GROUP for group in groups)
    if len(groups) > 1:
        return (_value(whole, "") if in_groups else written,)
    if in_groups and head.strip("0"):
        return (_value(whole, ""), _value(head, last))
    return (_value(head, last),)


def _value(whole: str, fraction: str) -> str:
    rest = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")
