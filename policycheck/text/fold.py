"""The match form of a text: what stays the same however a phrase was typed, with a map back.

Case, compatibility forms (full width, ligatures), precomposed or combining accents, curly or
straight quotes, kinds of dash, kinds and lengths of white space, and characters that nobody sees
make no difference in it. Each character becomes NFKD(casefold(NFKD(c))); combining marks are put
in canonical order, so that NFC and NFD spellings fold alike. Accents do count: "cafe" is not
found in "café".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from policycheck.text.characters import extends, is_ignorable

__all__ = ["Folded", "fold"]

Spelling = tuple[tuple[str, int], ...]

_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u00b4\u02b9\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
#: So many characters are remembered at most.
_REMEMBERED = 8192

#: ASCII in match form. What stays as it is stands in the tables, too: what a table lacks is looked
#: for at length.
_EXACT_ASCII = {code: " " if chr(code).isspace() else chr(code) for code in range(128)}
_ASCII = {code: character.lower() for code, character in _EXACT_ASCII.items()}


class _Cell(Struct, frozen=True):
    """A folded character, the class by which marks are ordered, and the offset it comes from."""

    text: str
    order: int
    start: int


class Folded(Struct, frozen=True):
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
        plain = text.translate(_EXACT_ASCII if keep_case else _ASCII)
    else:
        plain = "" if keep_case else text.translate(_SINGLE)
    if len(plain) == len(text):
        if "  " not in plain:
            return Folded(plain, text)
        return _one_space(plain, range(len(plain)), text)
    spelling = _exact_spelling if keep_case else _spelling
    folded, starts = _spelt(text, spelling)
    return _one_space(folded.translate(_EXACT_ASCII), starts, text)


class _Single(dict[int, str]):
    """Characters whose match form is a single one that stands by itself; '' for all others."""

    def __missing__(self, code: int) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        spelt = _spelling(chr(code))
        piece, order = spelt[0] if len(spelt) == 1 else ("", 0)
        single = "" if order or extends(chr(code)) or (piece and extends(piece)) else piece
        self[code] = single
        return single


_SINGLE = _Single(_ASCII)


def _spelt(text: str, spelling: Callable[[str], Spelling]) -> tuple[str, list[int]]:
    """Spell out a text; the offsets say where each character comes from."""
    parts: list[str] = []
    starts: list[int] = []
    last = 0
    exact = spelling is _exact_spelling
    for match in re.finditer(r"[\x00-\x7f]+|[^\x00-\x7f]", text):
        index, end = match.span()
        run = match.group()
        if run.isascii():
            parts.append(run if exact else run.lower())
            starts += range(index, end)
            last = 0
            continue
        for part, order in spelling(run):
            if 0 < order < last:
                return _in_order(text, spelling)
            parts.append(part)
            starts.append(index)
            last = order
    return "".join(parts), starts


@lru_cache(_REMEMBERED)
def _spelling(character: str) -> Spelling:
    """Fold one character; each character of the result has its canonical combining class."""
    return tuple(
        (piece, order)
        for part, order in _exact_spelling(character)
        for piece in unicodedata.normalize("NFKD", part.casefold())
        if not is_ignorable(piece)
    )


@lru_cache(_REMEMBERED)
def _exact_spelling(character: str) -> Spelling:
    """Fold one character but for its case."""
    if is_ignorable(character):
        return ()
    # Canonical equivalents first, so that they meet the table of quotes under one name.
    plain = unicodedata.normalize("NFD", character).translate(_PLAIN)
    return tuple(
        (" " if part.isspace() else part, unicodedata.combining(part))
        for part in unicodedata.normalize("NFKD", plain).translate(_PLAIN)
        if not is_ignorable(part)
    )


def _in_order(text: str, spelling: Callable[[str], Spelling]) -> tuple[str, list[int]]:
    """Spell out a text with each run of combining marks in canonical order."""
    cells = (
        _Cell(part, order, index)
        for index, character in enumerate(text)
        for part, order in spelling(character)
    )
    found: list[_Cell] = []
    for _, run in groupby(cells, key=lambda cell: cell.order > 0):
        found += sorted(run, key=lambda cell: cell.order)  # stable: letters are all of class 0
    return "".join(cell.text for cell in found), [cell.start for cell in found]


def _one_space(plain: str, starts: Sequence[int], source: str) -> Folded:
    """Make one space of each run of spaces; `starts` says where each character comes from."""
    if "  " not in plain:
        return Folded(plain, source, tuple(starts), tuple([start + 1 for start in starts]))
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for match in re.finditer("( ) *|[^ ]+", plain):
        low, high = match.span()
        if match[1]:
            pieces.append(" ")
            begins.append(starts[low])
            ends.append(starts[high - 1] + 1)
        else:
            pieces.append(match.group())
            begins += starts[low:high]
            ends += [start + 1 for start in starts[low:high]]
    return Folded("".join(pieces), source, tuple(begins), tuple(ends))
