"""Extended grapheme clusters: what a reader takes for one character (UAX #29)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

__all__ = ["each_grapheme", "grapheme_count", "graphemes"]


def each_grapheme(text: str) -> Iterator[tuple[int, int]]:
    """Find the spans of the grapheme clusters, one by one; together they are the whole text."""
    if text.isascii() and "\r\n" not in text:
        return ((index, index + 1) for index in range(len(text)))
    return (match.span() for match in _cluster().finditer(text))


def graphemes(text: str) -> list[tuple[int, int]]:
    """Find the spans of all grapheme clusters."""
    return list(each_grapheme(text))


def grapheme_count(text: str) -> int:
    """Count the grapheme clusters; CR LF is one."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _cluster().finditer(text))


@cache
def _cluster() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\X")
