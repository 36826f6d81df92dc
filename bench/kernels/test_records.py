"""What is done to a record, for 500 posts a round."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pytest_benchmark.fixture import BenchmarkFixture

from bench.in_process import Ready
from policycheck.engine.run import Run
from policycheck.engine.setting import Setting
from policycheck.model.record import Record
from policycheck.readers.door import records as admitted
from policycheck.readers.jsonl import read_line
from policycheck.source import Source


def test_door(benchmark: BenchmarkFixture, lines: Sequence[str], ready: Ready) -> None:
    """From a line to a record."""
    post = ready.policy.kinds["post"]

    def read() -> list[object]:
        drafts = chain.from_iterable(read_line(Source("posts.jsonl", line)) for line in lines)
        return list(admitted(drafts, post, path="posts.jsonl"))

    found = benchmark(read)
    assert [isinstance(one, Record) for one in found] == [True] * len(lines)


def test_traits(benchmark: BenchmarkFixture, records: Sequence[Record], ready: Ready) -> None:
    """By what a record is compared with its likes."""
    run, settings = _judged(ready, records)
    traits = run.alike(records[0], settings[0]).learner.traits
    pairs = list(zip(records, settings, strict=True))
    found = benchmark(lambda: [traits.of(record, setting) for record, setting in pairs])
    assert len(set(found)) < len(found)


def test_judge_of_one_sort(
    benchmark: BenchmarkFixture, records: Sequence[Record], ready: Ready
) -> None:
    """Records whose likes have been judged: what most posts of an archive are."""
    run, settings = _judged(ready, records)

    def judge() -> None:
        for record, setting in zip(records, settings, strict=True):
            run.judge(record, setting)

    benchmark(judge)
    assert run.result.findings


def test_judge_of_new_sorts(
    benchmark: BenchmarkFixture, records: Sequence[Record], ready: Ready
) -> None:
    """Records of which nothing is known yet."""
    run, _ = benchmark(lambda: _judged(ready, records))
    assert run.result.findings


def _judged(ready: Ready, records: Sequence[Record]) -> tuple[Run, list[Setting]]:
    run = Run(ready.policy.program)
    instants = ready.instants
    settings = [Setting(ready.world, instants.of(one), instants.now) for one in records]
    for record, setting in zip(records, settings, strict=True):
        run.judge(record, setting)
    return run, settings
