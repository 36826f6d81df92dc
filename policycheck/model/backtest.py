"""What a backtest came to: which verdicts change between two policies, counted, with examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from policycheck.errors import Problem
from policycheck.model.finding import Location, Outcome, RecordName

__all__ = ["CHANGES", "Backtest", "Change", "Example", "Limit", "Side", "Turned"]


class Change(NamedTuple):
    """What a rule came to on a record under the old policy, and what it comes to under the new."""

    before: Outcome
    after: Outcome

    @property
    def key(self) -> str:
        """Such as `fail_to_pass`."""
        return f"{self.before}_to_{self.after}"


#: Every way in which a verdict can change, in the order in which they are told.
CHANGES: tuple[Change, ...] = (
    Change(Outcome.FAIL, Outcome.PASS),
    Change(Outcome.PASS, Outcome.FAIL),
    Change(Outcome.FAIL, Outcome.UNKNOWN),
    Change(Outcome.UNKNOWN, Outcome.FAIL),
    Change(Outcome.PASS, Outcome.UNKNOWN),
    Change(Outcome.UNKNOWN, Outcome.PASS),
    Change(Outcome.FAIL, Outcome.NOT_APPLICABLE),
    Change(Outcome.NOT_APPLICABLE, Outcome.FAIL),
    Change(Outcome.PASS, Outcome.NOT_APPLICABLE),
    Change(Outcome.NOT_APPLICABLE, Outcome.PASS),
    Change(Outcome.UNKNOWN, Outcome.NOT_APPLICABLE),
    Change(Outcome.NOT_APPLICABLE, Outcome.UNKNOWN),
)


class Side(NamedTuple):
    """One of the two policies: as it was named, its id and digest, and what was set to try it.

    `rules` counts those that can be used; `params` are the words of the values that were given.
    """

    name: str
    id: str
    digest: str
    rules: int
    params: Mapping[str, str]


class Example(NamedTuple):
    """A record whose verdict changes, the place, and what was or is said of it there."""

    record: RecordName
    location: Location
    message: str


class Turned(NamedTuple):
    """What became of one rule. The keys of `counts` are those of changes, or outcomes.

    A rule that both policies have is counted by change (`fail_to_pass`), one that only one of them
    has by outcome (`fail`). `accounts` and `months` have what is counted by the account and the
    month of the records, '' for records without; `examples` the first ones of each key. `kinds` are
    those of the records that are counted.
    """

    rule: str
    title: str
    kinds: tuple[str, ...]
    counts: Mapping[str, int]
    accounts: Mapping[str, Mapping[str, int]]
    months: Mapping[str, Mapping[str, int]]
    examples: Mapping[str, tuple[Example, ...]]


class Limit(NamedTuple):
    """How many verdicts may change one way: so many, or so many in a hundred records judged."""

    change: Change
    most: float
    is_percent: bool = False

    def is_exceeded(self, found: int, records: int) -> bool:
        return found * 100 > self.most * records if self.is_percent else found > self.most

    @property
    def words(self) -> str:
        return f"{self.most:.12g}{'%' if self.is_percent else ''}"


class Backtest(NamedTuple):
    """A finished comparison. `changed`, `accounts` and `months` are over the rules of both.

    `records` counts those judged, by kind; `touched` those of which some verdict changes, and
    `touched_by` the same by change; `compared` counts the rules of both that differ, `same` those
    that say the same in both and were not judged; `not_compared` are rules that one of the
    policies could not use.
    """

    version: str
    as_of: str | None
    rules_as_of: str | None
    old: Side
    new: Side
    records: Mapping[str, int]
    touched: int
    touched_by: Mapping[str, int]
    changed: Mapping[str, int]
    rules: tuple[Turned, ...]
    accounts: Mapping[str, Mapping[str, int]]
    months: Mapping[str, Mapping[str, int]]
    new_rules: tuple[Turned, ...]
    gone_rules: tuple[Turned, ...]
    compared: int
    same: int
    not_compared: tuple[str, ...]
    limits: tuple[Limit, ...] = ()
    errors: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def judged(self) -> int:
        return sum(self.records.values())

    @property
    def exceeded(self) -> tuple[Limit, ...]:
        """The limits that more verdicts exceed."""
        return tuple(
            one for one in self.limits if one.is_exceeded(self.changed[one.change.key], self.judged)
        )
