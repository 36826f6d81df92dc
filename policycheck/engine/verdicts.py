"""What every rule came to on every record, where that was asked for: a row for each record.

An audit has a cell for every rule and record, and nearly all records come to what others came to.
So a row says apart what a record shares with all of its sort, and rows that say the same can be
dealt with once by whoever reads them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct, field

from policycheck.model.finding import Outcome
from policycheck.model.record import Record

__all__ = ["Came", "Row", "Verdict", "Verdicts"]

#: A rule, by its id, and what it came to.
Came: TypeAlias = tuple[str, Outcome]


class Verdict(NamedTuple):
    """What became of one rule on one record as a whole."""

    rule: str
    record: Record
    outcome: Outcome


class Row(Struct, eq=False):
    """What rules came to on one record: its `own` outcomes, and those `common` to its sort.

    All records of a sort have the same sequence in common: it is not changed.
    """

    record: Record
    own: list[Came] = field(default_factory=list)
    common: Sequence[Came] = ()

    def __iter__(self) -> Iterator[Came]:
        yield from self.own
        yield from self.common

    def take_over(self, common: Sequence[Came]) -> None:
        """Take in what a sort of the record has in common; it is of one sort for each program."""
        if self.common:
            self.own += common
        else:
            self.common = common


class Verdicts(Struct, eq=False):
    """The rows of all records, in the order in which they were judged."""

    _rows: dict[int, Row] = field(default_factory=dict)  # by the identity of the record

    @property
    def rows(self) -> Collection[Row]:
        return self._rows.values()

    def of(self, record: Record) -> Row:
        """The row of a record, empty at first."""
        row = self._rows.get(id(record))
        if row is None:
            row = self._rows[id(record)] = Row(record)
        return row

    def __iter__(self) -> Iterator[Verdict]:
        for row in self.rows:
            for rule, outcome in row:
                yield Verdict(rule, row.record, outcome)

    def clear(self) -> None:
        self._rows.clear()
