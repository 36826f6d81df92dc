"""Fails when there are more of something than `max`, or fewer than `min`.

`of` is `hashtags`, `mentions`, `links`, `emoji`, `media`, `words`, `sentence-words` or the path of
a list. Hashtags, mentions and links are those of the text, and those that the record lists
besides. Words are those of the prose, without links, addresses, mentions and hashtags.
`sentence-words` measures each sentence by itself and finds each that is too long or too short.

In a list, `where` says which elements count, and `distinct` that elements with the same value at a
path count once; those without a value there do not count. `of: assignments, where: {role: admin},
distinct: person, min: 2` asks for two people.

It is unknown where the list is not given, or where too much depends on elements of which it cannot
be told whether they count. A repost without words of its own is not applicable, except to counts
of a list.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache, partial
from typing import Annotated, Any

from policycheck.kinds.listed import is_list
from policycheck.kinds.tally import Tallying, judge, list_tally, mention_tally, part_tally
from policycheck.mistakes.rules import UNFIT_FIELD
from policycheck.plan import (
    NOT_APPLICABLE,
    Binding,
    Case,
    Field,
    Hit,
    Judgement,
    Kind,
    Options,
    Part,
    Plan,
    Sign,
    Tighter,
    Whole,
    decide,
)
from policycheck.text.emoji import emoji
from policycheck.text.plain import is_not_ascii
from policycheck.text.words import words

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: count, of: hashtags, max: 2}
  fail: {text: "Rain today #Rain #Flood #Local"}
  found: "#Local"
- check: {kind: count, of: hashtags, max: 2}
  pass: {text: "Rain today #Rain #Flood", hashtags: [rain]}
- check: {kind: count, of: hashtags, max: 2}
  fail: {text: "Rain today #Rain #Flood", hashtags: [local]}
- check: {kind: count, of: mentions, max: 1}
  fail: {text: "With @EPA and @NOAA"}
  found: "@NOAA"
- check: {kind: count, of: links, min: 1}
  fail: {text: "See our website"}
- check: {kind: count, of: links, min: 1}
  pass: {text: "See epa.gov/rain"}
- check: {kind: count, of: emoji, max: 1}
  pass: {text: "Family day 👨‍👩‍👧‍👦"}
- check: {kind: count, of: emoji, max: 1}
  fail: {text: "Family day 👨‍👩‍👧‍👦🎉"}
  found: 🎉
- check: {kind: count, of: sentence-words, max: 5}
  fail: {text: "Stay out. The lake is closed until next Friday. Thank you."}
  found: The lake is closed until next Friday.
- check: {kind: count, of: sentence-words, max: 5}
  pass: {text: "Stay out. The lake is closed. Thank you."}
- check: {kind: count, of: media, where: {type: video}, max: 1}
  pass: {text: Rain, media: [{type: video, file: a.mp4}, {type: image, file: b.png}]}
- check: {kind: count, of: contacts, distinct: person, min: 2}
  applies_to: account
  fail: {id: a, contacts: [{person: ann}, {person: ann, email: ann@epa.example.gov}]}
- check: {kind: count, of: contacts, distinct: person, min: 2}
  applies_to: account
  pass: {id: a, contacts: [{person: ann}, {person: bob}]}
"""

_TEXTUAL: dict[str, Callable[[str], list[tuple[int, int]]]] = {
    "emoji": emoji,
    "words": lambda text: words(text, prose_only=True),
}
_SENTENCES = "sentence-words"
_NAMED = ("hashtags", "links", "mentions", *_TEXTUAL, _SENTENCES)


class CountOf(Options):
    of: Annotated[str, Tighter.NEITHER, Field(description="what is counted")]
    max: Annotated[Whole | None, Tighter.LOWER, Field(ge=0, description="the most allowed")] = None
    min: Annotated[Whole | None, Tighter.HIGHER, Field(ge=0, description="the fewest allowed")] = (
        None
    )
    where: Annotated[
        dict[str, Any] | None,
        Tighter.NEITHER,
        Field(description="conditions that an element must meet to count"),
    ] = None
    distinct: Annotated[
        str | None,
        Tighter.NEITHER,
        Field(description="a path: elements with the same value there count once"),
    ] = None

    def refuse_contradictions(self) -> None:
        if self.max is None and self.min is None:
            raise ValueError("give max or min: any number would do")
        if self.max is not None and self.min is not None and self.max < self.min:
            raise ValueError("max is below min: no number would do")
        if self._narrows and self.of in (*_TEXTUAL, _SENTENCES):
            raise ValueError(
                f"where and distinct choose among elements of a list; {self.of} is none"
            )

    @property
    def _narrows(self) -> bool:
        return self.where is not None or self.distinct is not None

    @property
    def is_of_list(self) -> bool:
        return self.of not in _NAMED or self._narrows


def plan(options: CountOf, bind: Binding) -> Plan:
    if options.of == _SENTENCES:
        return _sentence_plan(options, bind)
    tally = _list(options, bind) if options.is_of_list else _text(options.of, bind)

    def judge_count(case: Case) -> Judgement:
        if not options.is_of_list and _is_wordless_repost(case):
            return NOT_APPLICABLE
        return judge(tally(case), options.of, options.min, options.max)

    if options.of == "emoji":
        return Plan(judge_count, signs=lambda _case: (is_not_ascii,))
    return Plan(judge_count)


def _list(options: CountOf, bind: Binding) -> Tallying:
    named = bind.each and options.of in ("media", *_NAMED)
    path = bind.path(f"{bind.applies_to[0]}.{options.of}" if named else options.of, "of")
    if not is_list(path):
        advice = f"name a list, or one of {', '.join(('media', *_NAMED))}"
        bind.refuse(f"{options.of} is no list", "of", mistake=UNFIT_FIELD, advice=advice)
    where = bind.where(path, "where") if options.where is not None else None
    distinct = bind.within(path, options.distinct, "distinct") if options.distinct else None
    return list_tally(path, where, distinct)


def _text(of: str, bind: Binding) -> Tallying:
    """Count what stands in the text, and what the record lists besides."""
    selectors = bind.selectors(["text" if of in (*_TEXTUAL, "mentions") else of], "of")
    if of == "mentions":
        handles = bind.path("post.mentions.handle" if bind.each else "mentions.handle", "of")

    def tally(case: Case) -> Any:
        reading = case.read(selectors)
        if of == "mentions":
            return mention_tally(reading.parts, reading.missing, case.spots(handles))
        return part_tally(reading.parts, reading.missing, _TEXTUAL.get(of, _whole))

    return tally


def _whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))]


def _sentence_plan(options: CountOf, bind: Binding) -> Plan:
    selectors = bind.selectors(["sentence"], "of")

    def judge_sentences(case: Case) -> Judgement:
        if _is_wordless_repost(case):
            return NOT_APPLICABLE
        reading = case.read(selectors)
        hits = [_sentence_hit(part, options) for part in reading.parts]
        return decide([hit for hit in hits if hit is not None], reading.missing)

    if options.max is None or options.min is not None:
        return Plan(judge_sentences)
    signs = (_long_sentence(options.max),)
    return Plan(judge_sentences, signs=lambda _case: signs)


@cache
def _long_sentence(most: int) -> Sign:
    """Whether a sentence may have more words: one and the same test for all who allow as many."""
    return partial(_may_be_long, most=most)


def _may_be_long(text: str, most: int) -> bool:
    """Words of links and the like are counted, too."""
    spans = words(text)
    if len(spans) <= most:
        return False
    from policycheck.text.sentences import sentences

    return any(
        bisect_left(spans, (end, 0)) - bisect_right(spans, start, key=lambda span: span[1]) > most
        for start, end in sentences(text)
    )


def _sentence_hit(part: Part, options: CountOf) -> Hit | None:
    spans = words(part.text, prose_only=True)
    values = {"of": "words in a sentence", "found": len(spans)}
    if options.max is not None and len(spans) > options.max:
        values |= {"limit": options.max, "bound": "at most"}
    elif options.min is not None and len(spans) < options.min:
        values |= {"limit": options.min, "bound": "at least"}
    else:
        return None
    return Hit(part.place(0, len(part.text)), values)


def _is_wordless_repost(case: Case) -> bool:
    fields = case.record.fields
    return fields.get("kind") == "repost" and "text" not in fields


KIND = Kind(
    name="count",
    options=CountOf,
    plan=plan,
    message="{found} {of}, expected {bound} {limit}",
    values=("found", "of", "limit", "bound"),
)
