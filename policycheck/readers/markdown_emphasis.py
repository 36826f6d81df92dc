"""Which `*` and `_` are marks of emphasis, after CommonMark 0.31.2, section 6.2."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

__all__ = ["Marks", "emphasis"]

#: How many open marks a closing one is tried against, so that no text takes long.
_REACH: Final = 16


class Marks(Struct):
    """A row of the same mark. `start` and `end` draw in as marks find their partners."""

    start: int
    end: int
    sign: str
    opens: bool
    closes: bool
    length: int

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Marks:
        """Look at what stands on both sides: a mark faces the side where a word begins."""
        before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        left = not after.isspace() and (
            not _is_punctuation(after) or before.isspace() or _is_punctuation(before)
        )
        right = not before.isspace() and (
            not _is_punctuation(before) or after.isspace() or _is_punctuation(after)
        )
        opens, closes = left, right
        if text[start] == "_":  # within a word it is a letter like others
            opens = left and (not right or _is_punctuation(before))
            closes = right and (not left or _is_punctuation(after))
        return cls(start, end, text[start], opens, closes, end - start)


def emphasis(rows: Sequence[Marks]) -> Iterator[tuple[int, int]]:
    """Pair the marks of a block; give the offsets of those that are no text."""
    waiting: dict[str, list[Marks]] = {"*": [], "_": []}
    for row in rows:
        if row.closes:
            yield from _close(row, waiting)
        if row.opens and row.start < row.end:
            waiting[row.sign].append(row)


def _close(row: Marks, waiting: dict[str, list[Marks]]) -> Iterator[tuple[int, int]]:
    openers = waiting[row.sign]
    while row.start < row.end:
        opener = next((one for one in openers[: -_REACH - 1 : -1] if _fit(one, row)), None)
        if opener is None:
            return
        size = 2 if min(opener.end - opener.start, row.end - row.start) > 1 else 1
        opener.end -= size
        row.start += size
        yield opener.end, opener.end + size
        yield row.start - size, row.start
        for others in waiting.values():
            while others and others[-1].start > opener.start:
                others.pop()
        if opener.start == opener.end:
            openers.pop()


def _fit(opener: Marks, closer: Marks) -> bool:
    """Keep `*a**b*` one emphasis with two stars in it: the specification's rule of three."""
    if not opener.closes and not closer.opens:
        return True
    lengths = opener.length, closer.length
    return bool(sum(lengths) % 3) or not any(length % 3 for length in lengths)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
