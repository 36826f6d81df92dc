"""What is said twice within one text: sentences, words, emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from policycheck.kinds.likeness import likeness
from policycheck.text.emoji import emoji
from policycheck.text.fold import fold
from policycheck.text.sentences import sentences
from policycheck.text.words import words

__all__ = ["Repeat", "repeats"]

_SENTENCE_WORDS = 2  # "Thanks! Thanks!" is a manner of speaking

# English doubles that are no slip ("had had", "that that"), and languages that double words to make
# plurals and degrees: Indonesian, Malay, Javanese, Tagalog, Vietnamese, Hawaiian, Maori, Samoan,
# Tok Pisin, Turkish, Hindi, Bengali, Swahili (World Atlas of Language Structures, chapter 27, by
# BCP 47).
_FINE = frozenset({"had", "that"})
_DOUBLING = frozenset({"bn", "fil", "haw", "hi", "id", "jv", "mi", "ms", "sm", "sw"})
_DOUBLING |= {"tl", "tpi", "tr", "vi"}


class Repeat(NamedTuple):
    """What is repeated: where, what sort of thing it is, and where it was said first."""

    start: int
    end: int
    form: str
    first: tuple[int, int]


def repeats(text: str, similarity: int, lang: str = "") -> list[Repeat]:
    """Every repeat, in the order of the text; what a repeated sentence holds counts once."""
    found = list(_sentences(text, similarity))
    pictures = emoji(text)
    more = [*_words(text, lang), *_in_a_row(text, pictures)]
    found += [one for one in more if not any(big.start <= one.start < big.end for big in found)]
    return sorted(found)


def _sentences(text: str, similarity: int) -> Iterator[Repeat]:
    said: list[tuple[str, tuple[int, int]]] = []
    for start, end in sentences(text):
        spans = words(text[start:end])
        plain = " ".join(fold(text[start + a : start + b]).text for a, b in spans)
        if len(spans) < _SENTENCE_WORDS:
            continue
        first = next((span for old, span in said if likeness(old, plain) >= similarity), None)
        if first:
            yield Repeat(start, end, "sentence", first)
        else:
            said.append((plain, (start, end)))


def _words(text: str, lang: str) -> Iterator[Repeat]:
    if re.split("[-_]", lang.lower())[0] in _DOUBLING:
        return
    for (start, end), (low, high) in pairwise(words(text, prose_only=True)):
        word = text[low:high]
        if not word.isalpha() or not re.fullmatch(
            r"[^\S\r\n]+|[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*", text[end:low]
        ):
            continue
        folded = fold(word).text
        if folded == fold(text[start:end]).text and folded not in _FINE:
            yield Repeat(low, high, "word", (start, end))


def _in_a_row(text: str, pictures: list[tuple[int, int]]) -> Iterator[Repeat]:
    """Runs of one emoji: the first stays, the rest is the repeat."""
    run: list[tuple[int, int]] = []
    for span in [*pictures, (len(text), len(text))]:
        if (
            run
            and text[slice(*span)] == text[slice(*run[0])]
            and not text[run[-1][1] : span[0]].strip()
        ):
            run.append(span)
            continue
        if len(run) > 1:
            yield Repeat(run[1][0], run[-1][1], "emoji", run[0])
        run = [span]
