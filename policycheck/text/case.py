"""Letter case that is hard on readers: shouting, hashtags of several words in one case, mOcKiNg."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from msgspec import Struct

from policycheck.text.tags import hashtags
from policycheck.text.words import words

__all__ = ["Rewrite", "alternating", "lowercase_hashtags", "shouting"]

_SHOUTED_LETTERS = 2
_TAG_WORD = 3  # letters that make a part of a hashtag a word
#: Words of one or two letters that a hashtag may hold.
_SHORT_WORDS = frozenset(
    "a i am an as at be by do go he if in is it me my no of on or so to up us we".split()
)
_ALTERNATING_LETTERS = 5
_ALTERNATING_SHARE = 0.9  # of the steps from letter to letter
_WRITTEN_SO = frozenset({"BibTeX", "LaTeX"})


class Rewrite(Struct, frozen=True):
    """A place in the text and how it may be written instead."""

    start: int
    end: int
    suggestion: str


def shouting(text: str, run: int = 3, allow: Collection[str] = ()) -> list[Rewrite]:
    """Find runs of at least `run` words in capitals.

    A word counts from two letters on, unless `allow` (as written, or in any case) has it. Allowed
    words, single letters and what holds digits neither count nor break a run; a word in small
    letters and a link do.
    """
    allowed = {word.upper() for word in allow}
    return [
        Rewrite(group[0][0], group[-1][1], _calm(text, group, allowed))
        for group in _shouted(text, allowed)
        if _counted(text, group, allowed) >= run
    ]


def _shouted(text: str, allowed: Collection[str]) -> Iterator[list[tuple[int, int]]]:
    """Find runs of words in capitals that begin and end with one that counts."""
    group: list[tuple[int, int]] = []
    waiting: list[tuple[int, int]] = []
    for start, end in words(text, prose_only=True):
        word = text[start:end]
        last = (waiting or group or [(start, start)])[-1][1]
        if any(character.isalnum() for character in text[last:start]):
            yield group
            group, waiting = [], []
        if _counts(word, allowed):
            group += [*waiting, (start, end)]
            waiting = []
        elif group and _is_neutral(word, allowed):
            waiting.append((start, end))
        else:
            yield group
            group, waiting = [], []
    yield group


def _counted(text: str, group: list[tuple[int, int]], allowed: Collection[str]) -> int:
    """Count the shouted words of a run; a compound such as "CC-BY-NC" is one."""
    number = 0
    last = -1
    counted = False
    for start, end in group:
        joined = last >= 0 and start == last + 1 and not text[last].isspace()
        counted = counted and joined
        if not counted and _counts(text[start:end], allowed):
            number += 1
            counted = True
        last = end
    return number


def _counts(word: str, allowed: Collection[str]) -> bool:
    if len(_letters(word)) < _SHOUTED_LETTERS or _has_digit(word):
        return False
    return word.isupper() and word not in allowed


def _is_neutral(word: str, allowed: Collection[str]) -> bool:
    return word in allowed or (len(word) == 1 and word.isupper()) or _has_digit(word)


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _letters(word: str) -> list[str]:
    return [character for character in word if character.isalpha()]


def _calm(text: str, group: list[tuple[int, int]], allowed: Collection[str]) -> str:
    """Put a run in small letters but for its start, allowed words and "I"."""
    pieces: list[str] = []
    last = group[0][0]
    for start, end in group:
        word = text[start:end]
        small = word if word in allowed or word == "I" else word.lower()
        pieces += [text[last:start], small if pieces else small[:1].upper() + small[1:]]
        last = end
    return "".join(pieces)


def lowercase_hashtags(text: str, letters: int = 9) -> list[Rewrite]:
    """Find hashtags of several English words in small letters, and suggest a capital for each.

    Only tags of at least `letters` plain letters are judged, and only those that hold two words or
    more of three letters; which words they hold is a guess from frequencies (wordninja). A guess
    that leaves pieces which are no words is a name, and nothing is said of it.
    """
    found = []
    for start, end in hashtags(text):
        tag = text[start + 1 : end]
        if len(tag) < letters or not (tag.isascii() and tag.isalpha() and tag.islower()):
            continue
        parts = _parts(tag)
        if any(len(part) < _TAG_WORD and part not in _SHORT_WORDS for part in parts):
            continue
        if sum(len(part) >= _TAG_WORD for part in parts) > 1:
            camel = "".join(part.capitalize() for part in parts)
            found.append(Rewrite(start, end, text[start] + camel))
    return found


def _parts(tag: str) -> list[str]:
    import wordninja

    parts: list[str] = wordninja.split(tag)
    return parts


def alternating(text: str, allow: Collection[str] = ()) -> list[Rewrite]:
    """Find words that change between small and capital letters at nearly every letter."""
    found = []
    for start, end in words(text, prose_only=True):
        word = text[start:end]
        letters = _letters(word)
        if len(letters) < _ALTERNATING_LETTERS or word in allow or word in _WRITTEN_SO:
            continue
        changes = sum(left.isupper() != right.isupper() for left, right in pairwise(letters))
        if changes >= _ALTERNATING_SHARE * (len(letters) - 1):
            found.append(Rewrite(start, end, word.lower()))
    return found
