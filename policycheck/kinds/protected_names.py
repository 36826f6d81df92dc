"""Fails when the text has something that is nearly, but not quite, a name on the list.

A near miss differs from the name in one to `typos` letters (one inserted, left out, replaced, or
two neighbours swapped). Names are compared word by word: as many words as the name has. The name
itself passes in any case, and so does any other name on the list, also with 's. A name of up to
four letters tolerates one slip and must stand with a capital; a slip of two letters must leave the
first one alone. For a name of one word everyday English is no slip ("true" for "Trump"), nor is
other English with a small first letter ("truly").

Links, mentions and hashtags are not looked at. A near miss may be another person's name: somebody
has to look, so no such rule is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any

from msgspec import Struct

from policycheck.kinds.english import rank
from policycheck.kinds.near_misses import near_miss
from policycheck.plan import (
    Binding,
    Case,
    Field,
    Hit,
    Judgement,
    Kind,
    Options,
    Part,
    Plan,
    Replacement,
    Strings,
    Tighter,
    Whole,
    decide,
    signs_in,
)
from policycheck.text.fold import fold
from policycheck.text.late import late
from policycheck.text.words import words

__all__ = ["EXAMPLES", "KIND", "joined"]

EXAMPLES = """
- check: {kind: protected-names, names: [Queen Elizabeth, EPA]}
  fail: {text: "Her Majesty Queen Elisabeth visited."}
  found: Queen Elisabeth
- check: {kind: protected-names, names: [Queen Elizabeth, EPA]}
  pass: {text: "Her Majesty QUEEN ELIZABETH visited; Queen Elizabeth’s visit. #QueenElisabeth"}
- check: {kind: protected-names, names: [Shenandoah], typos: 2}
  fail: {text: "Shenadnoha is open."}
  found: Shenadnoha
- check: {kind: protected-names, names: [Shenandoah], typos: 1}
  pass: {text: "Shenadnoha is open."}
- check: {kind: protected-names, names: [Shenandoah, President]}
  pass: {text: "At present the park is open."}
- check: {kind: protected-names, names: [EPA]}
  fail: {text: "The EPAA has news."}
  found: EPAA
- check: {kind: protected-names, names: [EPA]}
  pass: {text: "In this era the EU has news."}
- check: {kind: protected-names, names: [Gilles Léger, Gilles Legér]}
  pass: {text: "Le ministre Gilles Legér est arrivé."}
- check: {kind: protected-names, names: [Gilles Léger]}
  fail: {text: "Le ministre Gilles Leger est arrivé."}
  found: Gilles Leger
"""

_SHORT = 4  # letters up to which a name tolerates one slip only
_EVERYDAY = 5_000  # words by frequency: "trust" is one, "Elisabeth" is none
_ENGLISH = 40_000  # beyond, the list has slips too
_POSSESSIVE = late(r"['\u2019]s\Z", re.IGNORECASE)
_SENTENCE_END = late(r"[.!?:;,\r\n]")


class ProtectedNames(Options):
    names: Annotated[Strings, Tighter.LONGER, Field(description="names that must be spelt right")]
    typos: Annotated[
        Whole, Tighter.HIGHER, Field(ge=1, le=3, description="letters that a near miss has wrong")
    ] = 2
    in_: Annotated[
        Strings, Tighter.LONGER, Field(alias="in", description="the parts that are read")
    ] = ("text",)


class _Run(Struct, frozen=True):
    """As many neighbouring words as a name has: where they stand, and their match form."""

    start: int
    end: int
    folded: str


def plan(options: ProtectedNames, bind: Binding) -> Plan:
    for index, name in enumerate(options.names):
        if not words(name):
            bind.refuse(f"{name!r} holds no word", "names", index, advice="give a name")
    selectors = bind.selectors(options.in_, "in")
    names = {joined(name): name for name in options.names}
    by_count: dict[int, list[str]] = {}
    for folded in names:
        by_count.setdefault(folded.count(" ") + 1, []).append(folded)

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        hits = [
            hit for part in reading.parts for hit in _hits(part, names, by_count, options.typos)
        ]
        return decide(hits, reading.missing)

    return Plan(judge, signs=signs_in(selectors, near_miss(names, options.typos)))


def joined(text: str) -> str:
    """The words of a text in match form, one space apart."""
    return " ".join(fold(text[start:end]).text for start, end in words(text))


def _hits(
    part: Part, names: Mapping[str, str], by_count: Mapping[int, Sequence[str]], typos: int
) -> Iterator[Hit]:
    """Near misses in the order of the text; of those that overlap, the one with more words."""
    said = _Words(part.text)
    taken: list[tuple[int, int]] = []
    hits: list[Hit] = []
    for count in sorted(by_count, reverse=True):
        for run in said.runs_near(by_count[count], count, typos):
            if any(low < run.end and run.start < high for low, high in taken):
                continue
            if run.folded in names:
                taken.append((run.start, run.end))
                continue
            name = _meant(run.folded, by_count[count], typos, part.text[run.start])
            if name and not (count == 1 and _is_a_word(part.text[run.start : run.end])):
                taken.append((run.start, run.end))
                hits.append(_hit(part, run, names[name]))
    yield from sorted(hits, key=lambda hit: hit.place.start or 0)


class _Words:
    """The words of a text, and each in match form: with the ending of a possessive, and without."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = words(text, prose_only=True)
        self.forms, self.bare = _forms(text, self.spans)

    def runs_near(self, names: Iterable[str], count: int, typos: int) -> Iterator[_Run]:
        """Runs of so many words within a sentence that are so near to one of the names."""
        process, distance = _matcher()
        said = self._said(count)
        near = {
            index
            for name in names
            for _, _, index in process.extract(
                name, said, scorer=distance, score_cutoff=typos, limit=None
            )
        }
        for index in sorted(near):
            last = index + count - 1
            if any(self._parted(gap) for gap in range(index, last)):
                continue
            start, end = self.spans[index][0], self.spans[last][1]
            end -= len(self.text[start:end]) - len(_POSSESSIVE().sub("", self.text[start:end]))
            yield _Run(start, end, said[index])

    def _said(self, count: int) -> list[str]:
        """Every run of so many neighbouring words, in match form."""
        before = [self.forms[at:] for at in range(count - 1)]
        return [" ".join(run) for run in zip(*before, self.bare[count - 1 :], strict=False)]

    def _parted(self, index: int) -> bool:
        """Whether a sentence ends after this word, or a link or a hashtag follows it."""
        end, start = self.spans[index][1], self.spans[index + 1][0]
        gap = self.text[end:start]
        return gap != " " and bool(_SENTENCE_END().search(gap) or words(gap))


def _forms(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[str], list[str]]:
    """Each word in match form: as it is, and without the ending of a possessive."""
    whole = fold(text)
    if whole.starts is None:  # the two agree character by character
        forms = [whole.text[start:end] for start, end in spans]
        return forms, [form.removesuffix("'s") for form in forms]
    said = [text[start:end] for start, end in spans]
    bare = [_POSSESSIVE().sub("", word) for word in said]
    return [fold(word).text for word in said], [fold(word).text for word in bare]


def _is_a_word(word: str) -> bool:
    """Whether the word is everyday English, or English and written without a capital."""
    place = rank(word)
    if place is None:
        return False
    return place < _EVERYDAY or (word[0].islower() and place < _ENGLISH)


@cache
def _matcher() -> tuple[Any, Any]:
    """What compares words, imported when there are names to compare with."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    return process, DamerauLevenshtein.distance


def _meant(found: str, names: Sequence[str], typos: int, first: str) -> str:
    """The name that was probably meant; '' if none is near."""
    process, distance = _matcher()
    near = process.extract(found, names, scorer=distance, score_cutoff=typos, limit=None)
    for name, slips, _ in near:
        if len(name) <= _SHORT:
            if slips == 1 and first.isupper():
                return str(name)
        elif slips == 1 or name[0] == found[0]:
            return str(name)
    return ""


def _hit(part: Part, run: _Run, name: str) -> Hit:
    values = {"match": part.text[run.start : run.end], "name": name, "part": part.name}
    place = part.place(run.start, run.end)
    return Hit(place, values, f"{name}?", replacement=Replacement(name, safe=False))


KIND = Kind(
    name="protected-names",
    options=ProtectedNames,
    plan=plan,
    message="“{match}” looks like a slip for {name}",
    values=("match", "name", "part"),
    reads_text=True,
    heuristic=True,
)
