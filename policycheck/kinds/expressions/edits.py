"""Rewritten forms of a text, and the way back from places in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Edit", "Rewritten", "rewritten"]


class Edit(NamedTuple):
    """What stands from `start` to `end`, and what takes its place where it is checked and asked."""

    start: int
    end: int
    checked: str
    asked: str


class _Piece(NamedTuple):
    """A replacement: from where to where in the new text, and in the old one."""

    start: int
    end: int
    old_start: int
    old_end: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text in which pieces were replaced."""

    text: str
    pieces: tuple[_Piece, ...]

    def before(self, offset: int) -> int:
        """Where a character stood; one of a replacement stood where the replaced piece began."""
        at = offset
        for piece in self.pieces:
            if offset < piece.start:
                break
            at = piece.old_start if offset < piece.end else offset - piece.end + piece.old_end
        return at


def rewritten(text: str, edits: Iterable[tuple[int, int, str]]) -> Rewritten:
    """The text with pieces replaced, given as start, end and what stands there instead."""
    made: list[str] = []
    pieces: list[_Piece] = []
    length = done = 0
    for start, end, new in sorted(set(edits)):
        made += [text[done:start], new]
        length += start - done
        pieces.append(_Piece(length, length + len(new), start, end))
        length, done = length + len(new), end
    return Rewritten("".join([*made, text[done:]]), tuple(pieces))
