"""What the tests of a policy reach of its rules."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Coverage", "Item", "Reached", "RuleCoverage", "share"]


class Item(StrEnum):
    """What can be reached of a rule."""

    OUTCOME = "outcome"  # what it can come to
    TERM = "term"  # an entry of a list that makes a difference to some test
    LIMIT = "limit"  # a side of a limit: the last value that passes, the first that fails
    CONDITION = "condition"  # a condition of `when`, true and false


class Reached(NamedTuple):
    """One thing to be reached, in words and where it stands in the policy, and whether it was."""

    item: Item
    words: str
    path: str
    line: int
    column: int
    is_reached: bool


class RuleCoverage(NamedTuple):
    """What the tests of one rule reach; `broken` tests do not come out, and reach nothing."""

    rule: str
    path: str
    line: int
    tests: int
    broken: int
    reached: tuple[Reached, ...]

    @property
    def percent(self) -> float:
        return share(self.reached)

    def of(self, item: Item) -> tuple[int, int]:
        """How many of a sort were reached, and how many there are."""
        several = [one for one in self.reached if one.item is item]
        return sum(one.is_reached for one in several), len(several)


class Coverage(NamedTuple):
    """The coverage of the rules that were asked for, the worst first.

    `inherited` counts the rules of policies above, which are covered where they are written.
    """

    version: str
    policies: tuple[str, ...]
    rules: tuple[RuleCoverage, ...]
    inherited: int = 0

    @property
    def percent(self) -> float:
        """The share of all things that were reached, in percent; 100 of nothing."""
        return share([each for one in self.rules for each in one.reached])

    def of(self, item: Item) -> tuple[int, int]:
        """How many of a sort were reached in all rules, and how many there are."""
        pairs = [one.of(item) for one in self.rules]
        return sum(one for one, _ in pairs), sum(many for _, many in pairs)


def share(reached: Sequence[Reached]) -> float:
    """How much was reached, in percent."""
    return 100 * sum(one.is_reached for one in reached) / len(reached) if reached else 100.0
