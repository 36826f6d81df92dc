"""Fails when the text uses a word or phrase for which the policy names a better one.

`swap` says what to write instead: `utilize: use`, or a list where it depends (`terminate: [end,
stop]`). Whole words match, whatever the case; of phrases that overlap the longest wins.
Inflections are not guessed: "utilizes" is an entry of its own.

The finding brings a fix, a safe one where there is exactly one replacement. It keeps the case of
what it replaces (Utilize → Use, UTILIZE → USE), unless the replacement has capitals of its own.
Nothing is found inside a longer phrase that the policy itself prefers (`covid: COVID-19` in
"COVID-19"), nor inside links, addresses and mentions, which are names. In a hashtag it is found,
and the fix is not safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from policycheck.kinds.shown import one_of
from policycheck.plan import (
    After,
    Binding,
    Case,
    Field,
    Found,
    Hit,
    Judgement,
    Kind,
    Options,
    Plan,
    Replacement,
    Strings,
    Tighter,
    decide,
    signs_in,
)
from policycheck.text.emails import emails
from policycheck.text.fold import fold
from policycheck.text.links import links
from policycheck.text.tags import hashtags, mentions

__all__ = ["EXAMPLES", "KIND", "in_case_of"]

EXAMPLES = """
- check: {kind: preferred-text, swap: {utilize: use}}
  fail: {text: "Utilize the north entrance."}
  found: Utilize
- check: {kind: preferred-text, swap: {utilize: use}}
  pass: {text: "He utilizes the north entrance."}
- check: {kind: preferred-text, swap: {in order to: [to], in order: [tidy]}}
  fail: {text: "Call us in order to book."}
  found: in order to
- check: {kind: preferred-text, swap: {covid: COVID-19}}
  fail: {text: "Covid tests are free."}
  found: Covid
- check: {kind: preferred-text, swap: {covid: COVID-19}}
  pass: {text: "COVID-19 tests are free."}
- check: {kind: preferred-text, swap: {facebook: Facebook}}
  pass: {text: "Follow us on Facebook or at facebook.com/epa."}
- check: {kind: preferred-text, swap: {email: courriel}}
  fail: {text: "Écrivez-nous par EMAIL."}
  found: EMAIL
- check: {kind: preferred-text, swap: {handicapped: [disabled, with a disability]}, in: [alt]}
  fail: {text: Parking, media: [{file: lot.jpg, alt: Sign for handicapped drivers}]}
  found: handicapped
"""

Swap = dict[str, Strings]


def _usable(swap: Swap) -> Swap:
    """Each phrase once, each with something to say instead."""
    seen: dict[str, str] = {}
    for phrase, better in swap.items():
        key = fold(phrase).text.strip()
        if not key:
            raise ValueError(f"{phrase!r} has no characters that could be found")
        if key in seen:
            raise ValueError(f"{phrase!r} and {seen[key]!r} are found in the same places: keep one")
        if not better or not all(one.strip() for one in better):
            raise ValueError(f"say what to write instead of {phrase!r}")
        seen[key] = phrase
    return swap


class PreferredText(Options):
    swap: Annotated[
        Swap,
        After(_usable),
        Tighter.LONGER,
        Field(
            min_length=1, description="a phrase, and what to write instead: one phrase or several"
        ),
    ]
    in_: Annotated[
        Strings,
        Tighter.LONGER,
        Field(alias="in", min_length=1, description="the parts that are read"),
    ] = ("text",)


def plan(options: PreferredText, bind: Binding) -> Plan:
    selectors = bind.selectors(options.in_, "in")
    wanted = bind.search(phrases=tuple(options.swap))
    better = bind.search(
        phrases=tuple({one: None for many in options.swap.values() for one in many})
    )

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        found = case.found(wanted, reading.parts)
        if not found:
            return decide((), reading.missing)
        said = case.found(better, reading.parts)
        hits = [_hit(one, options.swap[one.term]) for one in found if not _is_said(one, said)]
        return decide([hit for hit in hits if hit is not None], reading.missing)

    return Plan(judge, searches=(wanted, better), signs=signs_in(selectors))


def _is_said(found: Found, said: Sequence[Found]) -> bool:
    """Whether the hit is only a part of something longer that is preferred."""
    return any(
        other.part == found.part
        and other.start <= found.start
        and found.end <= other.end
        and other.end - other.start > found.end - found.start
        for other in said
    )


def _hit(found: Found, better: Sequence[str]) -> Hit | None:
    text = found.part.text
    choices = [in_case_of(found.text, one) for one in better]
    if found.text in choices or _inside(found, _names(text)):
        return None
    safe = len(choices) == 1 and not _inside(found, hashtags(text))
    values = {"match": found.text, "replacement": one_of(choices), "part": found.part.name}
    return Hit(found.place, values, replacement=Replacement(choices[0], safe=safe))


def _names(text: str) -> list[tuple[int, int]]:
    return [*((link.start, link.end) for link in links(text)), *emails(text), *mentions(text)]


def _inside(found: Found, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= found.start and found.end <= end for start, end in spans)


def in_case_of(match: str, replacement: str) -> str:
    """The replacement in the case of the match: all capitals, a first capital, or as it is."""
    if replacement != replacement.lower():
        return replacement
    letters = [character for character in match if character.isalpha()]
    if len(letters) > 1 and match == match.upper() and match != match.lower():
        return replacement.upper()
    if letters and letters[0].isupper():
        return replacement[:1].upper() + replacement[1:]
    return replacement


KIND = Kind(
    name="preferred-text",
    options=PreferredText,
    plan=plan,
    message="write {replacement} instead of “{match}”",
    values=("match", "replacement", "part"),
    reads_text=True,
)
