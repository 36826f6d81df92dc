"""Many posts at once: by format, by share of posts in violation, by jobs, and how it grows.

The peer is what has to be done in any case: reading and parsing the file alone, in a process of its
own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from bench.agency import write_agency, write_posts
from bench.measure import AS_OF, Asked, Compared, Measure, Result, policycheck
from bench.spent import Samples, Spent, in_turn, spent

__all__ = ["BULK", "Case", "cases"]

_BASE: Final = 1_000
_MILLION: Final = 1_000_000
_SHARES: Final = (0.05, 0.5)
#: How much more a post may cost where there are ten times as many.
_GROWTH: Final = 1.15
_MEGABYTES: Final = 400
_RATE: Final = 40_000

_LINES: Final = """\
import json, sys
for line in open(sys.argv[1], "rb"): json.loads(line)
"""
_TYPED: Final = """\
import msgspec, sys
read = msgspec.json.Decoder().decode
for line in open(sys.argv[1], "rb"): read(line)
"""
_ROWS: Final = """\
import csv, sys
for row in csv.reader(open(sys.argv[1], encoding="utf-8", newline="")): pass
"""
#: Reading and parsing alone: by name the format, and what Python is told to do.
_PARSING: Final = {
    "json.loads": ("jsonl", _LINES),
    "msgspec": ("jsonl", _TYPED),
    "csv.reader": ("csv", _ROWS),
}


class Case(NamedTuple):
    """One check of many posts."""

    posts: int
    ending: str
    share: float
    jobs: int

    @property
    def file(self) -> str:
        """What is checked."""
        return f"{self.posts:,} posts, {self.ending.upper()}, {100 * self.share:.0f} % broken"

    @property
    def what(self) -> str:
        """The same, and by how many jobs."""
        if not self.posts:
            return "no posts: the start, and the agency"
        return f"{self.file}, {'one job' if self.jobs == 1 else f'{self.jobs} jobs'}"


#: What a check of the agency takes with no post at all.
_NOTHING: Final = Case(0, "jsonl", 0.0, 1)


def cases(scales: tuple[int, ...]) -> Iterator[Case]:
    """All that is measured: with the usual share at each size, with the larger at the largest."""
    for scale in scales:
        for share in _SHARES if scale == scales[-1] else _SHARES[:1]:
            for ending in ("jsonl", "csv"):
                yield from (Case(scale * _BASE, ending, share, jobs) for jobs in (1, 2))


def take(asked: Asked) -> Result:
    bulk, alone = _measured(asked, [_NOTHING, *cases(asked.scales)])
    result = _told(bulk, alone)
    if asked.full:
        most = Case(_MILLION, "jsonl", _SHARES[0], 2)
        taken, _ = _measured(asked._replace(runs=1), [most])
        result.add(most.what, taken[most], most.posts, "posts")
        _asked_for(result, most, taken[most], bulk[_NOTHING])
    return result


def _measured(
    asked: Asked, wanted: list[Case]
) -> tuple[dict[Case, Samples], dict[tuple[str, Case], Samples]]:
    """The cases, and the parsing of each file alone, beside the first case of that file."""
    folder = asked.folder / "agency"
    write_agency(folder)
    _check(asked, folder, _NOTHING)()  # keeps the policy
    bulk: dict[Case, Samples] = {}
    alone: dict[tuple[str, Case], Samples] = {}
    for case in wanted:
        if case in bulk:
            continue
        file = folder / f"posts.{case.ending}"
        write_posts(file, case.posts, broken=case.share)
        same = [one for one in wanted if one[:3] == case[:3]]
        parsers = dict(_parsers(asked, file)) if case.posts else {}
        works = {one.what: _check(asked, folder, one) for one in same} | parsers
        taken = in_turn(asked.runs, works)
        bulk |= {one: taken[one.what] for one in same}
        alone |= {(name, case): taken[name] for name in parsers}
        file.unlink()
    return bulk, alone


def _check(asked: Asked, folder: Path, case: Case) -> Callable[[], Spent]:
    command = policycheck("check", "--as-of", AS_OF, "--jobs", str(case.jobs))
    report = ("--format", "json", "--output", "report.json")
    return partial(spent, [*command, *report], folder, asked.environment)


def _parsers(asked: Asked, file: Path) -> Iterator[tuple[str, Callable[[], Spent]]]:
    for name, (ending, words) in _PARSING.items():
        if file.suffix == f".{ending}":
            command = [sys.executable, "-c", words, str(file)]
            yield name, partial(spent, command, file.parent, asked.environment)


def _told(bulk: dict[Case, Samples], alone: dict[tuple[str, Case], Samples]) -> Result:
    result = Result()
    for case, samples in bulk.items():
        result.add(case.what, samples, case.posts, "posts" if case.posts else "")
    for (name, case), samples in alone.items():
        result.add(f"{name} alone: {case.file}", samples, case.posts, "posts")
    largest = max(case.posts for case in bulk)
    for (name, case), samples in alone.items():
        if case.posts == largest and case.share == _SHARES[0]:
            result.ratio(f"{case.what} / {name} alone", bulk[case], samples)
    _grown(result, bulk)
    most = Case(largest, "jsonl", _SHARES[0], 2)
    _asked_for(result, most, bulk[most], bulk[_NOTHING])
    return result


def _grown(result: Result, bulk: dict[Case, Samples]) -> None:
    """How much more a post costs with each step, once the start is taken off."""
    start = bulk[_NOTHING]
    for fewer, one in bulk.items():
        ten = bulk.get(more := fewer._replace(posts=fewer.posts * 10))
        if fewer == _NOTHING or ten is None:
            continue
        value = (ten.processor - start.processor) / (one.processor - start.processor) / 10
        clock = (ten.seconds - start.seconds) / (one.seconds - start.seconds) / 10
        what = f"a post of {more.what} / one of {fewer.posts:,}"
        result.compared.append(Compared(what, value, "×", clock, most=_GROWTH))


def _asked_for(result: Result, case: Case, samples: Samples, start: Samples) -> None:
    """Posts a second once started: of a million posts the start is nothing, of a few it is much."""
    rate = case.posts / (samples.seconds - start.seconds)
    what = f"{case.what}, by the clock, once started"
    result.compared.append(Compared(what, rate, "posts/s", least=_RATE))
    largest = samples.megabytes or 0.0
    result.compared.append(
        Compared(f"{case.what}, largest process", largest, "MB", most=_MEGABYTES)
    )


BULK = Measure("bulk", "a check of an agency's posts, beside parsing the file alone", take)
