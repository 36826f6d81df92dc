"""Looking for phrases that stand in a record: as whole words, whatever the case.

Phrases of a policy are looked for all at once by the engine; what stands in a record is only known
when it is judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.text.fold import Folded, fold
from policycheck.text.words import is_word_edge

__all__ = ["phrase_form", "phrase_places"]


def phrase_form(phrase: str) -> str:
    """A phrase in match form; a leading # does not count. '' where nothing is left."""
    return fold(phrase).text.strip().lstrip("#").strip()


def phrase_places(text: Folded, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a phrase in match form stands in a text, in offsets of the original."""
    at = text.text.find(phrase) if phrase else -1
    while at >= 0:
        place = text.original(at, at + len(phrase))
        if place and is_word_edge(text.source, *place):
            yield place
        at = text.text.find(phrase, at + 1)
