"""Fails when a role on an account is held by too few people.

Each of `roles` is asked for by itself, and each that is not filled is a finding. Somebody holds a
role while the assignment is active: given, not taken back, not ended, and the person has not left.
Two assignments of one person count once. The findings show who held the role and no longer does.

For a post it is the account of the post that is asked, at the post's own instant. It is unknown
where the project names no assignments, and where too much depends on people of whom it cannot be
told whether they have left.
"""

from __future__ import annotations

import math
from typing import Annotated

from msgspec import Struct, field

from policycheck.kinds.choices import check_choices
from policycheck.mistakes.rules import KIND_MISAPPLIED
from policycheck.model.assignment import ROLES
from policycheck.model.moment import Moment
from policycheck.plan import (
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
    Whole,
    decide,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: roles-filled, roles: [owner, admin]}
  applies_to: account
  fail: {id: a}
  with: {people: [{id: ann}], assignments: [{account: a, person: ann, role: owner}]}
- check: {kind: roles-filled, roles: [owner, admin]}
  applies_to: account
  pass: {id: a}
  with:
    people: [{id: ann}]
    assignments:
      - {id: one, account: a, person: ann, role: owner}
      - {id: two, account: a, person: ann, role: admin}
- check: {kind: roles-filled, roles: [admin], at_least: 2}
  applies_to: account
  fail: {id: a}
  with:
    people: [{id: ann}, {id: bob, departed_at: 2025-06-30}]
    assignments:
      - {id: one, account: a, person: ann, role: admin}
      - {id: two, account: a, person: bob, role: admin}
- check: {kind: roles-filled, roles: [admin], at_least: 2}
  applies_to: account
  pass: {id: a}
  with:
    people: [{id: ann}, {id: bob, departed_at: 2027-06-30}]
    assignments:
      - {id: one, account: a, person: ann, role: admin}
      - {id: two, account: a, person: bob, role: admin}
- check: {kind: roles-filled, roles: [admin], at_least: 2}
  applies_to: account
  fail: {id: a}
  with:
    people: [{id: ann}]
    assignments:
      - {id: one, account: a, person: ann, role: admin}
      - {id: two, account: a, person: ann, role: admin, granted_at: 2025-01-01}
- check: {kind: roles-filled, roles: [admin]}
  applies_to: account
  unknown: {id: a}
  with: {assignments: [{account: a, person: ann, role: admin}]}
- check: {kind: roles-filled, roles: [admin]}
  applies_to: account
  unknown: {id: a}
"""

_MOST_TRAILS = 10


class RolesFilled(Options):
    roles: Annotated[
        Strings, Tighter.LONGER, Field(min_length=1, description="each of these roles is held")
    ]
    at_least: Annotated[
        Whole, Tighter.HIGHER, Field(ge=1, description="by so many people, at least")
    ] = 1


class _Holders(Struct):
    """Who holds a role, who may hold it, how many at most, and the records that say so."""

    sure: set[str] = field(default_factory=set)
    possible: set[str] = field(default_factory=set)
    missing: list[Missing] = field(default_factory=list)
    trails: list[tuple[Place, str]] = field(default_factory=list)
    most: float = 0


class _Assignments(Struct, frozen=True):
    """The paths of an account's assignments, and those within one of them."""

    all: Path
    person: Path
    role: Path
    active: Path
    departed: Path

    @classmethod
    def of(cls, bind: Binding) -> _Assignments:
        found = bind.path("account.assignments", "roles")
        names = ("person", "role", "active", "person.departed_at")
        return cls(found, *(bind.within(found, name, "roles") for name in names))

    def holders(self, case: Case, role: str) -> _Holders:
        found = _Holders()
        elements = case.elements(self.all)
        if isinstance(elements, Missing):
            return _Holders(missing=[elements], most=math.inf)
        for one in elements:
            self._take(one, role, found)
        found.most = len(found.sure | found.possible)
        return found

    def _take(self, one: Case, role: str, found: _Holders) -> None:
        named, person = one.value(self.role), one.value(self.person)
        gaps = [value.missing for value in (named, person) if isinstance(value, NotCarried)]
        if not gaps and (named != role or not isinstance(person, str)):
            return
        active = one.value(self.active)
        who = person if isinstance(person, str) else f"somebody else ({len(found.possible)})"
        left = one.spots(self.departed)[0]
        found.trails += left.trail if isinstance(left.value, Moment) else one.trail
        if isinstance(active, NotCarried):
            gaps.append(active.missing)
        if active is False:
            return
        if gaps:
            found.possible.add(who)
            found.missing += gaps
        else:
            found.sure.add(who)


def plan(options: RolesFilled, bind: Binding) -> Plan:
    if bind.each or not set(bind.applies_to) <= {"account", "post"}:
        advice = "write applies_to: account, without each"
        bind.refuse(
            "roles are those of an account", "roles", mistake=KIND_MISAPPLIED, advice=advice
        )
    check_choices(bind, "roles", options.roles, ROLES)
    assignments = _Assignments.of(bind)

    def judge(case: Case) -> Judgement:
        hits: list[Hit] = []
        missing: list[Missing] = []
        for role in dict.fromkeys(options.roles):
            holders = assignments.holders(case, role)
            if len(holders.sure) >= options.at_least:
                continue
            if holders.most >= options.at_least:
                missing += holders.missing
            else:
                hits.append(_hit(case, role, holders, options.at_least))
        return decide(hits, tuple(dict.fromkeys(missing)))

    return Plan(judge)


def _hit(case: Case, role: str, holders: _Holders, at_least: int) -> Hit:
    values = {
        "role": role,
        "found": len(holders.sure),
        "at_least": at_least,
        "holders": ", ".join(sorted(holders.sure)) or "nobody",
    }
    related = tuple(dict.fromkeys(holders.trails))[:_MOST_TRAILS]
    return Hit(case.here, values, related=related)


KIND = Kind(
    name="roles-filled",
    options=RolesFilled,
    plan=plan,
    message="role {role} is held by {holders}, needed: at least {at_least}",
    values=("role", "found", "at_least", "holders"),
)
