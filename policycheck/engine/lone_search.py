"""One search by itself, for a run that reads a handful of texts.

To make the automaton for all phrases of a policy and to load RE2 takes longer than to look for the
few phrases that are asked for one by one. A test holds what is found to what the finder finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from policycheck.engine.finder import apart, phrase_hits
from policycheck.engine.needed_signs import needed_signs
from policycheck.engine.patterns import compiled
from policycheck.plan import Found, Part, Search
from policycheck.text.fold import Folded, fold
from policycheck.text.phrases import phrase_form

__all__ = ["found_alone"]

#: Every rule asks for the same few texts.
_folded: Final = lru_cache(8)(fold)


def found_alone(search: Search, part: Part) -> list[Found]:
    """Where a search hits in one part: leftmost, then longest, without overlaps."""
    folded = _folded(part.text)
    forms = enumerate(map(phrase_form, search.phrases))
    there = [(number, form) for number, form in forms if form in folded.text]
    places = {number: [*_places(folded, form)] for number, form in there}
    phrases = [(number, search.phrases[number]) for number, _ in there]
    hits = [*phrase_hits(places, part.text, phrases, search)]
    hits += _pattern_hits(search, part.text)
    return [Found(part, start, end, term) for start, end, term in apart(hits)]


def _places(folded: Folded, form: str) -> Iterator[tuple[int, int]]:
    at = folded.text.find(form)
    while at >= 0:
        place = folded.original(at, at + len(form))
        if place is not None:
            yield place
        at = folded.text.find(form, at + 1)


def _pattern_hits(search: Search, text: str) -> Iterator[tuple[int, int, str]]:
    for pattern in search.patterns:
        if not all(sign in text for sign in needed_signs(pattern)):
            continue
        for match in compiled(pattern, search.match_case).finditer(text):
            if match.end() > match.start():
                yield match.start(), match.end(), pattern
