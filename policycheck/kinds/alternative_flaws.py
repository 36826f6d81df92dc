"""What can be wrong with an alternative text that is there: one function for each flaw."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import TypeAlias

from msgspec import Struct

from policycheck.kinds.alternative_words import FILE_NAME
from policycheck.text.emoji import emoji
from policycheck.text.fold import fold
from policycheck.text.graphemes import graphemes
from policycheck.text.words import words

__all__ = ["FLAWS", "Flaw", "Item", "flaws", "longer", "says_of"]

FLAWS = ("file-name", "redundant", "placeholder", "same-as-text")


class Item(Struct, frozen=True):
    """One item of media whose alternative text has words. `text` is that of the post."""

    name: str
    alt: str
    text: str


#: Where an alternative text is poor: start and end in it, None if it is not.
Flaw: TypeAlias = Callable[[Item], tuple[int, int] | None]


def flaws(redundant_phrases: Sequence[str], placeholders: Sequence[str]) -> dict[str, Flaw]:
    """The flaws by name, looked for with these phrases."""
    found = (
        _named_as_a_file,
        _opens_with(redundant_phrases),
        _is_one_of(placeholders),
        _repeats,
    )
    return dict(zip(FLAWS, found, strict=True))


def says_of(form: str, item: Item, found: tuple[int, int]) -> str:
    """What is wrong, as the end of a sentence about the alternative text."""
    whole, match = item.alt.strip(), item.alt[slice(*found)]
    return {
        "file-name": f"is a file name: {whole}",
        "redundant": f"begins with “{match}”, which says nothing",
        "placeholder": f"is a placeholder: {whole}",
        "same-as-text": f"repeats the post: {whole}",
        "max": f"has {len(graphemes(item.alt))} characters, {len(graphemes(match))} too many",
    }[form]


def _whole(item: Item) -> tuple[int, int]:
    start = len(item.alt) - len(item.alt.lstrip())
    return start, start + len(item.alt.strip())


def _named_as_a_file(item: Item) -> tuple[int, int] | None:
    alt = fold(item.alt).text.strip()
    name = fold(item.name).text
    stem = PurePosixPath(name).stem
    # A stem that is a plain word may as well be a word: "map" for map.png.
    same = alt == name or (alt == stem and re.search(r"[\d_-]", stem) is not None)
    return _whole(item) if same or FILE_NAME().fullmatch(alt) else None


def _opens_with(phrases: Sequence[str]) -> Flaw:
    @cache
    def pattern() -> re.Pattern[str]:
        openings = sorted((fold(phrase.strip()).text for phrase in phrases), key=len, reverse=True)
        alternatives = "|".join(map(re.escape, openings))
        return re.compile(
            rf"\s*(?:(?:an?|the|une?|una?|la|el) )?(?:{alternatives})(?:(?<=')|(?!\w))"
        )

    def flaw(item: Item) -> tuple[int, int] | None:
        folded = fold(item.alt)
        match = pattern().match(folded.text) if phrases else None
        if not match:
            return None
        start = len(match.group()) - len(match.group().lstrip())
        return folded.original(start, match.end())

    return flaw


def _is_one_of(placeholders: Sequence[str]) -> Flaw:
    @cache
    def known() -> set[str]:
        return {_bare(fold(text).text) for text in placeholders} - {""}

    def flaw(item: Item) -> tuple[int, int] | None:
        text = fold(item.alt).text
        empty = not any(map(str.isalnum, text)) and not emoji(item.alt)
        return _whole(item) if empty or _bare(text) in known() else None

    return flaw


def _bare(text: str) -> str:
    """The words of a text without signs around them, and without a number at the end."""
    return re.sub(r"[\W_]*\d*[\W_]*\Z", "", text).lstrip("\"'([<{*_- ")


def _repeats(item: Item) -> tuple[int, int] | None:
    said = _said(item.alt)
    return _whole(item) if said and said == _said(item.text) else None


def _said(text: str) -> list[str]:
    return [fold(text[start:end]).text for start, end in words(text, prose_only=True)]


def longer(most: int) -> Flaw:
    def flaw(item: Item) -> tuple[int, int] | None:
        spans = graphemes(item.alt)
        return (spans[most][0], spans[-1][1]) if len(spans) > most else None

    return flaw
