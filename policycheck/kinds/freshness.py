"""Fails when a date is older than `max_age`, or when there is none.

`path` is one path or a list of paths; the latest date counts, so that `path: [reviewed_at,
certified_at]` asks for either. Age is measured to now, or to `--as-of`. A date is the whole day:
with `max_age: 90d`, what was done on 1 March is fresh to the end of 30 May.

Fails where every path has a place in the source and none has a date. It is unknown where no date
is fresh and one of the paths cannot be told, or where a date lies in the future.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from policycheck.kinds.dates import date_path, gap, in_future
from policycheck.kinds.lengths_of_time import Length, age
from policycheck.kinds.shown import duration
from policycheck.model.moment import Moment
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
    Path,
    Plan,
    Spot,
    Strings,
    Tighter,
    failed,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: freshness, path: certified_at, max_age: 180d}
  applies_to: account
  as_of: 2026-06-30
  pass: {id: a, certified_at: 2026-01-01}
- check: {kind: freshness, path: certified_at, max_age: 180d}
  applies_to: account
  as_of: 2026-07-01
  fail: {id: a, certified_at: 2026-01-01}
  found: "2026-01-01"
- check: {kind: freshness, path: certified_at, max_age: 180d}
  applies_to: account
  fail: {id: a}
- check: {kind: freshness, path: certified_at, max_age: 180d}
  applies_to: account
  as_of: 2026-06-30
  unknown: {id: a, certified_at: 2026-07-01}
- check: {kind: freshness, path: [certified_at, reviewed_at], max_age: 24h}
  applies_to: account
  as_of: "2026-06-30T09:00Z"
  pass: {id: a, certified_at: 2024-01-01, reviewed_at: "2026-06-29T09:00Z"}
- check: {kind: freshness, path: [certified_at, reviewed_at], max_age: 24h}
  applies_to: account
  as_of: "2026-06-30T09:00Z"
  fail: {id: a, certified_at: 2024-01-01, reviewed_at: "2026-06-29T08:59Z"}
  found: "2026-06-29T08:59Z"
- check: {kind: freshness, path: reviewed_at, max_age: 90d}
  applies_to: account
  each: apps
  as_of: 2026-06-30
  fail: {id: a, apps: [{name: Planner, reviewed_at: 2026-06-01}, {name: Game}]}
"""


class Freshness(Options):
    path: Annotated[
        Strings,
        Tighter.SHORTER,
        Field(min_length=1, description="the date; of several paths the latest date counts"),
    ]
    max_age: Annotated[Length, Tighter.LOWER, Field(description="how old it may be, such as 180d")]


def plan(options: Freshness, bind: Binding) -> Plan:
    paths = [date_path(bind, name, "path", index) for index, name in enumerate(options.path)]
    names = " or ".join(options.path)

    def is_fresh(value: Any, now: Moment) -> bool:
        if not isinstance(value, Moment) or value.after(now):
            return False
        return not value.before(now.shifted(-options.max_age))

    def judge(case: Case) -> Judgement:
        for path in paths:
            if is_fresh(case.value(path), case.now):
                return PASSED  # most records: nothing needs a place
        found = [(path, spot) for path in paths for spot in case.spots(path)]
        past = [spot for _, spot in found if _is_past(spot, case.now)]
        if any(is_fresh(spot.value, case.now) for spot in past):
            return PASSED
        missing = _missing(found, case.now)
        if missing:
            return undecided(*missing)
        values = {"path": names, "max_age": duration(options.max_age)}
        if not past:
            says = f"{names} has no date"
            values |= {"date": "nothing", "age": "unknown", "due": "now", "says": says}
            return failed(Hit(found[0][1].place, values, related=found[0][1].trail))
        latest = max(past, key=lambda spot: spot.value.last)
        values |= _dated(latest, options, case.now, names)
        return failed(Hit(latest.place, values, related=latest.trail))

    return Plan(judge)


def _is_past(spot: Spot, now: Moment) -> bool:
    return isinstance(spot.value, Moment) and not spot.value.after(now)


def _missing(found: Sequence[tuple[Path, Spot]], now: Moment) -> list[Missing]:
    """What might be a fresher date: one that cannot be told, or one that cannot be right."""
    gaps: list[Missing | None] = []
    for path, spot in found:
        if isinstance(spot.value, Moment) and spot.value.after(now):
            gaps.append(in_future(path, spot.value))
        elif spot.value is not ABSENT:
            gaps.append(gap(path, spot))
    return list(dict.fromkeys(one for one in gaps if one is not None))


def _dated(latest: Spot, options: Freshness, now: Moment, names: str) -> dict[str, str]:
    old = age(latest.value, now)
    says = f"{names} is {old} old ({latest.value}), at most {duration(options.max_age)} is allowed"
    return {
        "date": str(latest.value),
        "age": old,
        "due": str(latest.value.shifted(options.max_age)),
        "says": says,
    }


KIND = Kind(
    name="freshness",
    options=Freshness,
    plan=plan,
    message="{says}",
    values=("path", "date", "age", "max_age", "due", "says"),
)
