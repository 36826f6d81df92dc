"""The lines of a file that a finding is about, with their numbers and what is marked in them."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.finding import Location
from policycheck.reports.html.markup import Markup, el

__all__ = ["excerpt"]

#: Of a longer line so many characters before and after the mark are shown.
_AROUND = 160
_ELLIPSIS = "…"


def excerpt(location: Location, severity: str) -> Markup | None:
    """A table of lines for the eye; nothing where the source has none to show."""
    lines = [_line(location, number, text, severity) for number, text in location.excerpt.lines]
    return el("div", *lines, class_="source", dir="ltr") if lines else None


def _line(location: Location, number: int, text: str, severity: str) -> Markup:
    start, end = _columns(location, number, text)
    words = el("code", *_words(text, start, end, severity), dir="auto")
    return el("div", el("span", str(number), class_="ln"), words)


def _columns(location: Location, number: int, text: str) -> tuple[int, int]:
    """Where the mark begins and ends in this line, from 0."""
    start = location.column - 1 if number == location.line else 0
    end = location.end_column - 1 if number == location.end_line else len(text)
    return start, max(min(end, len(text)), start)


def _words(text: str, start: int, end: int, severity: str) -> Iterator[Markup | str]:
    low, high = max(start - _AROUND, 0), end + _AROUND
    yield (_ELLIPSIS if low else "") + text[low:start]
    if end > start:
        yield el("mark", text[start:end], class_=severity)
    else:
        yield el(
            "mark", " ", class_=severity
        )  # a place without characters, such as a missing value
    yield text[end:high] + (_ELLIPSIS if len(text) > high else "")
