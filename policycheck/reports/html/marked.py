"""A text as it was posted: line breaks, links, hashtags and mentions, and what findings are about.

What is marked is numbered, and each number leads to its finding. A hidden character is shown by its
code, because a reader has to see what the platform hides; one that its script needs (a joiner, a
mark of direction beside right-to-left text) does its work here as it does there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from policycheck.model.view import Passage
from policycheck.reports.html.markup import Markup, el, group, trusted

__all__ = ["Mark", "marked"]

_TAB = "    "
#: A text with more characters is not marked as a whole: that would hide all other marks.
_LONG = 40
_LINE_END = re.compile(r"\r\n|\r")


class Mark(NamedTuple):
    """The characters of a text that a finding is about: its number, its severity and its anchor."""

    start: int
    end: int
    number: int
    severity: str
    anchor: str


def marked(passage: Passage, marks: Sequence[Mark] = ()) -> Markup:
    """The text with its tokens and marks, which may overlap.

    A mark of no width, or of all of a longer text, is about the text as a whole: its number stands
    at the end.
    """
    text = passage.text
    whole = [one for one in marks if _is_whole(one, text)]
    given = sorted(one for one in marks if 0 <= one.start < one.end <= len(text))
    given = [one for one in given if one not in whole]
    ends = {at for one in given for at in (one.start, one.end)}
    ends |= {at for start, end, _ in passage.tokens for at in (start, end)}
    cuts = sorted({0, len(text)} | {at for at in ends if at <= len(text)})
    hidden = _unneeded(text)
    return group([*_pieces(passage, given, cuts, hidden), *map(_number, whole)])


def _is_whole(mark: Mark, text: str) -> bool:
    return mark.start >= mark.end or (
        len(text) > _LONG and (mark.start, mark.end) == (0, len(text))
    )


def _pieces(
    passage: Passage, marks: Sequence[Mark], cuts: Sequence[int], hidden: frozenset[int]
) -> Iterator[Markup]:
    """The text from one cut to the next; between two of them nothing begins or ends."""
    waiting, open_ = list(reversed(marks)), list[Mark]()
    tokens = list(reversed(passage.tokens))
    for start, end in pairwise(cuts):
        while waiting and waiting[-1].start <= start:
            open_.append(waiting.pop())
        open_ = [one for one in open_ if one.end > start]
        while tokens and tokens[-1][1] <= start:
            tokens.pop()
        piece = _plain(passage.text, start, end, hidden)
        if tokens and tokens[-1][0] <= start:
            piece = el("span", piece, class_=f"token {tokens[-1][2]}")
        yield _mark(piece, open_, end) if open_ else piece


def _mark(piece: Markup, open_: Sequence[Mark], end: int) -> Markup:
    """Mark a piece as the shortest of its marks; the numbers of those that end with it follow."""
    shortest = min(open_, key=lambda one: one.end - one.start)
    numbers = (_number(one) for one in open_ if one.end == end)
    return el("mark", piece, *numbers, class_=shortest.severity)


def _number(one: Mark) -> Markup:
    label = f"finding {one.number}"
    return el(
        "a", str(one.number), class_=f"n {one.severity}", href=f"#{one.anchor}", aria_label=label
    )


def _unneeded(text: str) -> frozenset[int]:
    """Where hidden characters stand that nothing justifies."""
    if text.isascii() and text.isprintable():
        return frozenset()
    from policycheck.text.hidden import hidden_characters

    return frozenset(start for start, _, _ in hidden_characters(text))


def _plain(text: str, start: int, end: int, hidden: frozenset[int]) -> Markup:
    piece = text[start:end]
    if piece.isascii() and piece.isprintable():
        return group([piece])
    at = sorted(one for one in hidden if start <= one < end)
    found: list[Markup] = []
    for one in at:
        found += [_needed(text[start:one]), el("span", text[one], class_="hidden")]
        start = one + 1
    return group([*found, _needed(text[start:end])])


def _needed(piece: str) -> Markup:
    """Text whose hidden characters are all needed: those that move others as references."""
    from html import escape

    piece = _LINE_END.sub("\n", piece).replace("\t", _TAB)
    return trusted(re.sub(_INVISIBLE, lambda one: f"&#x{ord(one[0]):x};", escape(piece)))


#: Marks of direction, joiners and separators: in a file of our own they never stand as they are.
_INVISIBLE = (
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
