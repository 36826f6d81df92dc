"""How hard an English text is to read, by the formulas that plain-language guides name.

Sources of the coefficients: Flesch 1948 (reading ease), Kincaid and others 1975 (grade level),
Gunning 1952 (fog index), Smith and Senter 1967 (automated readability index), Coleman and Liau
1975. A higher value is harder to read, except for `flesch-reading-ease`, where it is easier.

Words are those of the prose: links, addresses, mentions, hashtags and numbers are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from policycheck.errors import UsageError
from policycheck.text.plain import has_digits
from policycheck.text.prose import prose
from policycheck.text.sentences import fewest_sentences, sentences
from policycheck.text.syllables import syllables, syllables_of
from policycheck.text.words import words

__all__ = ["FORMULAS", "Readability", "hardest", "readability"]

Words: TypeAlias = Sequence[str]

_COMPLEX = 3  # syllables, by Gunning's definition


class Readability(NamedTuple):
    """A formula's value and how much text it rests on. Without words the value is 0."""

    value: float
    words: int
    sentences: int


def _is_lexical(token: str) -> bool:
    return token.isalpha() or any(map(str.isalpha, token))


def _holding(spans: list[tuple[int, int]], offsets: list[int]) -> int:
    """Count the spans that hold one of the offsets; both in order."""
    firsts = [bisect_left(offsets, start) for start, _ in spans]
    return sum(
        at < len(offsets) and offsets[at] < end for at, (_, end) in zip(firsts, spans, strict=True)
    )


def _characters(said: Words) -> int:
    return sum(character.isalnum() for word in said for character in word)


def _complex(said: Words) -> int:
    """Words of three syllables or more, not counting the endings -ed, -es and -ing."""
    stems = (re.sub(r"(?<=\w{3})(?:ed|es|ing)\Z", "", word) for word in said)
    return sum(syllables(stem) >= _COMPLEX for stem in stems)


def _kincaid(said: Words, sentences: int) -> float:
    count = len(said)
    return 0.39 * count / sentences + 11.8 * syllables_of(said) / count - 15.59


def _ease(said: Words, sentences: int) -> float:
    count = len(said)
    return 206.835 - 1.015 * count / sentences - 84.6 * syllables_of(said) / count


def _fog(said: Words, sentences: int) -> float:
    return 0.4 * (len(said) / sentences + 100 * _complex(said) / len(said))


def _automated(said: Words, sentences: int) -> float:
    return 4.71 * _characters(said) / len(said) + 0.5 * len(said) / sentences - 21.43


def _coleman(said: Words, sentences: int) -> float:
    letters = 100 * _characters(said) / len(said)
    return 0.0588 * letters - 0.296 * (100 * sentences / len(said)) - 15.8


#: Each takes words, of which there is one at least and each has a letter, and sentences.
FORMULAS: dict[str, Callable[[Words, int], float]] = {
    "flesch-kincaid-grade": _kincaid,
    "flesch-reading-ease": _ease,
    "gunning-fog": _fog,
    "automated-readability-index": _automated,
    "coleman-liau": _coleman,
}


def readability(text: str, formula: str) -> Readability:
    """Work out a formula (a name in `FORMULAS`) for an English text.

    Raises `UsageError` for a formula that is not known.
    """
    if formula not in FORMULAS:
        raise UsageError(f"no formula '{formula}'; known are {', '.join(FORMULAS)}")
    spans = [span for span in words(text, prose_only=True) if _is_lexical(text[slice(*span)])]
    tokens = [text[start:end] for start, end in spans]
    return _measured(formula, tokens, _holding(sentences(text), [start for start, _ in spans]))


def hardest(text: str, formula: str) -> Readability:
    """No easier than `readability` finds the text, and found sooner: by the fewest sentences.

    By every formula a text of the same words is the harder, the fewer sentences they stand in.
    """
    said: Words = prose(text)
    if not text.isascii() or "_" in text or has_digits(1)(text):
        said = [one for one in said if _is_lexical(one)]
    return _measured(formula, said, fewest_sentences(text))


def _measured(formula: str, tokens: Words, sentences: int) -> Readability:
    if not tokens or not sentences:
        return Readability(0.0, 0, 0)
    return Readability(FORMULAS[formula](tokens, sentences), len(tokens), sentences)
