"""What a person is told of single fixes: which to read again, which cannot be made, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from policycheck.fix.history import History
from policycheck.fix.wanted import Level, Wanted, wanted_of
from policycheck.tasks.check import Checked
from policycheck.tasks.fixing import Fixing

__all__ = ["fixable", "notes"]

#: A list of single fixes is no longer than this.
_MOST: Final = 20


def notes(fixing: Fixing, done: Iterable[History]) -> list[str]:
    """Sentences about fixes that somebody should look at, with nothing in them that is secret."""
    unsure = [one for each in done for one in each.made if not one.safe]
    read_again = (f"{_named(one)} may not be what is meant; read it again" for one in unsure)
    not_made = [f"{_named(one)} cannot be written: {why}" for one, why in fixing.refused]
    said = [
        *_cut(read_again, len(unsure), "fixes more to read again"),
        *_cut(not_made, len(not_made), "fixes more that cannot be written"),
    ]
    return [fixing.veil.text(one) for one in said]


def fixable(left: Checked, fixing: Fixing) -> int:
    """How many of the findings that are left have a safe fix that can be made."""
    refused = {(one.place, one.replacement) for one, _ in fixing.refused}
    circles = {swap for one in fixing.files.values() for swap in one.left_out}
    return sum(
        one.findings
        for one in wanted_of(left.result.findings, Level.SAFE)
        if (one.place, one.replacement) not in refused and circles.isdisjoint(one.swaps)
    )


def _named(one: Wanted) -> str:
    return f"{one.location}: {one.swaps[0]}"


def _cut(sentences: Iterable[str], number: int, rest: str) -> Iterator[str]:
    yield from islice(sentences, _MOST)
    if number > _MOST:
        yield f"{number - _MOST:,} {rest}"
