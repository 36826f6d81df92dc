"""What a detector is, and how one is made for numbers of a known shape.

A number is read in the match form of the text, so that full-width digits, non-breaking hyphens and
zero-width characters hide nothing. One that stands inside a longer run of letters, digits, hyphens,
dots or slashes is part of something else and does not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias

from msgspec import Struct

from policycheck.text.fold import fold
from policycheck.text.plain import has_digits

__all__ = ["Detector", "Finder", "Span", "compact", "folded", "numbers"]

#: Start and end, in the text that was given.
Span: TypeAlias = tuple[int, int]

Finder: TypeAlias = Callable[[str], Iterator[Span]]

_BEFORE = r"(?<![\w+])(?<!\d[-./:])"
_AFTER = r"(?!\w|[-./:]\d)"
_WORD_REACH = 40


class Detector(Struct, frozen=True):
    """One sort of sensitive value.

    `what` names it in a sentence, `doc` says what counts and by which source. `maybe` is a cheap
    test that every text with a find passes. `canonical` is the form in which values are compared.
    Links are searched only where `in_links`.
    """

    name: str
    what: str
    doc: str
    maybe: Callable[[str], bool]
    find: Finder
    canonical: Callable[[str], str]
    in_links: bool = False


def compact(value: str) -> str:
    """The letters and digits of a value, in capitals."""
    return re.sub(r"[\W_]", "", value).upper()


def folded(find: Finder) -> Finder:
    """Search the match form of a text and say where the finds stand in the text itself."""

    def search(text: str) -> Iterator[Span]:
        form = fold(text)
        for start, end in find(form.text):
            span = form.original(start, end)
            if span:
                yield span

    return search


def numbers(
    name: str,
    what: str,
    doc: str,
    *,
    shapes: tuple[str, ...],
    valid: Callable[[str], bool],
    digits: int,
    bare: str = "",
    bare_after: str = "",
) -> Detector:
    """A detector of numbers.

    Each of `shapes` (lower case) is tried; `valid` judges the compact form.

    `digits` is how many digits a text must have at least. The shape `bare` counts only after one of
    the words of the pattern `bare_after`, no more than forty characters before.
    """

    def find(text: str) -> Iterator[Span]:
        found = {span for shape in shapes for span in _valid(_pattern(shape), text, valid)}
        yield from sorted(found)
        if not bare:
            return
        for start, end in _valid(_pattern(bare), text, valid):
            if re.search(rf"\b(?:{bare_after})\b", text[max(0, start - _WORD_REACH) : start]):
                yield start, end

    return Detector(name, what, doc, has_digits(digits), folded(find), compact)


@cache
def _pattern(shape: str) -> re.Pattern[str]:
    """Compiled when first looked for: a policy asks for few of the detectors."""
    return re.compile(f"{_BEFORE}(?:{shape}){_AFTER}")


def _valid(pattern: re.Pattern[str], text: str, valid: Callable[[str], bool]) -> Iterator[Span]:
    """The valid matches; after an invalid one the search goes on one character later."""
    match = pattern.search(text)
    while match:
        sound = valid(compact(match.group()))
        if sound:
            yield match.span()
        match = pattern.search(text, match.end() if sound else match.start() + 1)
