"""Phrases: the form in which they are compared, and where one stands as whole words.

The engine looks for all phrases of a policy at once; this is for a phrase that is only known when a
record is judged, and for the few words of a matcher.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.text.fold import Folded, fold
from policycheck.text.words import is_word_edge

__all__ = ["phrase_form", "phrase_places"]


def phrase_form(phrase: str, *, keep_case: bool = False) -> str:
    """A phrase in the form in which texts are searched; a leading # does not count."""
    if phrase.isascii() and phrase.isprintable() and "  " not in phrase:  # most, by the hundred
        return (phrase if keep_case else phrase.lower()).strip().lstrip("#").strip()
    return fold(phrase, keep_case=keep_case).text.strip().lstrip("#").strip()


def phrase_places(text: Folded, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a phrase in match form stands in a text, in offsets of the original."""
    at = text.text.find(phrase) if phrase else -1
    while at >= 0:
        place = text.original(at, at + len(phrase))
        if place and is_word_edge(text.source, *place):
            yield place
        at = text.text.find(phrase, at + 1)
