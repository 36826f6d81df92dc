"""What English words look like, by the word list of the `wordninja` package.

The list holds some 126,000 words, the most frequent first (word counts of Wikipedia). It knows
names and foreign words too, which is what is wanted here: a word on it is no slip of the hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from policycheck.text.late import late

__all__ = [
    "has_common_words",
    "has_frequent_words",
    "is_among",
    "is_known",
    "looks_like_no_word",
    "may_hold_no_word",
    "rank",
]

_COMMONEST = frozenset(
    """a about after all an and are as at be been but by can for from had has have he her his how i
    if in is it its more new no not of on one or our out she so that the their there they this to up
    was we were what when which who will with you your""".split()
)
_STRANGE = late(
    r"\b[^\W\daeiouyà-ÿ]{3,}\b|[^\W\daeiouyà-ÿ]{4}|[aeiouy]{4}|([^\W\d])\1\1", re.IGNORECASE
)
#: The same in small letters of ASCII, where it takes half the time.
_STRANGE_ASCII = late(
    r"[bcdfghjklmnpqrstvwxz]{3}(?:(?<=\b...)\b|[bcdfghjklmnpqrstvwxz])|[aeiouy]{4}|([a-z])\1\1"
)
_EVERYDAY = 4_000  # words of which nearly every text has some
_FREQUENT = 40_000  # words whose letter sequences say what is usual
_RARE = 3  # a sequence of three letters in fewer words than this is unusual
_ODD_SHARE = 0.45  # of its sequences: found by trial on real words of several languages


def rank(word: str) -> int | None:
    """The place of a word in the list, 0 for the most frequent; None if it is not on it."""
    return _ranks().get(word.lower())


def is_among(word: str, most: int) -> bool:
    """Whether a word is one of the most frequent; for that the list is not read to its end."""
    return word.lower() in _first(most)


def has_common_words(words: Iterable[str], least: int) -> bool:
    """Whether so many of the words are among the commonest; it spares most posts the whole list."""
    common = (word for word in words if word.lower() in _COMMONEST)
    return len(list(islice(common, least))) == least


def has_frequent_words(words: Iterable[str], least: int) -> bool:
    """Whether so many of the words are frequent and no single letters; few need to be looked at."""
    frequent = _first(_EVERYDAY)
    found = 0
    for word in words:
        found += len(word) > 1 and word.lower() in frequent
        if found == least:
            return True
    return False


def is_known(word: str) -> bool:
    """Whether the word is on the list, also without what follows an apostrophe."""
    plain = word.lower().replace("\u2019", "'")
    return rank(plain) is not None or rank(plain.partition("'")[0]) is not None


def may_hold_no_word(text: str) -> bool:
    """Whether some word of a text may look like none; False is certain, and soon known."""
    return not text.isascii() or _STRANGE_ASCII().search(text.lower()) is not None


@lru_cache(8192)
def looks_like_no_word(word: str) -> bool:
    """Whether the word holds letter sequences that hardly any word has, such as "gmlxzssaw".

    It has no vowel, or a run of consonants, of vowels or of one letter as no common word has:
    without that it is not looked at further. Accents make no difference. Words of other languages
    seldom look so, and none on the list does.
    """
    if not _STRANGE().search(word.lower()) or is_known(word):
        return False
    letters = [one for one in unicodedata.normalize("NFKD", word.lower()) if one.isalpha()]
    threes = _threes("".join(letters))
    odd = sum(_usual()[three] < _RARE for three in threes)
    return odd >= _ODD_SHARE * len(threes)


def _threes(word: str) -> list[str]:
    edged = f"^{word}$"
    return [edged[index : index + 3] for index in range(len(edged) - 2)]


@cache
def _ranks() -> dict[str, int]:
    import gzip

    with gzip.open(_file(), "rt", encoding="utf-8") as lines:
        words = lines.read().split()
    return {word: number for number, word in enumerate(words)}


@cache
def _first(most: int) -> frozenset[str]:
    """So many words from the beginning of the list, which has one in each line."""
    import gzip

    with gzip.open(_file(), "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in islice(lines, most))


def _file() -> Path:
    found = find_spec("wordninja")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "wordninja" / "wordninja_words.txt.gz"


@cache
def _usual() -> Counter[str]:
    """In how many frequent words each sequence of three letters occurs."""
    frequent = list(_ranks())[:_FREQUENT]
    return Counter(three for word in frequent if word.isalpha() for three in set(_threes(word)))
