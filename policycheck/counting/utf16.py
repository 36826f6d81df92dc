"""`utf16`: UTF-16 code units, as TikTok counts ("UTF-16 runes") and JavaScript measures.

Source: TikTok Content Posting API, as quoted by several of its clients, read 2026-11-23.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.counting.method import Piece, exact
from policycheck.text.graphemes import each_grapheme

__all__ = ["METHOD", "pieces"]

_LAST_SINGLE = "\uffff"


def pieces(text: str) -> Iterator[Piece]:
    return (
        Piece(start, end, sum(1 + (character > _LAST_SINGLE) for character in text[start:end]))
        for start, end in each_grapheme(text)
    )


def _measure(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


METHOD = exact("utf16", "UTF-16 units", pieces, _measure)
