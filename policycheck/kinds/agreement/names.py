"""Names in a text: those that were listed, and words that look like one of them misspelt.

Names of places and bodies are translated, so a capitalised word that the other text does not have
says nothing. A word with two letters swapped, or with a letter doubled, against one of the other
text is another matter: translations do not differ so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from policycheck.kinds.agreement.said import Said
from policycheck.text.fold import fold
from policycheck.text.phrases import phrase_form, phrase_places
from policycheck.text.words import words

__all__ = ["capitalised", "listed_names", "misspelt", "script"]

_LETTERS = 5  # shorter words differ by a letter too easily


def listed_names(text: str, names: Sequence[str]) -> list[Said]:
    """Where the names of a list stand in a text."""
    folded = fold(text)
    return sorted(
        Said(start, end, text[start:end], (phrase_form(name),))
        for name in names
        for start, end in phrase_places(folded, phrase_form(name))
    )


def capitalised(text: str) -> list[Said]:
    """The words of a text that begin with a capital letter, without links, tags and mentions."""
    return [
        Said(start, end, text[start:end], (fold(text[start:end]).text,))
        for start, end in words(text, prose_only=True)
        if text[start].isupper() and end - start >= _LETTERS and text[start:end].isalpha()
    ]


def misspelt(mine: Sequence[Said], theirs: Sequence[Said]) -> list[tuple[Said, Said]]:
    """Words of one text that no word of the other is, with the one of the other they resemble."""
    mine_have = {one.readings[0] for one in mine}
    known = {one.readings[0] for one in theirs}
    strange = [one for one in mine if one.readings[0] not in known]
    candidates = [one for one in theirs if one.readings[0] not in mine_have]
    return [
        (one, other)
        for one in strange
        for other in candidates
        if _is_slip(one.readings[0], other.readings[0])
    ]


def _is_slip(one: str, other: str) -> bool:
    """Whether words differ by two neighbours swapped, or by a letter doubled."""
    if len(one) == len(other):
        differ = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        if len(differ) != 2 or differ[1] != differ[0] + 1:  # noqa: PLR2004 - a pair of neighbours
            return False
        first, second = differ
        return one[first] == other[second] and one[second] == other[first]
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(
        long[at] == long[at - 1] and long[:at] + long[at + 1 :] == short
        for at in range(1, len(long))
    )


@lru_cache(512)
def script(text: str) -> str:
    """The script of most letters of a text, by the names of its characters: LATIN, GREEK, CJK."""
    kinds = [unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()]
    return max(sorted(set(kinds)), key=kinds.count, default="")
