"""Fails when the value at a path does not meet a matcher.

`is` is a matcher: a value, a list (any of them), `{not: …}`, `{at_most: 3}`, `{before: {field:
…}}`, and for a path that leads to several values `{some: …}`, `{every: …}`, `{none: …}`, `{has:
…}`.

Absence meets `{filled: false}` and nothing else, `{not: …}` neither: to spare records that lack
the field, limit the rule with `when: {…: {filled: true}}`. `absent: unknown` calls an absent value
unknown instead of failed. A field that the source has no place for is unknown.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from policycheck.kinds.listed import is_list, place_of_list, trails
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
    Plan,
    Tighter,
    failed,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: field, path: mfa.enabled, is: true}
  applies_to: account
  pass: {id: a, mfa: {enabled: true}}
- check: {kind: field, path: mfa.enabled, is: true}
  applies_to: account
  fail: {id: a, mfa: {enabled: false}}
  found: "false"
- check: {kind: field, path: mfa.enabled, is: true}
  applies_to: account
  fail: {id: a, mfa: {method: totp}}
- check: {kind: field, path: mfa.enabled, is: true, absent: unknown}
  applies_to: account
  unknown: {id: a}
- check: {kind: field, path: mfa.method, is: {not: sms}}
  applies_to: account
  fail: {id: a, mfa: {method: sms}}
- check: {kind: field, path: mfa.method, is: {not: sms}}
  applies_to: account
  fail: {id: a}
- check: {kind: field, path: correction_note, is: {filled: false}}
  pass: {text: Rain}
- check: {kind: field, path: embargo_until, is: {before: {field: publish_at}}}
  fail: {text: Rain, embargo_until: "2026-03-01T09:00Z", publish_at: "2026-03-01T09:00Z"}
- check: {kind: field, path: embargo_until, is: {before: {field: publish_at}}}
  pass: {text: Rain, embargo_until: "2026-03-01T09:00Z", publish_at: "2026-03-01T09:01Z"}
- check: {kind: field, path: capture.includes, is: {has_all: [text, author]}}
  fail: {text: Rain, capture: {includes: [text, media]}}
- check: {kind: field, path: capture.includes, is: {has_all: [text, author]}}
  pass: {text: Rain, capture: {includes: [author, text, media]}}
"""


class FieldIs(Options):
    path: Annotated[str, Tighter.NEITHER, Field(description="the field that is asked")]
    is_: Annotated[Any, Tighter.NARROWER, Field(alias="is", description="what its value must meet")]
    absent: Annotated[
        Literal["fail", "unknown"],
        Tighter.NEITHER,
        Field(description="what becomes of a record without a value"),
    ] = "fail"


def plan(options: FieldIs, bind: Binding) -> Plan:
    path = bind.path(options.path, "path")
    matcher = bind.matcher(path.type, "is", many=path.many)

    def judge(case: Case) -> Judgement:
        value = case.value(path)
        if isinstance(value, NotCarried):
            return undecided(value.missing)
        missing: list[Missing] = []
        met = matcher(case, value, missing)
        if met:
            return PASSED
        if met is None:
            return undecided(*(missing or [Missing(path.dotted, "it cannot be compared")]))
        if value is ABSENT and options.absent == "unknown":
            return undecided(Missing(path.dotted, "it has no value"))
        return failed(_hit(case, path, value))

    return Plan(judge)


def _hit(case: Case, path: Path, value: Any) -> Hit:
    spots = case.spots(path)
    place = place_of_list(case, path) if is_list(path) else spots[0].place
    return Hit(place, {"path": path.dotted, "value": shown(value)}, related=trails(spots))


KIND = Kind(
    name="field",
    options=FieldIs,
    plan=plan,
    message="{path} is {value}, which the rule does not allow",
    values=("path", "value"),
)
