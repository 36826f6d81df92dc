"""Fails when an expression in the Common Expression Language is not true.

For what no other kind reaches. `expr` is asked over the record: its fields by their names, those of
the records that it refers to (`account.class`, `author.departed_at`), lists of records
(`account.assignments`), the parameters of the policy (`params.max_days`; `_` stands for a hyphen),
and `now`. A name that no schema has, and values of two sorts that do not compare, are found when
the policy is loaded.

- A field without a value is null, and a list without elements is empty. `filled(x)` asks for more
  than null, white space and an empty list; a reference compares as the id that it holds.
- Elements of lists are asked with `exists`, `all`, `exists_one`, `filter` and `map`:
  `account.assignments.exists(a, a.role == 'admin' && a.person.departed_at < now)`.
- Dates are timestamps: `publish_at - created_at > duration('24h')`. A date without a time may be
  any instant of that day: where the first and the last give different answers, it is unknown.

It is unknown, never passed, where a field that the expression names is not carried by the source
(before anything is asked), where it compares what has no value, and where it runs into an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from policycheck.kinds.expressions.expression import Answer, Expression, compile_expression
from policycheck.kinds.expressions.reads import Read
from policycheck.kinds.listed import place_of_list, trails
from policycheck.kinds.shown import brief, shown
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
    Options,
    Place,
    Plan,
    Tighter,
    failed,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: cel, expr: "embargo_until == null || publish_at > embargo_until"}
  fail: {text: Rain, embargo_until: "2026-03-01T09:00Z", publish_at: "2026-03-01T09:00Z"}
- check: {kind: cel, expr: "embargo_until == null || publish_at > embargo_until"}
  pass: {text: Rain, embargo_until: "2026-03-01T09:00Z", publish_at: "2026-03-01T09:00:01Z"}
- check: {kind: cel, expr: "embargo_until == null || publish_at > embargo_until"}
  pass: {text: Rain}
- check: {kind: cel, expr: "embargo_until == null || publish_at > embargo_until"}
  unknown: {text: Rain, embargo_until: "2026-03-01T09:00Z"}
- check: {kind: cel, expr: "publish_at - created_at >= duration('24h')"}
  unknown: {text: Rain, created_at: 2026-03-01, publish_at: "2026-03-02T12:00Z"}
- check: {kind: cel, expr: "media.all(m, m.decorative || filled(m.alt))"}
  fail: {text: Pluie, media: [{file: a.png, alt: La Seine en crue}, {file: b.png, alt: " "}]}
- check: {kind: cel, expr: "media.all(m, m.decorative || filled(m.alt))"}
  pass: {text: Pluie, media: [{file: a.png, alt: La Seine}, {file: b.png, decorative: true}]}
- check: {kind: cel, expr: "account.class == 'agency' && author != 'j.ortiz'"}
  fail: {text: Rain, account: a, author: j.ortiz}
  with: {accounts: [{id: a, class: agency}]}
- check: {kind: cel, expr: "account.class == 'agency' && author != 'j.ortiz'"}
  pass: {text: Rain, account: a, author: j.ortis}
  with: {accounts: [{id: a, class: agency}]}
- check: {kind: cel, expr: "account.class == 'agency'"}
  unknown: {text: Rain, account: a}
- check: {kind: cel, expr: "hashtags.size() <= params.most"}
  params: {most: 2}
  fail: {text: "#a #b #c"}
- check: {kind: cel, expr: "hashtags.size() <= params.most_tags"}
  params: {most-tags: 2}
  pass: {text: "#a #b"}
"""

_MOST_PLACES = 8
_MOST_ROWS = 3


class Cel(Options):
    expr: Annotated[
        str, Tighter.NEITHER, Field(min_length=1, description="the expression that must be true")
    ]


def plan(options: Cel, bind: Binding) -> Plan:
    expression = compile_expression(options.expr, bind, "expr")

    def judge(case: Case) -> Judgement:
        answer = expression.answer(case)
        if answer.holds is None:
            return undecided(*answer.missing)
        return PASSED if answer.holds else failed(_hit(case, expression, answer))

    return Plan(judge)


def _hit(case: Case, expression: Expression, answer: Answer) -> Hit:
    used = {read.path.dotted: _shown(read, answer.values[read.name]) for read in expression.reads}
    values = {
        "expr": brief(expression.text),
        "used": ", ".join(f"{name} is {value}" for name, value in used.items()) or "nothing",
    }
    places = _places(case, expression, used)
    here = place_of_list(case, expression.reads[0].path) if len(used) == 1 else case.here
    here = case.here if here.record is not None else here
    return Hit(here, values, related=tuple(one for one in places if one[0] != here))


def _shown(read: Read, value: Any) -> str:
    """A value, or of the elements that were looked at what was read of each."""
    if read.within is None:
        return shown(value)
    rows = [
        ", ".join(f"{one.path.dotted}: {_shown(one, row[one.name])}" for one in read.within.all)
        for row in value[:_MOST_ROWS]
    ]
    more = len(value) - len(rows)
    listed = "; ".join(f"({row})" if row else "(…)" for row in rows) or "nothing"
    return f"{listed} and {more} more" if more else listed


def _places(case: Case, expression: Expression, used: Mapping[str, str]) -> list[tuple[Place, str]]:
    """Where the values stand that were used, and the records by which they were reached."""
    found: list[tuple[Place, str]] = []
    for read in expression.reads:
        spots = [spot for spot in case.spots(read.path) if spot.value is not ABSENT]
        if spots and not spots[0].trail:
            name = read.path.dotted
            found.append((spots[0].place, f"{name} is {used[name]}"))
        found += _trails(case, read)
    return list(dict.fromkeys(found))[:_MOST_PLACES]


def _trails(case: Case, read: Read) -> list[tuple[Place, str]]:
    """The records on the way to the values, and to those of elements that were looked at."""
    found = list(trails([spot for spot in case.spots(read.path) if spot.value is not ABSENT]))
    elements = case.elements(read.path) if read.within else ()
    if read.within is None or isinstance(elements, Missing):
        return found
    return found + [
        step
        for one in elements[:_MOST_ROWS]
        for inner in read.within.all
        for step in _trails(one, inner)
    ]


KIND = Kind(
    name="cel",
    options=Cel,
    plan=plan,
    message="“{expr}” is not true: {used}",
    values=("expr", "used"),
)
