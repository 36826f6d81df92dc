"""Fails when the text holds one of the given phrases or matches one of the given patterns.

Phrases match whole words in any script, whatever the case, through curly quotes, soft hyphens and
zero-width characters; a leading `#` is ignored on both sides. Patterns are RE2 syntax.

With `near`, a hit counts only if one of those phrases stands within `near_words` words of it,
before or after; while a parameter leaves that list empty, a hit is unknown. A hit that lies inside
a hit of `except` does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from policycheck.plan import (
    Binding,
    Case,
    Field,
    Found,
    Hit,
    Judgement,
    Kind,
    Options,
    Plan,
    Strings,
    Tighter,
    Whole,
    Yes,
    decide,
    signs_in,
    undecided,
)
from policycheck.text.words import words

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: forbidden-text, phrases: [click here]}
  fail: {text: "For rain data Click Here."}
  found: Click Here
- check: {kind: forbidden-text, phrases: [click here]}
  pass: {text: "For rain data see the dashboard."}
- check: {kind: forbidden-text, phrases: [reply with], near: [case number], near_words: 4}
  fail: {text: "Please reply with your case number."}
  found: reply with
- check: {kind: forbidden-text, phrases: [reply with], near: [case number], near_words: 4}
  pass: {text: "Reply with a picture of your garden and tell us which of its plants has done well."}
- check: {kind: forbidden-text, phrases: [vote], except: [vote by mail deadline]}
  pass: {text: "The vote by mail deadline is Friday."}
- check: {kind: forbidden-text, patterns: ['case [0-9]{4}'], in: [text, alt]}
  fail: {text: Map, media: [{file: map.png, alt: Folder of case 2041}]}
  found: case 2041
"""


class ForbiddenText(Options):
    phrases: Annotated[Strings, Tighter.LONGER, Field(description="any of these")] = ()
    patterns: Annotated[Strings, Tighter.LONGER, Field(description="RE2 syntax, any of these")] = ()
    in_: Annotated[
        Strings, Tighter.LONGER, Field(alias="in", description="the parts that are read")
    ] = ("text",)
    except_: Annotated[
        Strings,
        Tighter.SHORTER,
        Field(alias="except", description="a hit inside one of these is fine"),
    ] = ()
    near: Annotated[
        Strings, Tighter.NEITHER, Field(description="a hit counts only near one of these")
    ] = ()
    near_words: Annotated[
        Whole, Tighter.HIGHER, Field(ge=0, description="how many words may stand between")
    ] = 12
    match_case: Annotated[Yes, Tighter.FALSE, Field(description="capitals must agree")] = False
    whole_words: Annotated[Yes, Tighter.FALSE, Field(description="not inside longer words")] = True

    def refuse_contradictions(self) -> None:
        if not self.phrases and not self.patterns:
            raise ValueError("give phrases or patterns: there is nothing to look for")


def plan(options: ForbiddenText, bind: Binding) -> Plan:
    selectors = bind.selectors(options.in_, "in")
    wanted = bind.search(
        phrases=options.phrases,
        patterns=options.patterns,
        whole_words=options.whole_words,
        match_case=options.match_case,
    )
    excepted = bind.search(phrases=options.except_)
    near = bind.search(phrases=options.near)
    no_near = bind.unset("near")

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        hits = case.found(wanted, reading.parts)
        if hits and options.except_:
            allowed = case.found(excepted, reading.parts)
            hits = [hit for hit in hits if not any(_inside(hit, other) for other in allowed)]
        if hits and no_near:
            return undecided(no_near)
        if hits and options.near:
            close = case.found(near, reading.parts)
            hits = [hit for hit in hits if _is_near(hit, close, options.near_words)]
        # A hashtag of the text is a part of its own as well: one place, one hit.
        places = {hit.place: hit for hit in hits}
        return decide([_hit(hit) for hit in places.values()], reading.missing)

    return Plan(judge, searches=(wanted, excepted, near), signs=signs_in(selectors))


def _inside(hit: Found, other: Found) -> bool:
    return hit.part == other.part and other.start <= hit.start and hit.end <= other.end


def _is_near(hit: Found, others: Sequence[Found], most: int) -> bool:
    for other in others:
        if other.part != hit.part:
            continue
        low, high = min(hit.end, other.end), max(hit.start, other.start)
        if len(words(hit.part.text[low:high])) <= most:
            return True
    return False


def _hit(found: Found) -> Hit:
    return Hit(found.place, {"match": found.text, "term": found.term, "part": found.part.name})


KIND = Kind(
    name="forbidden-text",
    options=ForbiddenText,
    plan=plan,
    message="“{match}” is not to be used",
    values=("match", "term", "part"),
    reads_text=True,
)
