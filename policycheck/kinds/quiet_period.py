"""Fails when a record falls into a period in which it should be quiet.

The periods are the windows of the calendars on record: elections, caretaker periods, emergencies,
mourning, incidents. `kinds` says which of them count. A post is judged at its own instant,
`published_at`, else `publish_at`, else now; an account now. A post that is only due on a day falls
into every period that touches that day. A window with a `scope` concerns the accounts that it
names, and no others.

`exempt` says what may appear nevertheless, in conditions as `when` takes them: `exempt: {category:
[emergency, guidance]}`.

Without calendars on record it is unknown, except for what is exempt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from policycheck.kinds.choices import check_choices
from policycheck.kinds.dates import OwnInstant
from policycheck.kinds.shown import shown
from policycheck.mistakes.rules import KIND_MISAPPLIED
from policycheck.model.calendar import WINDOW_KINDS
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
    Strings,
    Tighter,
    failed,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: quiet-period, kinds: [election, caretaker]}
  fail: {text: Come and see, publish_at: "2026-11-03T09:00Z"}
  with: {calendars: [{id: polls, windows: [{kind: election, from: 2026-11-01, to: 2026-11-03}]}]}
  found: 2026-11-03T09:00Z
- check: {kind: quiet-period, kinds: [election, caretaker]}
  pass: {text: Come and see, publish_at: "2026-11-04T00:00Z"}
  with: {calendars: [{id: polls, windows: [{kind: election, from: 2026-11-01, to: 2026-11-03}]}]}
- check: {kind: quiet-period, kinds: [election, caretaker]}
  pass: {text: Come and see, publish_at: "2026-11-03T09:00Z"}
  with: {calendars: [{id: storm, windows: [{kind: emergency, from: 2026-11-01, to: 2026-11-03}]}]}
- check: {kind: quiet-period, kinds: [election], exempt: {category: [emergency, guidance]}}
  pass: {text: Boil your water, category: emergency, publish_at: 2026-11-03}
  with: {calendars: [{id: polls, windows: [{kind: election, from: 2026-11-01, to: 2026-11-03}]}]}
- check: {kind: quiet-period, kinds: [election], exempt: {category: [emergency, guidance]}}
  fail: {text: Fête au parc, category: event, publish_at: 2026-11-03}
  with: {calendars: [{id: polls, windows: [{kind: election, from: 2026-11-01, to: 2026-11-03}]}]}
- check: {kind: quiet-period, kinds: [mourning]}
  fail: {text: Party, account: a, publish_at: 2026-11-03}
  with:
    accounts: [{id: a, organization: Parks}]
    calendars: [{id: flags, windows: [{kind: mourning, from: 2026-11-01, scope: [parks]}]}]
- check: {kind: quiet-period, kinds: [mourning]}
  pass: {text: Party, account: a, publish_at: 2026-11-03}
  with:
    accounts: [{id: a, organization: Roads, agencies: [], platform: x}]
    calendars: [{id: flags, windows: [{kind: mourning, from: 2026-11-01, scope: [parks]}]}]
- check: {kind: quiet-period, kinds: [election]}
  unknown: {text: Come and see, publish_at: "2026-11-03T09:00Z"}
"""


class QuietPeriod(Options):
    kinds: Annotated[
        Strings, Tighter.LONGER, Field(min_length=1, description="the sorts of period that count")
    ]
    exempt: Annotated[
        dict[str, Any] | None,
        Tighter.NEITHER,
        Field(description="conditions under which a record may appear nevertheless"),
    ] = None


class _Window:
    """The paths of the windows of a record, and those within one of them."""

    def __init__(self, bind: Binding, kinds: Sequence[str]) -> None:
        prefix = f"{bind.applies_to[0]}." if bind.each else ""
        self.kinds = kinds
        self.windows: Path = bind.path(f"{prefix}windows", "kinds")
        self.kind = bind.within(self.windows, "kind")
        self.begins = bind.within(self.windows, "from")
        self.ends = bind.within(self.windows, "to")

    def open(self, case: Case, missing: list[Missing]) -> list[Case]:
        """The windows of the sorts asked for in which a case falls."""
        elements = case.elements(self.windows)
        if isinstance(elements, Missing):
            missing.append(elements)
            return []
        found = []
        for one in elements:
            kind = one.value(self.kind)
            if isinstance(kind, NotCarried):
                missing.append(kind.missing)
            elif kind in self.kinds:
                found.append(one)
        return found


def plan(options: QuietPeriod, bind: Binding) -> Plan:
    if not set(bind.applies_to) <= {"post", "account"}:
        advice = "write applies_to: post, or account"
        bind.refuse(
            "only posts and accounts fall into periods",
            "kinds",
            mistake=KIND_MISAPPLIED,
            advice=advice,
        )
    check_choices(bind, "kinds", options.kinds, WINDOW_KINDS)
    window = _Window(bind, options.kinds)
    exempt = bind.condition("exempt") if options.exempt is not None else None
    own = OwnInstant.of_posts(bind) if bind.applies_to == ("post",) and not bind.each else None

    def judge(case: Case) -> Judgement:
        missing: list[Missing] = []
        found = window.open(case, missing)
        if not found and not missing:
            return PASSED
        spared = exempt(case, missing) if exempt else False
        if spared:
            return PASSED
        if spared is None or not found:
            return undecided(*dict.fromkeys(missing))
        return failed(_hit(case, window, found, own))

    return Plan(judge)


def _hit(case: Case, window: _Window, found: Sequence[Case], own: OwnInstant | None) -> Hit:
    first = found[0]
    values = {
        "window": shown(first.value(window.kind)),
        "from": shown(first.value(window.begins)),
        "to": _end(first.value(window.ends)),
        "at": str(case.at),
        "found": len(found),
    }
    spot = own.spot(case) if own else None
    place: Place = spot.place if spot and spot.value is not ABSENT else case.here
    trails = tuple(dict.fromkeys(step for one in found for step in one.trail))
    return Hit(place, values, related=trails)


def _end(value: Any) -> str:
    return "an open end" if value is ABSENT else shown(value)


KIND = Kind(
    name="quiet-period",
    options=QuietPeriod,
    plan=plan,
    message="{at} falls into the {window} period from {from} to {to}",
    values=("window", "from", "to", "at", "found"),
)
