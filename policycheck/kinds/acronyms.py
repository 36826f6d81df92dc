"""Fails when an acronym that is not known stands in the text before it was spelt out.

An acronym is a word of two to six letters and digits in capitals, also in the plural ("NGOs"). It
is spelt out where it first stands if the words stand right before it, "Social Media Emergency
Management (SMEM)", or right after, "SMEM (Social Media Emergency Management)". One hit for each
acronym, at its first use.

`known` names those that the audience knows; a few that everyone knows are always fine (a.m., the
names of time zones, US, UK, EU, UN, TV, OK, ID), and so are Roman numerals up to XXXIX. Hashtags,
mentions and links are not looked at, nor are words that are shouted: three and more in capitals in
a row, or a common English word ("NOW"). What is an acronym is a guess: no such rule is an error.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Annotated

from policycheck.kinds.english import is_among
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
    Strings,
    Tighter,
    decide,
    signs_in,
)
from policycheck.text.case import shouting
from policycheck.text.late import late
from policycheck.text.plain import may_vary_case
from policycheck.text.words import words

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: acronyms, known: [EPA]}
  fail: {text: "SMEM drill today with EPA staff. Join the SMEM team."}
  found: SMEM
- check: {kind: acronyms, known: [EPA]}
  pass: {text: "Social Media Emergency Management (SMEM) drill today. Join SMEM at the EPA."}
- check: {kind: acronyms}
  pass: {text: "SMEM (Social Media Emergency Management) drill at 9 AM ET. #SMEM"}
- check: {kind: acronyms}
  fail: {text: "Apply to the SMEM team. Social Media Emergency Management (SMEM) needs you."}
  found: SMEM
- check: {kind: acronyms}
  fail: {text: "Les ONGs se réunissent lundi."}
  found: ONGs
- check: {kind: acronyms}
  pass: {text: "Les organisations non gouvernementales (ONG) se réunissent lundi."}
- check: {kind: acronyms}
  pass: {text: "FLASH FLOOD near Elizabeth II Bridge. Leave NOW."}
- check: {kind: acronyms, known: [COVID-19]}
  pass: {text: "COVID vaccines are free."}
"""

_ALWAYS_KNOWN = frozenset(
    """
    AM PM ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST
    US USA UK EU UN TV OK ID
    """.split()
)
_ACRONYM = late(r"(?=[^\W_]{2,6}s?\Z)(?P<base>\d*[^\W\d_][^\W_]*?)s?")
_CLOCK = late(r"\d{1,2}[AP]M")
_ROMAN = late(r"X{0,3}(?:IX|IV|V?I{0,3})")
_CAPITALS = 2
_SHOUTED = 3
_COMMON = 4000  # words so frequent that in capitals they are rather shouted
_REACH = (
    2  # words that may stand for one letter: "Centers for Disease Control and Prevention (CDC)"
)


class Acronyms(Options):
    known: Annotated[
        Strings, Tighter.SHORTER, Field(description="acronyms that the audience knows")
    ] = ()
    in_: Annotated[
        Strings, Tighter.LONGER, Field(alias="in", description="the parts that are read")
    ] = ("text",)


def plan(options: Acronyms, bind: Binding) -> Plan:
    selectors = bind.selectors(options.in_, "in")

    @cache
    def known() -> frozenset[str]:
        return _ALWAYS_KNOWN | {
            entry[start:end].upper() for entry in options.known for start, end in words(entry)
        }

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        parts = [part for part in reading.parts if may_vary_case(part.text)]
        hits = [hit for part in parts for hit in _hits(part, known())]
        return decide(hits, reading.missing)

    return Plan(judge, signs=signs_in(selectors, may_vary_case))


def _hits(part: Part, known: Collection[str]) -> Iterator[Hit]:
    text = part.text
    shouted: list[tuple[int, int]] | None = None
    seen = set(known)
    for start, word_end in words(text, prose_only=True):
        acronym, end = _acronym(text, start, word_end)
        if not acronym or acronym in seen:
            continue
        if shouted is None:
            shouted = [(run.start, run.end) for run in shouting(text, _SHOUTED, known)]
        if any(low <= start and end <= high for low, high in shouted):
            continue
        seen.add(acronym)
        if not _is_spelt_out(text, start, end, acronym):
            values = {"acronym": acronym, "match": text[start:end], "part": part.name}
            yield Hit(part.place(start, end), values, label="not spelt out")


def _acronym(text: str, start: int, end: int) -> tuple[str, int]:
    """The acronym that a word is, in the singular, and where it ends; '' if it is none."""
    if sum(map(str.isupper, text[start:end])) < _CAPITALS:
        return "", end
    word = re.sub(r"['\u2019]s\Z", "", text[start:end])
    match = _ACRONYM().fullmatch(word)
    base = match["base"] if match else ""
    if sum(one.isupper() for one in base) < _CAPITALS or not base.isupper():
        return "", end
    if _CLOCK().fullmatch(base) or _ROMAN().fullmatch(base) or _is_common(base):
        return "", end
    return base, start + len(word)


def _is_common(word: str) -> bool:
    return word.isascii() and is_among(word, _COMMON)


def _is_spelt_out(text: str, start: int, end: int, acronym: str) -> bool:
    """Whether the words that it stands for stand right before or right after it."""
    after = re.compile(r"\s?[(\[]([^)\]]+)[)\]]").match(text, end)
    if after and _stands_for(acronym, after[1], first=True):
        return True
    opened = re.search(r"[(\[]\s?\Z", text[:start])
    if not opened:
        return False
    before = re.split(r"[.!?;()\[\]\r\n]", text[: opened.start()].rstrip())[-1]
    near = re.findall(r"[^\W_]+", before)[-(len(acronym) * _REACH + 1) :]
    return any(_stands_for(acronym, " ".join(near[at:])) for at in range(len(near)))


def _stands_for(acronym: str, phrase: str, *, first: bool = False) -> bool:
    """Whether the phrase may be the long form.

    Its letters hold those of the acronym in order, the first at its beginning, and it has at least
    one word for two letters ("first": the words may go on after it).
    """
    letters = [one for one in phrase.casefold() if one.isalnum()]
    rest = iter(letters)
    wanted = acronym.casefold()
    if not letters or letters[0] != wanted[0]:
        return False
    held = all(one in rest for one in wanted)
    count = len(re.findall(r"[^\W_]+", phrase))
    most = len(acronym) * _REACH + 1
    return held and count * _REACH >= len(acronym) and (first or count <= most)


KIND = Kind(
    name="acronyms",
    options=Acronyms,
    plan=plan,
    message="{acronym} is not spelt out where it first stands",
    values=("acronym", "match", "part"),
    reads_text=True,
    heuristic=True,
)
