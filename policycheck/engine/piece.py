"""What another process came to on its share of the records, fit to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias, TypeVar

from msgspec import Struct

from policycheck.engine.evaluation import Evaluation
from policycheck.engine.run import Run
from policycheck.engine.setting import Setting
from policycheck.engine.share import Share
from policycheck.engine.spool import Spool
from policycheck.engine.undecided import Gaps, Undecided
from policycheck.engine.verdicts import Came
from policycheck.model.finding import Finding
from policycheck.model.record import Record

__all__ = ["Piece", "judge_share"]

T = TypeVar("T")

#: So many items are sent at once.
_SENT = 1_000
#: What rules came to on one record: its own outcomes, and those common to its sort.
_Row: TypeAlias = tuple[tuple[Came, ...], Sequence[Came]]


class Piece(Struct, frozen=True):
    """Some of what came of a share: many findings are sent bit by bit, the counts as the last.

    Verdicts, where they were asked for, are told by the place of a record. Records stay where they
    are: whoever joins the piece has read them, too. Many have the same row, which is sent once.
    """

    findings: Sequence[Finding] = ()
    undecided: Sequence[Gaps] = ()
    counts: Evaluation | None = None
    rows: Sequence[tuple[int, _Row]] = ()

    def join(self, whole: Evaluation, seen: Sequence[Record]) -> None:
        """Add it to an evaluation of the same records, all of which were `seen` if it has rows."""
        whole.findings += self.findings
        for record, gaps in self.undecided:
            whole.unknown.add(record, gaps)
        if self.counts is not None:
            whole.add(self.counts)
        if whole.verdicts is not None:
            for index, (own, common) in self.rows:
                row = whole.verdicts.of(seen[index])
                row.own += own
                row.take_over(common)


def judge_share(
    run: Run, records: Iterable[Record], setting_of: Callable[[Record], Setting], share: Share
) -> Iterator[Piece]:
    """Judge the records of a share, one by one, and give in pieces what came of it."""
    rows: list[tuple[int, _Row]] = []
    known: dict[_Row, _Row] = {}
    verdicts = run.result.verdicts
    try:
        for index, record in enumerate(records):
            if not share.has(index):
                continue
            run.judge(record, setting_of(record))
            if verdicts is not None:
                one = verdicts.of(record)
                row = (tuple(one.own), one.common)
                rows.append((index, known.setdefault(row, row)))
                verdicts.clear()
    except KeyboardInterrupt:
        run.result.interrupted = True
    run.settle()
    result = run.result
    yield from (Piece(findings=some) for some in _portions(result.findings))
    yield from (Piece(undecided=some) for some in _portions(result.unknown.by_record()))
    result.findings, result.unknown = Spool(), Undecided()
    yield Piece(counts=result, rows=rows)


def _portions(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while some := list(islice(left, _SENT)):
        yield some
