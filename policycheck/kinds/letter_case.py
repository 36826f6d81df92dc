"""Fails when letters are written so that they are hard to read, or to have read out.

- `shouting`: `run` or more words in capitals in a row. Single letters, numbers and allowed words
  neither count nor break a run.
- `decorative`: letters borrowed from mathematics and the like for their looks ("𝐑𝐚𝐢𝐧"), which
  screen readers spell out or skip; the plain letters are offered, and are safe to put in.
- `lowercase-hashtag`: a hashtag of several English words without inner capitals; a screen reader
  cannot tell them apart. Which words it holds is a guess, so the spelling offered is not put in
  unasked.
- `alternating`: wOrDs tHaT change case at nearly every letter.

`allow` names words that are fine as they are, a hashtag with or without its `#`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated

from msgspec import Struct

from policycheck.kinds.choices import check_choices
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
from policycheck.text.case import Rewrite, alternating, lowercase_hashtags, shouting
from policycheck.text.decorative import decorative
from policycheck.text.fold import fold
from policycheck.text.plain import may_vary_case

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: letter-case, forbid: [shouting]}
  fail: {text: "Please READ THIS NOW folks."}
  found: READ THIS NOW
- check: {kind: letter-case, forbid: [shouting]}
  pass: {text: "Please READ THIS now folks."}
- check: {kind: letter-case, forbid: [shouting], allow: [EPA, FEMA]}
  pass: {text: "EPA FEMA TEAMS meet today."}
- check: {kind: letter-case, forbid: [shouting]}
  fail: {text: "ВНИМАНИЕ ЗАКРЫТА ДОРОГА у моста."}
  found: ВНИМАНИЕ ЗАКРЫТА ДОРОГА
- check: {kind: letter-case, forbid: [decorative]}
  fail: {text: "We are 𝐡𝐢𝐫𝐢𝐧𝐠 engineers."}
  found: 𝐡𝐢𝐫𝐢𝐧𝐠
- check: {kind: letter-case, forbid: [decorative]}
  pass: {text: "Nous embauchons des ingénieurs à 20 m² près du №5."}
- check: {kind: letter-case, forbid: [lowercase-hashtag]}
  fail: {text: "Plant a tree for #climatechange week."}
  found: "#climatechange"
- check: {kind: letter-case, forbid: [lowercase-hashtag]}
  pass: {text: "Plant a tree for #ClimateChange week."}
- check: {kind: letter-case, forbid: [lowercase-hashtag], allow: [climatechange]}
  pass: {text: "Plant a tree for #climatechange week."}
- check: {kind: letter-case, forbid: [lowercase-hashtag]}
  fail: {text: Plant a tree., hashtags: [climatechange]}
  found: climatechange
- check: {kind: letter-case, forbid: [alternating]}
  fail: {text: "A pLaStIc bottle is no vase."}
  found: pLaStIc
- check: {kind: letter-case, forbid: [alternating]}
  pass: {text: "An iPhone and a MacBook were found."}
"""


class _Form(Struct, frozen=True):
    """One way of writing: what a finding says of it, and whether its rewriting is certain."""

    says: str
    find: Callable[[Part, int, frozenset[str]], Iterator[Rewrite]]
    safe: bool = False


def _plain(word: str) -> str:
    return fold(word).text.lstrip("#")


def _shouted(part: Part, run: int, allow: frozenset[str]) -> Iterator[Rewrite]:
    yield from shouting(part.text, run, allow)


def _decorated(part: Part, _run: int, _allow: frozenset[str]) -> Iterator[Rewrite]:
    yield from decorative(part.text)


def _lowercase(part: Part, _run: int, _allow: frozenset[str]) -> Iterator[Rewrite]:
    """A hashtag of a list may stand without its sign: it is read with one, and offered without."""
    if part.name != "hashtags" or part.text.startswith(("#", "＃")):
        yield from lowercase_hashtags(part.text)
        return
    for tag in lowercase_hashtags(f"#{part.text}"):
        yield Rewrite(max(tag.start - 1, 0), tag.end - 1, tag.suggestion[1:])


def _alternating(part: Part, _run: int, allow: frozenset[str]) -> Iterator[Rewrite]:
    yield from alternating(part.text, allow)


_FORMS: dict[str, _Form] = {
    "shouting": _Form("is shouted in capitals", _shouted),
    "decorative": _Form("is written in decorative letters", _decorated, safe=True),
    "lowercase-hashtag": _Form("runs its words together in small letters", _lowercase),
    "alternating": _Form("alternates between small and capital letters", _alternating),
}


class LetterCase(Options):
    forbid: Annotated[
        Strings,
        Tighter.LONGER,
        Field(
            min_length=1,
            description="what is not wanted",
            json_schema_extra={"items": {"enum": list(_FORMS)}},
        ),
    ]
    run: Annotated[
        Whole, Tighter.LOWER, Field(ge=1, description="words in capitals that make shouting")
    ] = 3
    allow: Annotated[
        Strings, Tighter.SHORTER, Field(description="words and hashtags that are fine as they are")
    ] = ()
    in_: Annotated[
        Strings, Tighter.LONGER, Field(alias="in", description="the parts that are read")
    ] = ("text", "hashtags")


def plan(options: LetterCase, bind: Binding) -> Plan:
    check_choices(bind, "forbid", options.forbid, _FORMS)
    selectors = bind.selectors(options.in_, "in")
    allow = frozenset(options.allow)
    folded = frozenset(map(_plain, options.allow))

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        # A hashtag of the text is a part of its own as well: one place, one hit.
        hits = {
            (name, hit.place): hit
            for part in reading.parts
            for name in options.forbid
            for hit in _hits(part, name, options.run, allow)
            if _plain(part.text[_within(part, hit)]) not in folded
        }
        return decide(list(hits.values()), reading.missing)

    return Plan(judge, signs=signs_in(selectors, may_vary_case))


def _within(part: Part, hit: Hit) -> slice:
    assert hit.place.start is not None
    assert hit.place.end is not None
    return slice(hit.place.start - part.offset, hit.place.end - part.offset)


def _hits(part: Part, name: str, run: int, allow: frozenset[str]) -> Iterator[Hit]:
    form = _FORMS[name]
    for found in form.find(part, run, allow):
        start, end, suggestion = found.start, found.end, found.suggestion
        values = {
            "match": part.text[start:end],
            "form": name,
            "says": form.says,
            "suggestion": suggestion,
            "part": part.name,
        }
        replacement = Replacement(suggestion, form.safe)
        yield Hit(part.place(start, end), values, name, replacement=replacement)


KIND = Kind(
    name="letter-case",
    options=LetterCase,
    plan=plan,
    message="“{match}” {says}",
    values=("match", "form", "says", "suggestion", "part"),
    reads_text=True,
)
