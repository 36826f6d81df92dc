"""Fails when something was not done in time: `done` comes later than `within` after `starts`.

What has no start is not applicable. What is not done yet passes while the time is running, and
fails once it is over; time is measured to now, or to `--as-of`, and by the clock: `1d` is 24 hours.
A date is the whole day, so that what starts on 1 March and may take `24h` can be done until the end
of 2 March, and what is done on the day that it is due is done in time.

`within` is a length of time, or `{field: PATH}` for one that stands in the record or across its
references, such as `account.sla.correction`. Where that is empty no time was declared, which is
unknown. So is what was done before it started or will be done in the future: such dates cannot be
right.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, TypeAlias

from msgspec import Struct

from policycheck.kinds.dates import date_path, gap, in_future
from policycheck.kinds.lengths_of_time import FromField, LengthOrField, elapsed
from policycheck.kinds.listed import is_list
from policycheck.kinds.shown import duration, shown
from policycheck.mistakes.rules import UNFIT_FIELD
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT, Duration, Free
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
    Path,
    Plan,
    Spot,
    Tighter,
    failed,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: deadline, starts: error_flagged_at, done: corrected_at, within: 15m}
  pass: {text: Rain, error_flagged_at: "2025-06-01T08:09Z", corrected_at: "2025-06-01T08:24Z"}
- check: {kind: deadline, starts: error_flagged_at, done: corrected_at, within: 15m}
  fail: {text: Rain, error_flagged_at: "2025-06-01T08:09Z", corrected_at: "2025-06-01T08:46Z"}
  found: 2025-06-01T08:46Z
- check: {kind: deadline, starts: published_at, done: capture.at, within: 24h}
  as_of: "2025-06-02T09:00Z"
  pass: {text: Rain, published_at: "2025-06-01T09:00Z"}
- check: {kind: deadline, starts: published_at, done: capture.at, within: 24h}
  as_of: "2025-06-02T09:01Z"
  fail: {text: Rain, published_at: "2025-06-01T09:00Z"}
- check: {kind: deadline, starts: published_at, done: capture.at, within: 24h}
  pass: {text: Rain, published_at: 2025-06-01, capture: {at: "2025-06-02T23:30Z"}}
- check: {kind: deadline, starts: published_at, done: capture.at, within: 24h}
  not_applicable: {text: Rain}
- check: {kind: deadline, starts: published_at, done: capture.at, within: 24h}
  unknown: {text: Rain, published_at: "2025-06-01T09:00Z", capture: {at: "2025-06-01T08:00Z"}}
- check:
    kind: deadline
    starts: error_flagged_at
    done: corrected_at
    within: {field: account.sla.correction}
  with: {accounts: [{id: a, sla: {correction: 15m}}]}
  fail: {text: Rain, account: a, error_flagged_at: "2025-06-01T08:09Z"}
- check:
    kind: deadline
    starts: error_flagged_at
    done: corrected_at
    within: {field: account.sla.correction}
  with: {accounts: [{id: a, sla: {reply: 15m}}]}
  unknown: {text: Rain, account: a, error_flagged_at: "2025-06-01T08:09Z"}
"""

#: How long it may take; why that cannot be told.
_Limit: TypeAlias = Callable[[Case], timedelta | Missing]


class Deadline(Options):
    starts: Annotated[str, Tighter.NEITHER, Field(description="the date from which time runs")]
    done: Annotated[str, Tighter.NEITHER, Field(description="the date on which it was done")]
    within: Annotated[
        LengthOrField, Tighter.LOWER, Field(description="how long it may take, such as 15m")
    ]


class _Times(Struct, frozen=True):
    """When the time began, how long it is, and when it is over."""

    start: Spot
    length: timedelta

    @property
    def due(self) -> Moment:
        begun: Moment = self.start.value
        return begun.shifted(self.length)


def plan(options: Deadline, bind: Binding) -> Plan:
    starts = date_path(bind, options.starts, "starts", one=True)
    done = date_path(bind, options.done, "done", one=True)
    limit = _limit(options.within, bind)

    def judge(case: Case) -> Judgement:
        if case.value(starts) is ABSENT:
            return NOT_APPLICABLE
        start, end = case.spots(starts)[0], case.spots(done)[0]
        length = limit(case)
        missing = [gap(starts, start), gap(done, end)]
        missing += [length] if isinstance(length, Missing) else []
        gaps = [one for one in missing if one is not None]
        if gaps or isinstance(length, Missing):
            return undecided(*gaps)
        times = _Times(start, length)
        if end.value is ABSENT:
            return _open(options, times, end, case.now)
        return _done(options, times, end, case.now, done)

    return Plan(judge)


def _limit(within: timedelta | FromField, bind: Binding) -> _Limit:
    if isinstance(within, timedelta):
        return lambda _case: within
    path = bind.path(within.field, "within", "field")
    if is_list(path) or not isinstance(path.type, Duration | Free):
        bind.refuse(
            f"{within.field} is no length of time",
            "within",
            "field",
            mistake=UNFIT_FIELD,
            advice="name a field that holds one, such as account.sla.reply",
        )

    def limit(case: Case) -> timedelta | Missing:
        value = case.value(path)
        if isinstance(value, timedelta):
            return value
        if isinstance(value, NotCarried):
            return value.missing
        why = "no time is declared" if value is ABSENT else f"{value!r} is no length of time"
        return Missing(path.dotted, why)

    return limit


def _open(options: Deadline, times: _Times, end: Spot, now: Moment) -> Judgement:
    if not now.after(times.due):
        return PASSED
    late = elapsed(now.first - times.due.last)
    says = f"{options.done} is missing, {late} after it was due ({times.due})"
    return _failed(options, times, end, says, late)


def _done(options: Deadline, times: _Times, end: Spot, now: Moment, path: Path) -> Judgement:
    when: Moment = end.value
    if when.after(now):
        return undecided(in_future(path, when))
    if when.before(times.start.value):
        return undecided(Missing(path.dotted, f"{when} is before it started, {times.start.value}"))
    if not when.after(times.due):
        return PASSED
    late = elapsed(when.first - times.due.last)
    says = f"{options.done} ({when}) is {late} after it was due ({times.due})"
    return _failed(options, times, end, says, late)


def _failed(options: Deadline, times: _Times, end: Spot, says: str, late: str) -> Judgement:
    values = {
        "starts": str(times.start.value),
        "done": shown(end.value),
        "within": duration(times.length),
        "due": str(times.due),
        "late": late,
        "says": f"{says}: {duration(times.length)} after {options.starts}",
    }
    start = times.start.trail or ((times.start.place, "the time runs from here"),)
    related = (*start, *end.trail)
    return failed(Hit(end.place, values, label=f"{late} late", related=related))


KIND = Kind(
    name="deadline",
    options=Deadline,
    plan=plan,
    message="{says}",
    values=("starts", "done", "within", "due", "late", "says"),
)
