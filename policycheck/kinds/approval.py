"""Fails when a post was not approved by enough people who could approve it.

An approval counts if its decision is `approved` and no `rejected` in that role follows; if its
person held the role when it was given, on the account of the post, and for its category where the
role was given for some categories only; and if it does not come after publication. Who left the
agency holds no role after the last day. An approval that names no role stands for any role that its
person then held.

- `roles`: approvals in one of these roles count; `roles_each`: each of these roles has to approve.
  Without them any role on the account will do.
- `at_least`: so many people, in each role of `roles_each`. Two approvals of one person count once.
- `other_than_author`: the author's own approval does not count. Where no author is named, nobody is
  left out.
- `same_content`: an approval with another digest (`content_sha256`) than that of the post does not
  count, nor one with another than what went out (`published_sha256`). Where it is written as
  `true`, an approval without a digest does not count either; `false` compares nothing.
- `max_age`: it is no older than this at publication. `since_windows`: it was given after every
  period began that the post falls into, such as an emergency.
- `after_publication: 24h` asks for a review within that time after publication instead: it passes
  while the time is running, and is not applicable to what is not published.

On one day what has a date without a time counts as in order. It is unknown where assignments,
people or calendars would be needed that the project does not name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from policycheck.kinds.approvals.content import SameContent
from policycheck.kinds.approvals.counting import Approvals, Approvers, Counted
from policycheck.kinds.approvals.decisions import DecisionReader
from policycheck.kinds.approvals.grants import GrantReader
from policycheck.kinds.approvals.timing import Timing
from policycheck.kinds.choices import check_choices
from policycheck.kinds.lengths_of_time import Length
from policycheck.kinds.listed import place_of_list
from policycheck.kinds.shown import duration
from policycheck.mistakes.rules import KIND_MISAPPLIED
from policycheck.model.assignment import ROLES
from policycheck.model.moment import Moment
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
    Plan,
    Strings,
    Tighter,
    Unset,
    Whole,
    Yes,
    decide,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: approval, roles: [approver]}
  fail: {text: Rain, account: a}
- check: {kind: approval, roles: [approver]}
  pass:
    account: a
    published_at: "2025-06-01T09:30Z"
    approvals: [{person: bob, role: approver, decision: approved, at: "2025-06-01T09:10Z"}]
  with: &staff
    accounts: [{id: a}]
    people: [{id: ann}, {id: bob}]
    assignments:
      - {id: one, account: a, person: bob, role: approver, granted_at: "2025-06-01T09:00Z"}
      - {id: two, account: a, person: ann, role: approver}
      - {id: three, account: a, person: ann, role: legal, categories: [legal]}
- check: {kind: approval, roles: [approver]}
  fail:
    account: a
    approvals: [{person: bob, role: approver, decision: approved, at: "2025-06-01T08:59Z"}]
  with: *staff
- check: {kind: approval, roles: [approver]}
  fail:
    account: a
    approvals:
      - {person: bob, role: approver, decision: approved, at: "2025-06-01T09:10Z"}
      - {person: ann, role: approver, decision: rejected, at: "2025-06-01T09:20Z"}
  with: *staff
- check: {kind: approval, roles: [approver]}
  fail:
    account: a
    author: bob
    approvals: [{person: bob, role: approver, decision: approved, at: "2025-06-01T09:10Z"}]
  with: *staff
- check: {kind: approval, roles_each: [legal]}
  pass:
    account: a
    category: legal
    published_at: 2025-06-02
    approvals: [{person: ann, role: legal, decision: approved, at: 2025-06-02}]
  with: *staff
- check: {kind: approval, roles_each: [legal]}
  fail:
    account: a
    category: event
    published_at: 2025-06-02
    approvals: [{person: ann, role: legal, decision: approved, at: 2025-06-02}]
  with: *staff
- check: {kind: approval, roles: [approver]}
  unknown:
    account: a
    approvals: [{person: bob, role: approver, decision: approved, at: "2025-06-01T09:10Z"}]
- check: {kind: approval, after_publication: 24h}
  not_applicable: {text: Rain, account: a, publish_at: "2025-06-01T09:30Z"}
"""


class Approval(Options):
    roles: Annotated[
        Strings,
        Tighter.SHORTER,
        Unset.ASKS_NOTHING,
        Field(description="approvals in one of these roles count"),
    ] = ()
    roles_each: Annotated[
        Strings, Tighter.LONGER, Field(description="each of these roles has to approve")
    ] = ()
    at_least: Annotated[
        Whole, Tighter.HIGHER, Field(ge=1, description="so many people have to approve")
    ] = 1
    other_than_author: Annotated[
        Yes, Tighter.TRUE, Field(description="the author's own approval does not count")
    ] = True
    same_content: Annotated[
        Yes | None, Tighter.TRUE, Field(description="what was approved is what the post says")
    ] = None
    max_age: Annotated[
        Length | None, Tighter.LOWER, Field(description="how old it may be at publication")
    ] = None
    since_windows: Annotated[
        Yes, Tighter.TRUE, Field(description="given after the periods began that the post is in")
    ] = False
    after_publication: Annotated[
        Length | None,
        Tighter.LOWER,
        Unset.ASKS_OTHERWISE,
        Field(description="asks for a review within this time after publication instead"),
    ] = None

    def refuse_contradictions(self) -> None:
        if self.roles and self.roles_each:
            raise ValueError("give roles (any of them) or roles_each (each of them), and not both")
        if not self.roles and not self.roles_each and self.given & {"roles", "roles_each"}:
            raise ValueError("the list of roles is empty: name one, or leave it out for any role")
        if self.after_publication is not None and (self.max_age is not None or self.since_windows):
            raise ValueError("max_age and since_windows ask about approvals before publication")

    @property
    def groups(self) -> list[tuple[str, ...]]:
        """The choices of roles that each have to approve."""
        return [(role,) for role in dict.fromkeys(self.roles_each)] or [self.roles]


def plan(options: Approval, bind: Binding) -> Plan:
    if bind.each or bind.applies_to != ("post",):
        bind.refuse(
            "approvals are those of a post",
            mistake=KIND_MISAPPLIED,
            advice="write applies_to: post, without each",
        )
    check_choices(bind, "roles", options.roles, ROLES)
    check_choices(bind, "roles_each", options.roles_each, ROLES)
    approvers = _approvers(options, bind)
    published, within = bind.path("published_at"), options.after_publication or timedelta()

    def judge_approvals(case: Case) -> Judgement:
        approvals = approvers.of(case)
        if isinstance(approvals, Missing):
            return undecided(approvals)
        return _judge(case, options, approvals)

    def judge_reviews(case: Case) -> Judgement:
        out = case.value(published)
        if isinstance(out, NotCarried):
            return undecided(out.missing)
        if not isinstance(out, Moment):
            return NOT_APPLICABLE
        is_over = case.now.after(out.shifted(within))
        return judge_approvals(case) if is_over else PASSED

    return Plan(judge_approvals if options.after_publication is None else judge_reviews)


def _approvers(options: Approval, bind: Binding) -> Approvers:
    timing = Timing.of(
        bind, options.max_age, options.after_publication, since_windows=options.since_windows
    )
    content = SameContent.of(bind, strict=options.same_content is True)
    return Approvers(
        DecisionReader.of(bind),
        GrantReader.of(bind),
        timing,
        None if options.same_content is False else content,
        bind.path("author") if options.other_than_author else None,
    )


def _judge(case: Case, options: Approval, approvals: Approvals) -> Judgement:
    hits: list[Hit] = []
    missing: list[Missing] = []
    for roles in options.groups:
        counted = approvals.count(roles)
        if len(counted.sure) >= options.at_least:
            continue
        if counted.most >= options.at_least:
            missing += counted.missing
        else:
            hits.append(_hit(case, options, approvals, roles, counted))
    return decide(hits, tuple(dict.fromkeys(missing)))


def _hit(
    case: Case, options: Approval, approvals: Approvals, roles: Sequence[str], counted: Counted
) -> Hit:
    what = "approval" if options.after_publication is None else "review"
    needed = f"{options.at_least} {what}{'s' if options.at_least > 1 else ''}"
    if roles:
        needed += f" by {' or '.join(roles)}"
    if options.after_publication is not None:
        needed += f" within {duration(options.after_publication)} after publication"
    refused = [f"{one.by} does not count, {answer.why}" for one, answer in counted.refused]
    values = {
        "found": len(counted.sure),
        "needed": needed,
        "roles": " or ".join(roles),
        "why": "; ".join(refused) or f"no {what} counts",
    }
    return Hit(place_of_list(case, approvals.asked.decisions.all), values, related=counted.related)


KIND = Kind(
    name="approval",
    options=Approval,
    plan=plan,
    message="needs {needed} and has {found}: {why}",
    values=("found", "needed", "roles", "why"),
)
