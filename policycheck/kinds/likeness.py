"""How alike two texts are, and which of many are alike, without comparing each with each.

Likeness is the share of characters that two texts have in common, in order, once their words are
sorted: 100 for the same words, 0 for nothing in common (`rapidfuzz`, token sort ratio). Texts are
in match form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from policycheck.text.characters import is_spaceless
from policycheck.text.words import words

__all__ = ["earliest_likes", "likeness"]

_SAME = 100
_SLACK = (
    2.0  # how many more rare words than needed are looked up, since a slip changes a whole word
)


def likeness(one: str, other: str) -> float:
    """From 0 to 100."""
    if one == other:
        return _SAME
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(one, other)


def earliest_likes(texts: Sequence[str], similarity: int) -> Iterator[int | None]:
    """For each text the place of the first earlier one that is at least so alike, or None.

    Two texts are compared if they share one of their rare words: near repeats share most of their
    words, so they share some of those. Texts in scripts without spaces share pairs of characters.
    """
    keys = [frozenset(_keys(text)) for text in texts]
    spread = Counter(key for found in keys for key in found)
    in_order = [" ".join(sorted(text.split())) for text in texts]
    places: dict[str, list[int]] = {}
    for index, found in enumerate(keys):
        by_rarity = sorted(found, key=lambda key: (spread[key], key))
        rare = by_rarity[: _looked_up(len(found), similarity)]
        candidates = merge(*(places.get(key, ()) for key in rare))
        yield _first_like(in_order, index, candidates, similarity)
        for key in rare:
            places.setdefault(key, []).append(index)


def _first_like(
    texts: Sequence[str], index: int, candidates: Iterable[int], similarity: int
) -> int | None:
    from rapidfuzz.distance import Indel

    least = similarity / _SAME
    tried = -1
    for other in candidates:
        if other == tried:
            continue
        tried = other
        alike = Indel.normalized_similarity(texts[index], texts[other], score_cutoff=least)
        if alike >= least:
            return other
    return None


def _looked_up(count: int, similarity: int) -> int:
    """How many of the rarest words two texts must share one of, to be that alike."""
    return max(3, int(_SLACK * count * (_SAME - similarity) / _SAME) + 1)


def _keys(text: str) -> Iterator[str]:
    for start, end in words(text):
        word = text[start:end]
        if is_spaceless(word[0]) and len(word) > 2:  # noqa: PLR2004 - a pair is as short as it gets
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word
