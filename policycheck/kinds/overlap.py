"""Fails when terms are found in texts where they should not be, or are not where they should.

`terms` is a list of terms, such as `filter_terms`, or a text, of which each word is a term (without
links, mentions and hashtags). They are looked for in the texts at the paths of `with`, as whole
words, whatever the case; a leading # makes no difference. `expect` says how many must be found:
`none`, `some` (at least one of them) or `all`.

`max_age` leaves out what is older: of the posts that a path leads through (`posts.text`), those
that went out longer ago; posts without a time always count.

A record without terms is not applicable. Where a text cannot be had, a term that was found in
another has been found, and one that was not is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

from policycheck.kinds.compared_texts import ComparedText, TextSource, text_source
from policycheck.kinds.lengths_of_time import Length
from policycheck.kinds.listed import place_of_list
from policycheck.kinds.shown import brief, one_of
from policycheck.mistakes.rules import UNFIT_FIELD
from policycheck.model.shape import ABSENT, Free, ListOf, Text
from policycheck.plan import (
    NOT_APPLICABLE,
    PASSED,
    Binding,
    Case,
    Field,
    Hit,
    Judgement,
    Kind,
    Missing,
    NotCarried,
    Options,
    Part,
    Path,
    Place,
    Plan,
    Strings,
    Tighter,
    decide,
    failed,
    undecided,
)
from policycheck.text.phrases import phrase_form, phrase_places
from policycheck.text.words import words

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: overlap, terms: filter_terms, with: [bio, description], expect: none}
  applies_to: account
  fail: {id: a, filter_terms: [spam, Vaccine], bio: "All about VACCINE safety"}
  found: Vaccine
- check: {kind: overlap, terms: filter_terms, with: [bio, description], expect: none}
  applies_to: account
  pass: {id: a, filter_terms: [spam, vaccine], bio: All about vaccines}
- check: {kind: overlap, terms: filter_terms, with: bio, expect: none}
  applies_to: account
  not_applicable: {id: a, bio: All about vaccines}
- check: {kind: overlap, terms: contains_text, with: [alt, post.text], expect: all}
  each: media
  pass: {text: Boil your water, media: [{file: a.png, contains_text: Boil water, alt: A pot}]}
- check: {kind: overlap, terms: contains_text, with: [alt, post.text], expect: all}
  each: media
  fail: {text: Faites bouillir, media: [{file: a.png, contains_text: Eau à éviter, alt: Eau}]}
  found: éviter
- check: {kind: overlap, terms: hashtags, with: campaign, expect: some}
  fail: {text: "Snow #Winter #Ice", campaign: wintertime}
- check: {kind: overlap, terms: hashtags, with: campaign, expect: some}
  pass: {text: "Snow #Winter #Ice", campaign: be ready for winter}
- check: {kind: overlap, terms: filter_terms, with: strategy.q3_mission, expect: none}
  applies_to: account
  unknown: {id: a, filter_terms: [vaccine]}
- check: {kind: overlap, terms: campaign, with: translations.text, expect: none, max_age: 365d}
  pass: {text: Snow, campaign: winter, translations: [b]}
  with: {posts: [{id: b, text: Winter, published_at: 2024-12-31}]}
- check: {kind: overlap, terms: campaign, with: translations.text, expect: none, max_age: 366d}
  fail: {text: Snow, campaign: winter, translations: [b]}
  with: {posts: [{id: b, text: Winter, published_at: 2024-12-31}]}
  found: winter
"""


class Overlap(Options):
    terms: Annotated[str, Tighter.NEITHER, Field(description="a list of terms, or a text")]
    with_: Annotated[
        Strings,
        Tighter.NEITHER,
        Field(alias="with", min_length=1, description="the texts in which they are looked for"),
    ]
    expect: Annotated[
        Literal["none", "some", "all"],
        Tighter.NEITHER,
        Field(description="how many of the terms must be found"),
    ]
    max_age: Annotated[
        Length | None, Tighter.NEITHER, Field(description="posts that are older do not count")
    ] = None


def plan(options: Overlap, bind: Binding) -> Plan:
    terms = bind.path(options.terms, "terms")
    item = terms.type.item if isinstance(terms.type, ListOf) else terms.type
    if not isinstance(item, Text | Free):
        bind.refuse(
            f"{options.terms} is no text",
            "terms",
            mistake=UNFIT_FIELD,
            advice="name a text or a list of texts",
        )
    sources = [
        text_source(bind, name, options.max_age, "with", number)
        for number, name in enumerate(options.with_)
    ]
    if options.max_age is not None and all(source.posts is None for source in sources):
        advice = "name the texts of posts, such as posts.text, or leave it out"
        bind.refuse("max_age has no posts to leave out", "max_age", advice=advice)

    def judge(case: Case) -> Judgement:
        found = _terms(case, terms)
        if isinstance(found, Missing):
            return undecided(found)
        if not found:
            return NOT_APPLICABLE
        return _judge(case, found, _looked(case, sources), options, terms)

    return Plan(judge)


def _terms(case: Case, path: Path) -> list[Part] | Missing:
    """The terms with their places: elements of a list, or the words of a text. Each once."""
    whole: list[Part] = []
    for spot in case.spots(path):
        if isinstance(spot.value, NotCarried):
            return spot.value.missing
        if spot.value is not ABSENT:
            place = spot.place
            whole.append(Part(path.dotted, str(spot.value), place.pointer, place.start or 0))
    if not isinstance(path.type, ListOf) and not path.many:
        whole = [
            Part(part.name, part.text[start:end], part.pointer, part.offset + start)
            for part in whole
            for start, end in words(part.text, prose_only=True)
        ]
    by_form = {phrase_form(part.text): part for part in reversed(whole)}
    return [part for part in whole if by_form.get(phrase_form(part.text)) is part]


class _Sighting(NamedTuple):
    """A term was found; `trail` leads to it where that is in another record."""

    trail: tuple[tuple[Place, str], ...]


class _Looked:
    """What came of looking for each term: found or not, or why that cannot be told."""

    def __init__(self, texts: Sequence[ComparedText], missing: Sequence[Missing]) -> None:
        self._texts = texts
        self._missing = missing

    def find(self, term: Part) -> _Sighting | list[Missing] | None:
        """The first place where it is found; None, or why it cannot be told, where it is not."""
        form = phrase_form(term.text)
        unsure = list(self._missing)
        for text in self._texts:
            place = next(phrase_places(text.folded, form), None)
            if place is not None:
                if text.unsure is None:
                    return _Sighting(text.trail_to(*place))
                unsure.append(text.unsure)
        return unsure or None


def _looked(case: Case, sources: Sequence[TextSource]) -> _Looked:
    texts: list[ComparedText] = []
    missing: list[Missing] = []
    for source in sources:
        for text in source.texts(case):
            if isinstance(text, Missing):
                missing.append(text)
            else:
                texts.append(text)
    return _Looked(texts, list(dict.fromkeys(missing)))


def _judge(
    case: Case, terms: Sequence[Part], looked: _Looked, options: Overlap, path: Path
) -> Judgement:
    found = [(term, looked.find(term)) for term in terms]
    gaps = [gap for _, result in found if isinstance(result, list) for gap in result]
    missing = list(dict.fromkeys(gaps))
    names = ", ".join(options.with_)
    if options.expect == "some":
        if any(isinstance(result, _Sighting) for _, result in found):
            return PASSED
        if missing:
            return undecided(*missing)
        listed = one_of([brief(term.text) for term in terms])
        says = f"{names} has none of the terms {listed}"
        return failed(Hit(place_of_list(case, path), _values(options, "", says)))
    wrong = options.expect == "none"
    says = "is in" if wrong else "is not in"
    hits = [
        Hit(
            term.place(0, len(term.text)),
            _values(options, term.text, f"“{brief(term.text)}” {says} {names}"),
            related=result.trail if result else (),
        )
        for term, result in found
        if not isinstance(result, list) and (result is not None) is wrong
    ]
    return decide(hits, missing)


def _values(options: Overlap, term: str, says: str) -> dict[str, str]:
    texts = ", ".join(options.with_)
    return {"term": brief(term), "expect": options.expect, "with": texts, "says": says}


KIND = Kind(
    name="overlap",
    options=Overlap,
    plan=plan,
    message="{says}",
    values=("term", "expect", "with", "says"),
)
