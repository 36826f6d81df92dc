"""A thing that a text says, in a form in which it compares across languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from policycheck.plan import Place

__all__ = ["Said", "lacking", "plain"]


class Said(NamedTuple):
    """A date, number, link or name at `text[start:end]`.

    It may be read in several ways: 1,200 is twelve hundred or one and a fifth. What is `optional`
    answers for the same thing in another text, and need not be answered itself. `place` is given
    where it does not stand in the text.
    """

    start: int
    end: int
    text: str
    readings: tuple[Any, ...]
    optional: bool = False
    place: Place | None = None


def lacking(
    mine: Sequence[Said], theirs: Sequence[Said], same: Callable[[Any, Any], bool]
) -> list[Said]:
    """What one text says and the other does not, in any reading of either."""
    return [
        one
        for one in mine
        if not one.optional
        and not any(same(a, b) for other in theirs for a in one.readings for b in other.readings)
    ]


def plain(text: str) -> str:
    """The text in small letters without accents, character by character, so that places hold."""
    return "".join(map(_plain, text))


@lru_cache(4096)
def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character
