"""A file on its way through rounds of fixes, and the fixes that undo each other.

A fix may bring about what another rule finds, so a file is judged again after each round. Where a
round ends in a text that was there before, or rounds do not end, the fixes on the way go in a
circle: the file begins again as it was, and those fixes are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from policycheck.errors import Problem
from policycheck.fix.wanted import Swap, Wanted

__all__ = ["History"]

#: Rounds in which every fix brings about the next one.
_MOST_ROUNDS: Final = 10
_MOST_CIRCLES: Final = 20


class _Round(NamedTuple):
    """The bytes before a round, and what it made of them."""

    before: bytes
    made: Sequence[Wanted]


@dataclass(slots=True)
class History:
    """What has become of one file: `original` is on disk, `data` is to be."""

    path: str
    original: bytes
    data: bytes = b""
    left_out: set[Swap] = field(default_factory=set)
    circles: list[Problem] = field(default_factory=list)
    _rounds: list[_Round] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.data = self.original

    @property
    def made(self) -> list[Wanted]:
        """The fixes that lead from the original to what is to be."""
        return [one for each in self._rounds for one in each.made]

    @property
    def changed(self) -> bool:
        return self.data != self.original

    def wants(self, wanted: Iterable[Wanted]) -> list[Wanted]:
        """Those of the fixes that do not go in a circle; none where there are too many circles."""
        if len(self.circles) > _MOST_CIRCLES:
            return []
        return [one for one in wanted if self.left_out.isdisjoint(one.swaps)]

    def advance(self, data: bytes, made: Sequence[Wanted]) -> None:
        """Take in what a round made; where that closes a circle, begin again without it."""
        self._rounds.append(_Round(self.data, made))
        self.data = data
        known = [index for index, one in enumerate(self._rounds) if one.before == data]
        if known or len(self._rounds) > _MOST_ROUNDS:
            self._begin_again(known[0] if known else -2)

    def _begin_again(self, first: int) -> None:
        circle = [one for each in self._rounds[first:] for one in each.made]
        self.circles.append(_told(circle))
        self.left_out.update(swap for one in circle for swap in one.swaps)
        self._rounds.clear()
        self.data = self.original


def _told(circle: Sequence[Wanted]) -> Problem:
    swaps = list(dict.fromkeys(swap for one in circle for swap in one.swaps))
    rules = " and ".join(dict.fromkeys(swap.rule for swap in swaps))
    words = ", ".join(map(str, swaps))
    at = circle[0].location
    return Problem(
        at.path,
        at.line,
        at.column,
        f"the fixes of {rules} lead to each other without end, and were not made: {words}",
        "change one of these swaps in the policy",
    )
