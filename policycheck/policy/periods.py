"""When a rule counts: its dates, its stages, and the days on which its parameters change.

A date in `to` is the whole day, an instant is not included; days are those of the project's zone,
UTC's without one. A rule is cut into periods, within each of which nothing about it changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from policycheck.model.moment import parse_moment
from policycheck.policy.rule_surface import Mode, StageSurface
from policycheck.policy.surface import Effective

__all__ = ["ALWAYS", "Period", "Stage", "cut", "period_of", "stages_of"]

_TICK = timedelta(microseconds=1)


class Period(NamedTuple):
    """From an instant to another, which is not included; None is open."""

    begins: datetime | None = None
    ends: datetime | None = None

    def __str__(self) -> str:
        """In words: `from 2026-03-01 to 2026-05-31`, whole days where it begins and ends so."""
        begins = f"from {_said(self.begins)}" if self.begins else ""
        ends = f"to {_said(self.ends, last=True)}" if self.ends else ""
        return f"{begins} {ends}".strip() or "at any time"

    @property
    def is_empty(self) -> bool:
        return self.begins is not None and self.ends is not None and self.begins >= self.ends

    def within(self, other: Period) -> Period:
        """What both have in common."""
        begins = max((one for one in (self.begins, other.begins) if one), default=None)
        ends = min((one for one in (self.ends, other.ends) if one), default=None)
        return Period(begins, ends)

    def holds(self, at: datetime) -> bool:
        return (self.begins is None or self.begins <= at) and (self.ends is None or at < self.ends)


class Stage(NamedTuple):
    """A period and how much weight a rule has in it."""

    period: Period
    mode: Mode


ALWAYS = Period()


def _said(edge: datetime, *, last: bool = False) -> str:
    if edge.time() != time.min:
        return edge.isoformat()
    return str((edge - _TICK if last else edge).date())


def period_of(effective: Effective, zone: tzinfo | None) -> Period:
    """The period of `effective`, whose days are those of the zone."""
    begins = parse_moment(effective.from_, zone).first if effective.from_ else None
    return Period(begins, _end(effective.to, zone) if effective.to else None)


def stages_of(stages: Iterable[StageSurface], period: Period, zone: tzinfo | None) -> list[Stage]:
    """The stages within a period, each until the next begins; without any it enforces."""
    starts = [(parse_moment(one.from_, zone).first, one.mode) for one in stages]
    if not starts:
        return [Stage(period, Mode.ENFORCE)]
    ends = [*(begins for begins, _ in starts[1:]), None]
    made = [
        Stage(Period(begins, end).within(period), mode)
        for (begins, mode), end in zip(starts, ends, strict=True)
    ]
    return [one for one in made if not one.period.is_empty]


def cut(period: Period, at: Iterable[datetime]) -> list[Period]:
    """The period in pieces, cut at each of these instants that lies within it."""
    inner = sorted({one for one in at if period.holds(one) and one != period.begins})
    edges = [period.begins, *inner, period.ends]
    return [Period(*pair) for pair in pairwise(edges)]


def _end(text: str, zone: tzinfo | None) -> datetime:
    moment = parse_moment(text, zone)
    return moment.last + _TICK if moment.is_day and moment.last.year < _LAST_YEAR else moment.last


_LAST_YEAR = datetime.max.replace(tzinfo=UTC).year
