"""How alike two texts are, and which of many are alike, without comparing each with each.

Likeness is the share of characters that two texts have in common, in order, once their words are
sorted: 100 for the same words, 0 for nothing in common (`rapidfuzz`, token sort ratio). Texts are
in match form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from policycheck.text.characters import is_spaceless
from policycheck.text.words import words

__all__ = ["earlier_likes", "likeness"]

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


def earlier_likes(texts: Sequence[str], similarity: int) -> Iterator[tuple[int, int]]:
    """For each text the earlier ones that are at least so alike, nearest to the beginning first.

    Two texts are compared if they share one of their rare words: near repeats share most of their
    words, so they share some of those. Texts in scripts without spaces share pairs of characters.
    """
    from rapidfuzz import fuzz

    keys = [frozenset(_keys(text)) for text in texts]
    spread = Counter(key for found in keys for key in found)
    sorted_words = [" ".join(sorted(text.split())) for text in texts]
    places: dict[str, list[int]] = {}
    for index, found in enumerate(keys):
        rare = sorted(found, key=lambda key: (spread[key], key))[
            : _looked_up(len(found), similarity)
        ]
        near = sorted({other for key in rare for other in places.get(key, ())})
        for other in near:
            cutoff = similarity
            if fuzz.ratio(sorted_words[index], sorted_words[other], score_cutoff=cutoff) >= cutoff:
                yield index, other
        for key in rare:
            places.setdefault(key, []).append(index)


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
