"""Every hit of every rule on every record, with what stands in the file at its place.

The text is cut from the file's own bytes by line and column, not by the offsets that made them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from policycheck.engine.case import RecordCase
from policycheck.engine.evaluate import Instants
from policycheck.engine.judge import judge
from policycheck.engine.places import locate, words
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.finding import Location
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Judgement
from policycheck.readers import inputs, read_inputs
from policycheck.tasks.policies import ReadPolicy, ready_policy

NOW = Moment.instant(datetime(2026, 11, 23, tzinfo=UTC))

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Hit:
    """`written` stands in the file, `words` in the record, `match` is what the rule says it hit."""

    rule: str
    record: str
    location: Location
    written: str
    words: str
    match: str | None
    inside: bool


@cache
def core() -> ReadPolicy:
    return ready_policy("core", Path.cwd())


def records(folder: Path, paths: Iterable[str] = (".",)) -> list[Record]:
    found = read_inputs(inputs(paths, base=folder), kinds=core().kinds)
    return [one for one in found if isinstance(one, Record)]


def cut(folder: Path, at: Location) -> str:
    text, starts = _lines(folder / at.path)
    return text[starts[at.line - 1] + at.column - 1 : starts[at.end_line - 1] + at.end_column - 1]


@cache
def _lines(file: Path) -> tuple[str, list[int]]:
    text = file.read_bytes().decode("utf-8-sig")
    return text, [0, *(end.end() for end in _LINE_END.finditer(text))]


def hits(folder: Path, found: Iterable[Record]) -> Iterator[Hit]:
    program = core().program
    instants = Instants(NOW, UTC)
    for record in found:
        case = RecordCase(record, program.finder, Setting(World(), instants.of(record), NOW))
        for rule in program.by_kind[record.kind]:
            form = rule.at(case.at)
            for judged in judge(form, case) if form else ():
                if not isinstance(judged.result, Judgement):
                    continue
                for hit in judged.result.hits:
                    at = locate(record, hit.place)
                    match = hit.values.get("match")
                    yield Hit(
                        rule.id,
                        record.id,
                        at,
                        cut(folder, at),
                        words(record, hit.place),
                        str(match) if match is not None else None,
                        hit.place.start is not None,
                    )
