"""What could not be decided, record by record: of a table near fifty rules, the same each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Self, TypeAlias

from policycheck.engine.said_once import Covers, uncovered
from policycheck.engine.spool import Spool
from policycheck.model.finding import RecordName, Unknown

__all__ = ["Gap", "Gaps", "Undecided"]

#: So many different lists of gaps are known again, so that records share them.
_MOST_KNOWN = 1_000


class Gap(NamedTuple):
    """A rule that could not be decided: the paths that are missing, and why."""

    rule: str
    missing: tuple[str, ...]
    why: str


Gaps: TypeAlias = tuple[RecordName, tuple[Gap, ...]]

_record = itemgetter(0)


class Undecided:
    """Rules that could not be decided, in the order of the records that they are about.

    What is said of one record comes one after the other, and is kept together; records that lack
    the same share it. So a record takes little, however many rules there are.
    """

    __slots__ = ("_current", "_gaps", "_known", "_length", "_spool")

    def __init__(self) -> None:
        self._spool: Spool[Gaps] = Spool(_record)
        self._current: RecordName | None = None
        self._gaps: list[Gap] = []
        self._known: dict[tuple[Gap, ...], tuple[Gap, ...]] = {}
        self._length = 0

    def append(self, one: Unknown) -> None:
        if one.record != self._current:
            self._close()
            self._current = one.record
        self._gaps.append(Gap(one.rule, one.missing, one.why))

    def __iadd__(self, several: Iterable[Unknown]) -> Self:
        for one in several:
            self.append(one)
        return self

    def add(self, record: RecordName, gaps: tuple[Gap, ...]) -> None:
        """Add all that is said of one record."""
        if gaps:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._spool.append((record, self._known.setdefault(gaps, gaps)))
            self._length += len(gaps)

    def by_record(self) -> Iterator[Gaps]:
        """Each record with what is said of it, in the order of their kinds and ids."""
        self._close()
        for record, several in groupby(self._spool, key=_record):
            first, *more = (gaps for _, gaps in several)
            yield record, (tuple(gap for gaps in (first, *more) for gap in gaps) if more else first)

    def said_once(self, covers: Covers) -> Undecided:
        """The same without what a covering rule could not decide either."""
        if not covers:
            return self
        said = Undecided()
        kept: dict[tuple[Gap, ...], tuple[Gap, ...]] = {}
        for record, gaps in self.by_record():
            if gaps not in kept:
                if len(kept) >= _MOST_KNOWN:
                    kept.clear()
                rules = uncovered([gap.rule for gap in gaps], covers)
                kept[gaps] = tuple(gap for gap in gaps if gap.rule in rules)
            said.add(record, kept[gaps])
        return said

    def __iter__(self) -> Iterator[Unknown]:
        for record, gaps in self.by_record():
            for gap in gaps:
                yield Unknown(gap.rule, record, gap.missing, gap.why)

    def __reversed__(self) -> Iterator[Unknown]:
        return reversed(list(self))

    def __len__(self) -> int:
        """How many pairs of a rule and a record there are."""
        return self._length + len(self._gaps)

    def _close(self) -> None:
        """No more is said of the record that was spoken of last."""
        if self._current is not None:
            self.add(self._current, tuple(self._gaps))
            self._current = None
            self._gaps = []
