"""Whether a text may hold a slip of a name: soon known, so that few texts are compared with names.

A slip has all letters of the name but for `typos`, in their order (swapped ones are one letter out
of it), so that the longest sequence of letters that it has in common with the name is no shorter.
So have the words around it. A text is cut into stretches that overlap by more than a slip is long,
which are held against the name as a whole; names of one word are held against words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from policycheck.plan import Sign
from policycheck.text.fold import fold
from policycheck.text.prose import prose
from policycheck.text.remembered import OfWords

__all__ = ["near_miss"]

#: Stretches are cut for names of about the same length at once.
_STEP = 8


def near_miss(names: Iterable[str], typos: int) -> Sign:
    """Whether one of the names, in match form, or a slip of it may stand in a text."""
    single: list[str] = []
    longer: dict[int, list[str]] = {}
    for name in names:
        if " " in name:
            step = -(-(len(name) + typos) // _STEP) * _STEP
            longer.setdefault(step, []).append(name)
        else:
            single.append(name)

    near_words = OfWords(lambda word: _is_near_word(word, single, typos))

    def may_miss(text: str) -> bool:
        words = prose(text)
        if single and any(map(near_words.__getitem__, words)):
            return True
        said = " ".join(words)
        said = said.lower() if said.isascii() else fold(said).text
        return any(_is_near_stretch(said, step, longer[step], typos) for step in longer)

    return may_miss


def _is_near_word(word: str, names: Sequence[str], typos: int) -> bool:
    extract, distance, _ = _matchers()
    bare = fold(word).text.removesuffix("'s")
    return extract(bare, names, scorer=distance, score_cutoff=typos) is not None


def _is_near_stretch(said: str, step: int, names: Sequence[str], typos: int) -> bool:
    extract, _, common = _matchers()
    stretches = [said[at : at + 2 * step] for at in range(0, len(said), step)]
    for name in names:
        if extract(name, stretches, scorer=common, score_cutoff=len(name) - typos) is not None:
            return True
    return False


@cache
def _matchers() -> tuple[Any, Any, Any]:
    """What finds the best of many by a score, and two scores: slips, and letters in common.

    Imported when there are names to compare with.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein, LCSseq

    return process.extractOne, DamerauLevenshtein.distance, LCSseq.similarity
