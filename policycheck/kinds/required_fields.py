"""Fails when a field that must be filled is empty.

`fields` asks for each of them, `any_of` for at least one. Empty are: nothing at all, a text of
white space or invisible characters, a list without elements, a text that as a whole is one of
`placeholders` ("TBD", whatever the case). `false` and 0 are values. Where a path leads through a
list (`goals.text`), it is filled if one of the values there is.

A field that the source has a place for and that is absent fails; one that the source has no place
for is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from policycheck.kinds.shown import shown
from policycheck.model.shape import ABSENT
from policycheck.plan import (
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
    Path,
    Place,
    Plan,
    Spot,
    Strings,
    Tighter,
    Unset,
    decide,
)
from policycheck.text.fold import fold

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: required-fields, fields: [terms.accepted_at, terms.signed_by]}
  applies_to: account
  pass: {id: a, terms: {accepted_at: 2026-01-01, signed_by: ann}}
- check: {kind: required-fields, fields: [terms.accepted_at, terms.signed_by]}
  applies_to: account
  fail: {id: a, terms: {accepted_at: 2026-01-01}}
- check: {kind: required-fields, fields: [business_case], placeholders: [tbd, à compléter]}
  applies_to: account
  fail: {id: a, business_case: À COMPLÉTER}
  found: À COMPLÉTER
- check: {kind: required-fields, fields: [business_case], placeholders: [tbd, à compléter]}
  applies_to: account
  pass: {id: a, business_case: TBD items are listed in the annex}
- check: {kind: required-fields, fields: [agencies]}
  applies_to: account
  fail: {id: a, agencies: []}
- check: {kind: required-fields, any_of: [registry.id, registry.url]}
  applies_to: account
  pass: {id: a, registry: {url: "https://registry.example.gov/7"}}
- check: {kind: required-fields, any_of: [registry.id, registry.url]}
  applies_to: account
  fail: {id: a, registry: {name: national, url: " "}}
- check: {kind: required-fields, fields: [location_approved]}
  pass: {text: At the lake, location_approved: false}
"""


class RequiredFields(Options):
    fields: Annotated[Strings, Tighter.LONGER, Field(description="each of these is filled")] = ()
    any_of: Annotated[
        Strings,
        Tighter.SHORTER,
        Unset.ASKS_NOTHING,
        Field(description="at least one of these is filled"),
    ] = ()
    placeholders: Annotated[
        Strings, Tighter.LONGER, Field(description="texts that stand for nothing, such as TBD")
    ] = ()

    def refuse_contradictions(self) -> None:
        if bool(self.fields) == bool(self.any_of):
            raise ValueError("give fields (each of them) or any_of (one of them), and not both")


def plan(options: RequiredFields, bind: Binding) -> Plan:
    option, names = ("fields", options.fields) if options.fields else ("any_of", options.any_of)
    paths = [bind.path(name, option, index) for index, name in enumerate(names)]
    blanks = frozenset(_folded(text) for text in options.placeholders) | {""}

    def judge_each(case: Case) -> Judgement:
        hits = []
        missing: list[Missing] = []
        for path in paths:
            empty = _empty(case, path, blanks)
            if isinstance(empty, Missing):
                missing.append(empty)
            elif empty is not None:
                hits.append(_hit([path], empty))
        return decide(hits, missing)

    def judge_any(case: Case) -> Judgement:
        found = [_empty(case, path, blanks) for path in paths]
        if None in found:
            return PASSED
        missing = [one for one in found if isinstance(one, Missing)]
        if missing:
            return decide((), missing)
        first = next(one for one in found if isinstance(one, Spot))
        return decide([_hit(paths, Spot(first.value, case.here))])

    return Plan(judge_each if options.fields else judge_any)


def _empty(case: Case, path: Path, blanks: frozenset[str]) -> Spot | Missing | None:
    """None where the path is filled; else the empty value and its place, or what is missing."""
    if len(blanks) == 1 and case.has_word(path):  # no words stand for nothing
        return None
    if _is_filled(case.value(path), blanks):
        return None  # most records: nothing needs a place
    spots = case.spots(path)
    if any(_is_filled(spot.value, blanks) for spot in spots):
        return None
    for spot in spots:
        if isinstance(spot.value, NotCarried):
            return spot.value.missing
    return spots[0]


def _is_filled(value: Any, blanks: frozenset[str]) -> bool:
    if value is ABSENT or value is None or isinstance(value, NotCarried):
        return False
    if isinstance(value, str):
        return _folded(value) not in blanks
    if isinstance(value, dict):
        return any(_is_filled(item, blanks) for item in value.values())
    if isinstance(value, list):
        return any(_is_filled(item, blanks) for item in value)
    return True


def _folded(text: str) -> str:
    return fold(text).text.strip()


def _hit(paths: Sequence[Path], empty: Spot) -> Hit:
    names = " or ".join(path.dotted for path in paths)
    value = shown(empty.value).strip() if isinstance(empty.value, str) else ""
    return Hit(
        Place(empty.place.pointer, record=empty.place.record),
        {"field": names, "value": f"“{value}”" if value else "empty"},
        related=empty.trail,
    )


KIND = Kind(
    name="required-fields",
    options=RequiredFields,
    plan=plan,
    message="{field} must be filled",
    values=("field", "value"),
)
