"""Fails when none of the given phrases or patterns stands in the text.

One is enough, in any one of the parts that are read. Phrases match whole words in any script,
whatever the case, through curly quotes, soft hyphens and zero-width characters; a leading `#` is
ignored on both sides. Patterns are RE2 syntax.

`where: start` asks that no word stands before it in its part, `where: end` that none stands after
it; signs, emoji and white space may. A link has words in it.

A text that is carried and absent fails. It is unknown where nothing was found and a part could not
be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from policycheck.kinds.shown import brief, one_of
from policycheck.plan import (
    PASSED,
    Binding,
    Case,
    Field,
    Found,
    Hit,
    Judgement,
    Kind,
    Options,
    Part,
    Plan,
    Strings,
    Tighter,
    Yes,
    decide,
)
from policycheck.text.words import words

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: required-text, phrases: [correction, rectificatif]}
  pass: {text: "Correction: the hearing is on Tuesday."}
- check: {kind: required-text, phrases: [correction, rectificatif]}
  pass: {text: "RECTIFICATIF : l’audience a lieu mardi."}
- check: {kind: required-text, phrases: [correction]}
  fail: {text: "Corrections: the hearing is on Tuesday."}
  found: "Corrections: the hearing is on Tuesday."
- check: {kind: required-text, phrases: [correction], where: start}
  fail: {text: "The hearing is on Tuesday (correction)."}
- check: {kind: required-text, phrases: [correction], where: start}
  pass: {text: "📢 Correction! The hearing is on Tuesday."}
- check: {kind: required-text, phrases: [ad], where: end}
  pass: {text: "We tried the new rain gauge. #ad"}
- check: {kind: required-text, phrases: [ad], where: end}
  fail: {text: "We tried the new rain gauge. #ad #rain"}
- check: {kind: required-text, patterns: ['case [0-9]{4}'], in: [text, alt]}
  pass: {text: Map, media: [{file: map.png, alt: Folder of case 2041}]}
- check: {kind: required-text, patterns: ['case [0-9]{4}'], in: [text, alt]}
  fail: {text: Map, media: [{file: map.png, alt: Folder of case 41}]}
- check: {kind: required-text, phrases: [personal views], in: [bio]}
  applies_to: account
  fail: {id: a, bio: My views}
  found: My views
"""


class RequiredText(Options):
    phrases: Annotated[Strings, Tighter.SHORTER, Field(description="any of these")] = ()
    patterns: Annotated[
        Strings, Tighter.SHORTER, Field(description="RE2 syntax, any of these")
    ] = ()
    in_: Annotated[
        Strings,
        Tighter.SHORTER,
        Field(
            alias="in", min_length=1, description="the parts that are read; one of them is enough"
        ),
    ] = ("text",)
    where: Annotated[
        Literal["anywhere", "start", "end"],
        Tighter.NEITHER,
        Field(description="where in its part it must stand"),
    ] = "anywhere"
    match_case: Annotated[Yes, Tighter.TRUE, Field(description="capitals must agree")] = False
    whole_words: Annotated[Yes, Tighter.TRUE, Field(description="not inside longer words")] = True

    def refuse_contradictions(self) -> None:
        if not self.phrases and not self.patterns:
            raise ValueError("give phrases or patterns: there is nothing to look for")


def plan(options: RequiredText, bind: Binding) -> Plan:
    selectors = bind.selectors(options.in_, "in")
    wanted = bind.search(
        phrases=options.phrases,
        patterns=options.patterns,
        whole_words=options.whole_words,
        match_case=options.match_case,
    )
    terms = one_of((*options.phrases, *options.patterns))

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        found = case.found(wanted, reading.parts)
        if any(_stands(hit, options.where) for hit in found):
            return PASSED
        if reading.missing:
            return decide((), reading.missing)
        return decide([_hit(case, reading.parts, found, terms, options)])

    return Plan(judge, searches=(wanted,))


def _stands(found: Found, where: str) -> bool:
    text = found.part.text
    if where == "start":
        return not words(text[: found.start])
    return where == "anywhere" or not words(text[found.end :])


def _hit(
    case: Case, parts: Sequence[Part], found: Sequence[Found], terms: str, options: RequiredText
) -> Hit:
    """At the first part that was read, or at the record where there is nothing to read."""
    text = parts[0].text if parts else ""
    values = {
        "wanted": terms,
        "found": brief(text) or "nothing",
        "in": ", ".join(options.in_),
        "where": "" if options.where == "anywhere" else f" at the {options.where}",
    }
    related = tuple((hit.place, f"stands here, not at the {options.where}") for hit in found)
    place = parts[0].place(0, len(text)) if parts else case.here
    return Hit(place, values, related=related)


KIND = Kind(
    name="required-text",
    options=RequiredText,
    plan=plan,
    message="expected {wanted}{where} in {in}, found “{found}”",
    values=("wanted", "found", "in", "where"),
    reads_text=True,
)
