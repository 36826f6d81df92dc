"""The match form of a text: what stays the same however a phrase was typed, with a map back.

Case, compatibility forms (full width, ligatures), precomposed or combining accents, curly or
straight quotes, kinds of dash, kinds and lengths of white space, and characters that nobody sees
make no difference in it. Each character becomes NFKD(casefold(NFKD(c))); combining marks are put
in canonical order, so that NFC and NFD spellings fold alike. Accents do count: "cafe" is not
found in "café".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from policycheck.text.characters import extends, is_ignorable

__all__ = ["Folded", "fold"]

_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u00b4\u02b9\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
_ASCII_SPACES = str.maketrans(dict.fromkeys("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f", " "))


class _Cell(NamedTuple):
    """A folded character, the class by which marks are ordered, and where it comes from."""

    text: str
    order: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in match form.

    `starts[i]` and `ends[i]` bound the characters of `source` that `text[i]` stands for; both are
    None where the two texts match character by character.
    """

    text: str
    source: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def start(self, index: int) -> int:
        """Give the offset in the original at which the folded character at `index` begins."""
        if self.starts is None:
            return index
        return self.starts[index] if index < len(self.starts) else len(self.source)

    def end(self, index: int) -> int:
        """Give the offset in the original at which the folded character before `index` ends."""
        if self.ends is None:
            return index
        return self.ends[index - 1] if index else 0

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the range of the original that a hit covers, or None where the hit is no hit.

        It is none where it begins or ends inside an original character ("s" in "ß"), or between a
        letter and its combining marks ("e" in "é"). Ignorable characters inside the range belong to
        it, those around it do not.
        """
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end or not (self._clean(start) and self._clean(end)):
            return None
        return min(self.starts[start:end]), max(self.ends[start:end])

    def _clean(self, index: int) -> bool:
        if not 0 < index < len(self.text):
            return True
        begin = self.start(index)
        return (
            begin >= self.end(index)
            and not extends(self.text[index])
            and not extends(self.source[begin])
        )


def fold(text: str, *, keep_case: bool = False) -> Folded:
    """Bring a text into match form; `keep_case` leaves capitals as they are."""
    if text.isascii():
        plain = (text if keep_case else text.lower()).translate(_ASCII_SPACES)
        if "  " not in plain:
            return Folded(plain, text)
        cells: Iterable[_Cell] = (
            _Cell(character, 0, index, index + 1) for index, character in enumerate(plain)
        )
    else:
        cells = _in_order(_spelt(text, keep_case))
    merged = _one_space(cells)
    return Folded(
        "".join(cell.text for cell in merged),
        text,
        tuple(cell.start for cell in merged),
        tuple(cell.end for cell in merged),
    )


@lru_cache(8192)
def _spelling(character: str, keep_case: bool) -> tuple[tuple[str, int], ...]:
    """Fold one character; each character of the result has its canonical combining class."""
    if is_ignorable(character):
        return ()
    found = []
    # Canonical equivalents first, so that they meet the table of quotes under one name.
    plain = unicodedata.normalize("NFD", character).translate(_PLAIN)
    for part in unicodedata.normalize("NFKD", plain).translate(_PLAIN):
        folded = part if keep_case else unicodedata.normalize("NFKD", part.casefold())
        order = unicodedata.combining(part)
        found += [
            (" " if piece.isspace() else piece, order)
            for piece in folded
            if not is_ignorable(piece)
        ]
    return tuple(found)


def _spelt(text: str, keep_case: bool) -> Iterable[_Cell]:
    for index, character in enumerate(text):
        for piece, order in _spelling(character, keep_case):
            yield _Cell(piece, order, index, index + 1)


def _in_order(cells: Iterable[_Cell]) -> Iterable[_Cell]:
    """Put each run of combining marks in canonical order."""
    for marks, run in groupby(cells, key=lambda cell: cell.order > 0):
        if marks:
            yield from sorted(run, key=lambda cell: cell.order)
        else:
            yield from run


def _one_space(cells: Iterable[_Cell]) -> list[_Cell]:
    """Make one space of each run of white space."""
    found: list[_Cell] = []
    for cell in cells:
        if cell.text == " " and found and found[-1].text == " ":
            found[-1] = found[-1]._replace(end=cell.end)
        else:
            found.append(cell)
    return found
