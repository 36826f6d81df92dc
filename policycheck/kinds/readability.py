"""Fails when the text is harder to read than a formula allows.

`formula` is `flesch-kincaid-grade` (years of schooling), `gunning-fog`,
`automated-readability-index` or `coleman-liau`, of which `max` is the highest value allowed, or
`flesch-reading-ease`, where easy texts score high and `min` is the lowest value allowed. Links,
addresses, mentions, hashtags and numbers are left out.

Each part is measured by itself. Below `min_words` words a formula says nothing: not applicable.
The formulas are made for English: a post whose `lang` names another language is not applicable,
and one that names none is taken for English.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from policycheck.kinds.shown import number
from policycheck.plan import (
    NOT_APPLICABLE,
    Binding,
    Case,
    Decimal,
    Field,
    Hit,
    Judgement,
    Kind,
    Options,
    Part,
    Plan,
    Strings,
    Tighter,
    Whole,
    decide,
    signs_in,
)
from policycheck.text.readability import hardest, readability

__all__ = ["EXAMPLES", "KIND", "Formula"]

EXAMPLES = """
- check: {kind: readability, formula: flesch-kincaid-grade, max: 8}
  fail:
    text: >-
      Individuals contemplating participation in recreational aquatic activities are encouraged to
      familiarise themselves with applicable contamination advisories prior to commencement.
- check: {kind: readability, formula: flesch-kincaid-grade, max: 8}
  pass: {text: "Check the map before you swim. A red flag means the lake is not clean. Stay out."}
- check: {kind: readability, formula: flesch-reading-ease, min: 60}
  pass: {text: "Check the map before you swim. A red flag means the lake is not clean. Stay out."}
- check: {kind: readability, formula: flesch-reading-ease, min: 60}
  fail:
    text: >-
      Individuals contemplating participation in recreational aquatic activities are encouraged to
      familiarise themselves with applicable contamination advisories prior to commencement.
- check: {kind: readability, max: 8}
  not_applicable: {text: "Contamination advisories notwithstanding, participation continues."}
- check: {kind: readability, max: 8, min_words: 5}
  fail: {text: "Contamination advisories notwithstanding, participation continues."}
- check: {kind: readability, max: 8}
  not_applicable:
    lang: fr
    text: >-
      Les personnes envisageant une participation aux activités aquatiques récréatives sont
      invitées à prendre connaissance des avertissements applicables.
"""

Formula = Literal[
    "flesch-kincaid-grade",
    "flesch-reading-ease",
    "gunning-fog",
    "automated-readability-index",
    "coleman-liau",
]
_EASE = "flesch-reading-ease"


class Readability(Options):
    formula: Annotated[Formula, Tighter.NEITHER, Field(description="how it is measured")] = (
        "flesch-kincaid-grade"
    )
    max: Annotated[
        Decimal | None, Tighter.LOWER, Field(description="the highest value allowed")
    ] = None
    min: Annotated[
        Decimal | None,
        Tighter.HIGHER,
        Field(description="the lowest value allowed, of flesch-reading-ease"),
    ] = None
    min_words: Annotated[
        Whole, Tighter.LOWER, Field(ge=1, description="shorter texts are not measured")
    ] = 12
    in_: Annotated[
        Strings,
        Tighter.LONGER,
        Field(alias="in", min_length=1, description="the parts that are read"),
    ] = ("text",)

    def refuse_contradictions(self) -> None:
        if self.formula == _EASE and (self.min is None or self.max is not None):
            raise ValueError(f"give min, not max: an easy text has a high {_EASE}")
        if self.formula != _EASE and (self.max is None or self.min is not None):
            raise ValueError(f"give max, not min: a hard text has a high {self.formula}")


def plan(options: Readability, bind: Binding) -> Plan:
    selectors = bind.selectors(options.in_, "in")
    is_foreign = _language_test(bind)

    def judge(case: Case) -> Judgement:
        if is_foreign(case):
            return NOT_APPLICABLE
        reading = case.read(selectors)
        hits = []
        measured = False
        for part in reading.parts:
            value, count, _ = readability(part.text, options.formula)
            if count < options.min_words:
                continue
            measured = True
            if _is_hard(value, options):
                hits.append(_hit(part, value, count, options))
        if not measured and not reading.missing:
            return NOT_APPLICABLE
        return decide(hits, reading.missing)

    def is_hard_or_short(text: str) -> bool:
        value, count, _ = hardest(text, options.formula)
        if count >= options.min_words and _is_hard(value, options):
            value, count, _ = readability(text, options.formula)
        return count < options.min_words or _is_hard(value, options)

    return Plan(judge, signs=signs_in(selectors, is_hard_or_short))


def _language_test(bind: Binding) -> Callable[[Case], bool]:
    """Whether a record says that its words are not English; only posts can say so."""
    if bind.applies_to != ("post",):
        return lambda _case: False
    path = bind.path("post.lang" if bind.each else "lang")

    def is_foreign(case: Case) -> bool:
        language = case.value(path)
        return isinstance(language, str) and language.lower().split("-")[0] not in ("en", "eng", "")

    return is_foreign


def _is_hard(value: float, options: Readability) -> bool:
    """Judged as it is shown, to one decimal: "10.0, expected at most 10" would be no finding."""
    value = round(value, 1)
    if options.min is not None:
        return value < options.min
    return options.max is not None and value > options.max


def _hit(part: Part, value: float, count: int, options: Readability) -> Hit:
    limit = options.min if options.min is not None else options.max
    values = {
        "value": f"{value:.1f}",
        "limit": number(limit or 0),
        "bound": "at least" if options.min is not None else "at most",
        "formula": options.formula,
        "words": count,
        "part": part.name,
    }
    return Hit(part.place(0, len(part.text)), values)


KIND = Kind(
    name="readability",
    options=Readability,
    plan=plan,
    message="{formula} is {value}, expected {bound} {limit}",
    values=("value", "limit", "bound", "formula", "words", "part"),
    reads_text=True,
)
