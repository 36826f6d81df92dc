"""Fails when more than `max` posts fall within `every`, wherever that length of time begins.

Posts are counted for each account apart, or for each value of another field, `per`. A post stands
at its own instant, `published_at`, else `publish_at`. With `max: 3, every: 1d` each post that is
the fourth or later within 24 hours fails and points to those before it; posts that are exactly
`every` apart are not in one window. Every part of a thread is a post.

A post without any time is not applicable: it is not planned yet. It is unknown where the source has
no place for its times or for what `per` names, where `per` is empty, and where days without a time
leave it open whether posts are too near.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple

from policycheck.kinds.dates import OwnInstant
from policycheck.kinds.lengths_of_time import Length
from policycheck.kinds.listed import is_list
from policycheck.kinds.shown import brief, duration
from policycheck.mistakes.rules import KIND_MISAPPLIED, UNFIT_FIELD
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT, Group
from policycheck.plan import (
    NOT_APPLICABLE,
    PASSED,
    After,
    Binding,
    Case,
    Fact,
    Field,
    Hit,
    Judgement,
    Kind,
    Missing,
    NotCarried,
    Options,
    Place,
    Plan,
    Tighter,
    Whole,
    failed,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: frequency, max: 1, every: 1d}
  fail: {text: Noon, account: a, published_at: "2025-06-01T12:00Z"}
  with: {posts: [{text: Rain, account: a, published_at: "2025-05-31T12:01Z"}]}
  found: 2025-06-01T12:00Z
- check: {kind: frequency, max: 1, every: 1d}
  pass: {text: Noon, account: a, published_at: "2025-06-01T12:00Z"}
  with: {posts: [{text: Rain, account: a, published_at: "2025-05-31T12:00Z"}]}
- check: {kind: frequency, max: 1, every: 1d}
  pass: {text: Noon, account: a, published_at: "2025-06-01T12:00Z"}
  with: {posts: [{text: Rain, account: b, published_at: "2025-06-01T11:59Z"}]}
- check: {kind: frequency, per: campaign, max: 1, every: 1w}
  fail: {text: Neige, campaign: winter, publish_at: 2025-06-05}
  with: {posts: [{text: Snow, campaign: winter, publish_at: 2025-06-01}]}
- check: {kind: frequency, max: 1, every: 1d}
  unknown: {text: Noon, account: a, publish_at: 2025-06-02}
  with: {posts: [{text: Rain, account: a, publish_at: 2025-06-01}]}
- check: {kind: frequency, max: 1, every: 1d}
  not_applicable: {text: Noon, account: a}
- check: {kind: frequency, max: 1, every: 1d}
  unknown: {text: Noon, published_at: "2025-06-01T12:00Z"}
"""


def _some_time(value: timedelta) -> timedelta:
    if not value:
        raise ValueError("nothing falls within no time: write a length such as 1d")
    return value


class Frequency(Options):
    max: Annotated[Whole, Tighter.LOWER, Field(ge=1, description="the most posts allowed")]
    every: Annotated[
        Length,
        After(_some_time),
        Tighter.HIGHER,
        Field(description="in any stretch of this length, such as 1d"),
    ]
    per: Annotated[str, Tighter.NEITHER, Field(description="what is counted apart")] = "account"


class _Posted(NamedTuple):
    """What is kept of a post: for whom it counts, when it goes out, and its id."""

    per: str
    at: Moment
    id: str

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        return self.at.last, self.at.first, self.id


def plan(options: Frequency, bind: Binding) -> Plan:
    if bind.each or bind.applies_to != ("post",):
        bind.refuse(
            "frequency counts posts",
            mistake=KIND_MISAPPLIED,
            advice="write applies_to: post, without each",
        )
    own = OwnInstant.of_posts(bind)
    per = bind.path(options.per, "per")
    if is_list(per) or isinstance(per.type, Group):
        bind.refuse(
            f"{options.per} has several values",
            "per",
            mistake=UNFIT_FIELD,
            advice="name a field with one",
        )

    def gather(case: Case) -> Fact | Judgement:
        spot, whose = own.spot(case), case.value(per)
        if spot.value is ABSENT:
            return NOT_APPLICABLE
        missing = [one.missing for one in (spot.value, whose) if isinstance(one, NotCarried)]
        if whose is ABSENT:
            missing.append(Missing(per.dotted, "it has no value, so the post counts for nobody"))
        if missing:
            return undecided(*missing)
        return Fact(spot.place, _Posted(str(whose), spot.value, case.record.id))

    return Plan(gather=gather, conclude=lambda facts: _conclude(facts, options))


def _conclude(facts: Sequence[Fact], options: Frequency) -> list[Judgement]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        groups[fact.data.per].append(index)
    judgements = [PASSED] * len(facts)
    for members in groups.values():
        members.sort(key=lambda one: facts[one].data.order)
        window = _Window([facts[one].data for one in members], options)
        for place, index in enumerate(members):
            near = window.surely_near(place)
            if len(near) >= options.max:
                judgements[index] = _failed(facts[index].place, window, place, members, near)
            elif window.may_exceed(place):
                judgements[index] = undecided(_too_vague(options))
    return judgements


def _too_vague(options: Frequency) -> Missing:
    why = f"only days are given: {options.max + 1} posts may be within {duration(options.every)}"
    return Missing("publish_at", why)


class _Window:
    """The posts of one account, by the end of their moment; each may be a whole day."""

    def __init__(self, posts: Sequence[_Posted], options: Frequency) -> None:
        self.posts = posts
        self.options = options
        self._ends = [post.at.last for post in posts]
        self._has_days = any(post.at.is_day for post in posts)
        self._widest = max(post.at.last - post.at.first for post in posts)

    def surely_near(self, place: int) -> list[int]:
        """Earlier posts that stand within one window with a post, the nearest `max` of them."""
        begins = self._window_of(place).last
        near: list[int] = []
        for other in range(place - 1, -1, -1):
            if self._ends[other] <= begins or len(near) == self.options.max:
                break
            if self.posts[other].at.first > begins:
                near.append(other)
        return near

    def found(self, place: int, near: int) -> int:
        """How many posts stand in the window of a post; at least so many, where some are days."""
        if self._has_days:
            return near + 1
        return place - bisect_right(self._ends, self._window_of(place).last) + 1

    def may_exceed(self, place: int) -> bool:
        """Whether a post may be one too many, for all that days without a time tell."""
        if not self._has_days:
            return False
        at = self.posts[place].at
        found = 0
        begin = bisect_right(self._ends, self._window_of(place).first)
        for other in range(begin, len(self.posts)):
            if self._ends[other] > at.last + self._widest or found == self.options.max:
                break
            found += other != place and self._may_precede(other, place)
        return found == self.options.max

    def _may_precede(self, other: int, place: int) -> bool:
        one, at = self.posts[other].at, self.posts[place].at
        if one == at or not (one.is_day or at.is_day):
            return other < place
        return one.first <= at.last

    def _window_of(self, place: int) -> Moment:
        """Where the window begins that ends with a post; what stands there is outside it."""
        return self.posts[place].at.shifted(-self.options.every)


def _failed(
    place: Place, window: _Window, at: int, members: Sequence[int], near: Sequence[int]
) -> Judgement:
    post, options = window.posts[at], window.options
    values = {
        "per": brief(post.per),
        "found": window.found(at, len(near)),
        "max": options.max,
        "every": duration(options.every),
        "at": str(post.at),
    }
    kin = tuple((members[one], "in the same time") for one in reversed(near))
    return failed(Hit(place, values, "one too many", kin=kin))


KIND = Kind(
    name="frequency",
    options=Frequency,
    plan=plan,
    message="{found} posts of {per} within {every}, at most {max} are allowed",
    values=("per", "found", "max", "every", "at"),
)
