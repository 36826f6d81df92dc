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
from typing import NamedTuple

from policycheck.errors import UsageError
from policycheck.text.prose import prose
from policycheck.text.sentences import fewest_sentences, sentences
from policycheck.text.syllables import syllables, syllables_of
from policycheck.text.words import words

__all__ = ["FORMULAS", "Readability", "hardest", "readability"]

_COMPLEX = 3  # syllables, by Gunning's definition


class Readability(NamedTuple):
    """A formula's value and how much text it rests on. Without words the value is 0."""

    value: float
    words: int
    sentences: int


class _Prose:
    """What the formulas count: the words, of which each has a letter, and the sentences."""

    def __init__(self, tokens: Sequence[str], sentences: int) -> None:
        self.tokens = tokens
        self.words = len(tokens)
        self.sentences = sentences

    @property
    def characters(self) -> int:
        return sum(character.isalnum() for token in self.tokens for character in token)

    @property
    def syllables(self) -> int:
        return syllables_of(self.tokens)

    @property
    def complex_words(self) -> int:
        """Words of three syllables or more, not counting the endings -ed, -es and -ing."""
        stems = (re.sub(r"(?<=\w{3})(?:ed|es|ing)\Z", "", token) for token in self.tokens)
        return sum(syllables(stem) >= _COMPLEX for stem in stems)


def _is_lexical(token: str) -> bool:
    return any(map(str.isalpha, token))


def _holding(spans: list[tuple[int, int]], offsets: list[int]) -> int:
    """Count the spans that hold one of the offsets; both in order."""
    firsts = [bisect_left(offsets, start) for start, _ in spans]
    return sum(
        at < len(offsets) and offsets[at] < end for at, (_, end) in zip(firsts, spans, strict=True)
    )


def _kincaid(prose: _Prose) -> float:
    return 0.39 * prose.words / prose.sentences + 11.8 * prose.syllables / prose.words - 15.59


def _ease(prose: _Prose) -> float:
    return 206.835 - 1.015 * prose.words / prose.sentences - 84.6 * prose.syllables / prose.words


def _fog(prose: _Prose) -> float:
    return 0.4 * (prose.words / prose.sentences + 100 * prose.complex_words / prose.words)


def _automated(prose: _Prose) -> float:
    return 4.71 * prose.characters / prose.words + 0.5 * prose.words / prose.sentences - 21.43


def _coleman(prose: _Prose) -> float:
    letters = 100 * prose.characters / prose.words
    return 0.0588 * letters - 0.296 * (100 * prose.sentences / prose.words) - 15.8


FORMULAS: dict[str, Callable[[_Prose], float]] = {
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
    said = prose(text)
    tokens = said if "".join(said).isalpha() else [one for one in said if _is_lexical(one)]
    return _measured(formula, tokens, fewest_sentences(text))


def _measured(formula: str, tokens: Sequence[str], sentences: int) -> Readability:
    if not tokens or not sentences:
        return Readability(0.0, 0, 0)
    value = FORMULAS[formula](_Prose(tokens, sentences))
    return Readability(value, len(tokens), sentences)
