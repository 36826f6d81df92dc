"""Fails when a post has no counterpart in another language, a late one, or one that says otherwise.

`languages` are those in which each post must exist, by its `lang`; `fr` covers `fr-CA`. Posts
belong together where one names the other in `translations`, in either direction and through a third
one. A post in none of the languages is not applicable. Each post answers for itself, so that a
difference is shown on both sides.

`within` is how far apart the two may go out (`published_at`, else `publish_at`); of several
counterparts in a language the nearest counts. `agree` compares what they say:

- `dates`: 5 May 2026, le 5 mai 2026, 2026-05-05, 05/05/2026, in English, French, Spanish, German;
- `numbers`: in digits, whatever their separators (1,200.5 and 1 200,5); times by the 24-hour clock;
- `links`: by address, without tracking parameters and marks of language (`/en/`, `?lang=fr`);
- `names`: those listed in `names`, where the other text is in the same script; and capitalised
  words that differ from one of the other text only by two letters swapped or a letter doubled.
  Other names are not compared, for names are translated.

It is unknown where the language of a post, its time or the other post cannot be had. A post that
only the other one names is known where the rule judges both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from policycheck.kinds.agreement.addresses import Addresses
from policycheck.kinds.agreement.sayings import ASPECTS, Sense
from policycheck.kinds.choices import check_choices
from policycheck.kinds.counterpart_hits import no_counterpart, saying, timing
from policycheck.kinds.lengths_of_time import Length
from policycheck.kinds.versions import Family, Told, Version, VersionReader, families, speaks
from policycheck.mistakes.rules import KIND_MISAPPLIED
from policycheck.plan import (
    NOT_APPLICABLE,
    Binding,
    Case,
    Fact,
    Field,
    Hit,
    Judgement,
    Kind,
    Missing,
    Options,
    Place,
    Plan,
    Strings,
    Tighter,
    decide,
    undecided,
)
from policycheck.plan.account_urls import HostAliases

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: counterpart, languages: [en, fr]}
  fail: {text: Roads are closed, lang: en}
- check: {kind: counterpart, languages: [en, fr]}
  pass: {text: Roads are closed, lang: en-CA, translations: [routes]}
  with: {posts: [{id: routes, text: Les routes sont fermées, lang: fr}]}
- check: {kind: counterpart, languages: [en, fr]}
  fail: {text: Roads are closed, lang: en, translations: [calles]}
  with: {posts: [{id: calles, text: Las calles están cerradas, lang: es}]}
- check: {kind: counterpart, languages: [en, fr]}
  not_applicable: {text: Las calles están cerradas, lang: es}
- check: {kind: counterpart, languages: [en, fr]}
  unknown: {text: Roads are closed, lang: en, translations: [routes]}
- check: {kind: counterpart, languages: [en, fr], within: 10m}
  pass: {text: Closed, lang: en, publish_at: "2025-06-01T10:00Z", translations: [b]}
  with: {posts: [{id: b, text: Fermé, lang: fr, publish_at: "2025-06-01T10:10Z"}]}
- check: {kind: counterpart, languages: [en, fr], within: 10m}
  fail: {text: Closed, lang: en, publish_at: "2025-06-01T10:00Z", translations: [b]}
  with: {posts: [{id: b, text: Fermé, lang: fr, publish_at: "2025-06-01T10:11Z"}]}
- check: {kind: counterpart, languages: [en, fr], within: 10m}
  unknown: {text: Closed, lang: en, publish_at: 2025-06-01, translations: [b]}
  with: {posts: [{id: b, text: Fermé, lang: fr, publish_at: 2025-06-01}]}
- check: {kind: counterpart, languages: [en, fr], agree: [dates, numbers]}
  fail: {text: "Closed until 5 May, 1,200 homes", lang: en, translations: [b]}
  with: {posts: [{id: b, text: "Fermé jusqu'au 6 mai, 1 200 foyers", lang: fr}]}
  found: 5 May
- check: {kind: counterpart, languages: [en, fr], agree: [dates, numbers]}
  pass: {text: "Closed until May 5, 1,200.5 km", lang: en, translations: [b]}
  with: {posts: [{id: b, text: "Fermé jusqu'au 5 mai, 1 200,5 km", lang: fr}]}
- check: {kind: counterpart, languages: [en, fr], agree: [links, names]}
  fail:
    text: "Ask Minister Tremblay at https://canada.ca/en/roads"
    lang: en
    translations: [b]
  with:
    posts:
      - id: b
        text: "Écrivez au ministre Trembaly, https://canada.ca/fr/routes"
        lang: fr
  found: Tremblay
"""


class Counterpart(Options):
    languages: Annotated[
        Strings,
        Tighter.LONGER,
        Field(min_length=2, description="those in which each post must exist, such as [en, fr]"),
    ]
    within: Annotated[
        Length | None, Tighter.LOWER, Field(description="how far apart they may go out")
    ] = None
    agree: Annotated[
        Strings,
        Tighter.LONGER,
        Field(
            description="what they must both say",
            json_schema_extra={"items": {"enum": list(ASPECTS)}},
        ),
    ] = ()
    names: Annotated[
        Strings, Tighter.LONGER, Field(description="names that are the same in every language")
    ] = ()

    def refuse_contradictions(self) -> None:
        if self.names and "names" not in self.agree:
            raise ValueError("names are given and not compared: add names to agree")


def plan(options: Counterpart, bind: Binding) -> Plan:
    if bind.each or bind.applies_to != ("post",):
        bind.refuse(
            "counterpart looks at posts",
            mistake=KIND_MISAPPLIED,
            advice="write applies_to: post, without each",
        )
    check_choices(bind, "agree", options.agree, ASPECTS)
    sense = None
    if options.agree:
        addresses = Addresses(HostAliases.of(bind.profiles), options.languages)
        sense = Sense(tuple(dict.fromkeys(options.agree)), options.names, addresses)
    reader = VersionReader(bind, sense)

    def gather(case: Case) -> Fact | Judgement:
        return Fact(Place(("text",)), reader.told(case))

    return Plan(gather=gather, conclude=lambda facts: _conclude(facts, options))


def _conclude(facts: Sequence[Fact], options: Counterpart) -> list[Judgement]:
    told: list[Told] = [fact.data for fact in facts]
    open_ones = [one for one in told if one.untold]
    return [
        _judge(one, family, open_ones, options)
        for one, family in zip(told, families(told), strict=True)
    ]


def _judge(one: Told, family: Family, open_ones: Sequence[Told], options: Counterpart) -> Judgement:
    own = one.version
    if isinstance(own.lang, Missing):
        return undecided(own.lang)
    if not any(speaks(own, language) for language in options.languages):
        return NOT_APPLICABLE
    hits: list[Hit] = []
    missing: list[Missing] = []
    for language in options.languages:
        if speaks(own, language):
            continue
        others = family.others(own.id, language)
        if not others:
            gaps = _possible(own, family, open_ones, language)
            missing += gaps
            hits += [] if gaps else [no_counterpart(own, language)]
            continue
        found: list[Hit | Missing] = []
        if options.within is not None:
            found += timing(own, others, family, options.within)
        if options.agree:
            found += saying(own, others, family)
        hits += [one for one in found if isinstance(one, Hit)]
        missing += [one for one in found if isinstance(one, Missing)]
    return decide(hits, list(dict.fromkeys(missing)))


def _possible(
    own: Version, family: Family, open_ones: Sequence[Told], language: str
) -> list[Missing]:
    """Why there may be a counterpart all the same: languages or relations that are untold."""
    others = [one for name, one in family.members.items() if name != own.id]
    gaps = [*family.untold, *(one.lang for one in others if isinstance(one.lang, Missing))]
    gaps += [
        one.untold
        for one in open_ones
        if one.untold and (isinstance(one.version.lang, Missing) or speaks(one.version, language))
    ]
    return list(dict.fromkeys(gaps))


KIND = Kind(
    name="counterpart",
    options=Counterpart,
    plan=plan,
    message="{says}",
    values=("lang", "language", "other", "says"),
)
