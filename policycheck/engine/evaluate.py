"""The one path: a program over records, counted rule by rule and record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from policycheck.engine.case import RecordCase
from policycheck.engine.evaluation import Cell, Evaluation, Verdict
from policycheck.engine.instants import Instants
from policycheck.engine.piece import Piece, judge_share
from policycheck.engine.program import Program
from policycheck.engine.run import Run
from policycheck.engine.said_once import findings_said_once, unknown_said_once
from policycheck.engine.setting import Setting
from policycheck.engine.share import Share, shared
from policycheck.engine.world import World
from policycheck.model.finding import Outcome
from policycheck.model.record import Record

if TYPE_CHECKING:
    from policycheck.engine.involved import Involved

__all__ = ["Evaluation", "Instants", "evaluate"]


def evaluate(
    program: Program,
    records: Iterable[Record],
    instants: Instants,
    world: World,
    *,
    beside: Iterable[Record] = (),
    keep_verdicts: bool = False,
    watch: Iterable[Cell] = (),
    involved: Involved | None = None,
    jobs: int = 1,
) -> Evaluation:
    """Judge every record by every rule that applies to its kind.

    The records `beside` are not judged; rules across records compare with them. The outcomes of the
    cells in `watch` are noted. Several `jobs` are as many processes, which share the work; what
    comes of it is the same. Where records are kept to be looked at in `involved`, one process does
    all. Where somebody interrupts it, it ends with what was judged until then, and says so.
    """
    settings = _Settings(world, instants)
    watched: dict[Cell, set[Outcome]] = {cell: set() for cell in watch}
    verdicts: list[Verdict] | None = [] if keep_verdicts else None
    run = Run(program, Evaluation(verdicts=verdicts, watched=watched, involved=involved))
    seen: list[Record] = []

    def own_share(share: Share) -> None:
        kept = records if share.of == 1 or not keep_verdicts else _kept(records, seen)
        _judge_first(run, kept, settings, share)

    def share_of_another(share: Share) -> Piece:
        result = Evaluation(verdicts=[] if keep_verdicts else None)
        result.watched = {cell: set() for cell in watched}
        return judge_share(Run(program.alone(), result), records, settings.of, share)

    for piece in shared(jobs if involved is None else 1, own_share, share_of_another):
        piece.join(run.result, seen)
    _look_beside(run, beside, settings)
    for kept in run.gathered.values():
        run.conclude(kept)
    found = run.result
    found.findings = findings_said_once(found.findings, program.covers, found.left_out)
    found.unknown = unknown_said_once(found.unknown, program.covers)
    return found


class _Settings:
    """The setting of each record; most share one."""

    __slots__ = ("_instants", "_usual")

    def __init__(self, world: World, instants: Instants) -> None:
        self._instants = instants
        self._usual = Setting(world, instants.usual, instants.now)

    def of(self, record: Record) -> Setting:
        at = self._instants.of(record)
        usual = self._usual
        return usual if at is usual.at else Setting(usual.world, at, usual.now)


def _judge_first(run: Run, records: Iterable[Record], settings: _Settings, share: Share) -> None:
    """Judge a share, and look at all records for the rules that compare them; count them all."""
    result = run.result
    across = Run(run.program.across(), result, run.gathered)
    try:
        for index, record in enumerate(records):
            result.records[record.kind] += 1
            result.record_ids.append(record.id)
            if share.has(index):
                run.judge(record, settings.of(record))
            elif across.program.by_kind.get(record.kind):
                across.judge(record, settings.of(record))
            if result.involved is not None:
                result.involved.judged(record)
    except KeyboardInterrupt:
        result.interrupted = True
    run.settle()
    across.settle()


def _kept(records: Iterable[Record], seen: list[Record]) -> Iterator[Record]:
    """The records, each kept as it goes by, so that it can be told by its place."""
    for record in records:
        seen.append(record)
        yield record


def _look_beside(run: Run, beside: Iterable[Record], settings: _Settings) -> None:
    """Let rules across records see records that are not judged."""
    program = run.program
    for record in beside:
        across = [rule for rule in program.by_kind.get(record.kind, ()) if rule.looks_across]
        if across:
            case = RecordCase(record, program.finder, settings.of(record))
            for rule in across:
                run.look_at(rule, case)
