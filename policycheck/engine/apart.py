"""Records that several processes read in shares: each reads and judges its own lines, no others.

What only all records together can tell is put together by the process that began it all: what was
read is joined (`Divided.join`), and records that a rule compares with others are read once more
there, for few posts are compared. Where the shares do not fit together, because an id is given in
two of them, nothing comes of it, and every process has to read all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final, Protocol, TypeAlias

from msgspec import Struct, field

from policycheck.engine.case import RecordCase
from policycheck.engine.evaluate import Settings, concluded
from policycheck.engine.evaluation import Cell, Evaluation
from policycheck.engine.instants import Instants
from policycheck.engine.piece import Piece, judge_share
from policycheck.engine.program import Program
from policycheck.engine.run import PutOff, Run
from policycheck.engine.share import Share, shared
from policycheck.engine.spool import Spool
from policycheck.engine.world import World
from policycheck.model.record import Record

__all__ = ["Divided", "Lines", "Part", "evaluate_apart"]

#: So many ids are sent at once.
_SENT: Final = 10_000
#: Lines of files, from 1, by the path of the file.
Lines = Mapping[str, Container[int]]


class Part(Protocol):
    """The records of one share."""

    def records(self) -> Iterator[Record]:
        """Read them."""

    def kept(self) -> Iterable[Record]:
        """Those of records that are judged, too, and that everybody has."""

    def told(self) -> Any:
        """What reading them came to besides, fit to be sent."""


class Divided(Protocol):
    """Records that can be read in shares."""

    @property
    def kept(self) -> Iterable[Record]:
        """Records that are judged, too, and were read before."""

    def part(self, share: Share) -> Part:
        """Those of a share."""

    def join(self, told: Sequence[Any], ids: Iterable[str]) -> bool:
        """Join what all shares told, and the ids of their records.

        False, and nothing done, where they do not fit together.
        """

    def again(self, lines: Lines) -> Iterator[Record]:
        """Records that were read before: those that begin in these lines, and maybe others."""


class _Told(Struct):
    """What a process says of its share beside what it found."""

    reading: Any = None
    records: Counter[str] = field(default_factory=Counter)
    put_off: Sequence[PutOff] = ()


class _Ids(Struct, frozen=True):
    """Ids of records of a share, so many that are sent at once."""

    ids: Sequence[str]


_Said: TypeAlias = Piece | _Ids | _Told


def evaluate_apart(
    program: Program,
    divided: Divided,
    instants: Instants,
    world: World,
    *,
    beside: Iterable[Record] = (),
    watch: Iterable[Cell] = (),
    jobs: int,
) -> Evaluation | None:
    """Judge every record as `evaluate` does; None where the shares do not fit together."""
    settings = Settings(world, instants)
    cells = [*watch]
    run = Run(program, _watching(cells))
    told: list[_Told] = []

    def judged(share: Share) -> Iterator[_Said]:
        return _judged(Run(program, _watching(cells), put_off=[]), divided, settings, share)

    def take(pieces: Iterable[_Said]) -> None:
        for piece in pieces:
            if isinstance(piece, Piece):
                piece.join(run.result, ())
            elif isinstance(piece, _Ids):
                run.result.record_ids += piece.ids
            else:
                told.append(piece)

    take(shared(jobs, lambda share: take(judged(share)), judged))
    if not divided.join([one.reading for one in told], run.result.record_ids):
        if run.result.interrupted:
            raise KeyboardInterrupt  # nobody waits for it to begin again
        return None
    for one in told:
        run.result.records.update(one.records)
    for record in divided.kept:
        run.result.records[record.kind] += 1
        run.result.record_ids.append(record.id)
    _compare(run, divided, settings, [late for one in told for late in one.put_off])
    return concluded(run, beside, settings)


def _watching(cells: Iterable[Cell]) -> Evaluation:
    return Evaluation(watched={cell: set() for cell in cells})


def _judged(run: Run, divided: Divided, settings: Settings, share: Share) -> Iterator[_Said]:
    """What comes of the records of a share, and at last what else is to be told."""
    part, told = divided.part(share), _Told()
    ids: Spool[str] = Spool()

    def counted() -> Iterator[Record]:
        for record in part.records():
            told.records[record.kind] += 1
            ids.append(record.id)
            yield record

    yield from judge_share(run, chain(counted(), part.kept()), settings.of, Share())
    left = iter(ids)
    while some := list(islice(left, _SENT)):
        yield _Ids(some)
    told.reading = part.told()
    told.put_off = run.put_off or ()
    yield told


def _compare(run: Run, divided: Divided, settings: Settings, late: Sequence[PutOff]) -> None:
    """Ask the rules that were put off, each about its records, in the order of these."""
    rules = {rule.id: rule for rule in run.program.rules}
    asked: dict[tuple[str, str], list[str]] = {}
    lines: dict[str, set[int]] = {}
    for one in late:
        asked.setdefault((one.kind, one.id), []).append(one.rule)
        lines.setdefault(one.path, set()).add(one.line)
    for record in divided.again(lines) if late else ():
        ids = asked.get((record.kind, record.id))
        if ids:
            case = RecordCase(record, run.program.finder, settings.of(record))
            for id_ in ids:
                run.ask_again(rules[id_], case)
