"""Posts one by one in a process that has the policy ready: an editor, a publishing tool.

Each post is timed from its bytes to its verdict, by the time of the processor that its thread took,
since a pause that the system makes for others says nothing of the tool.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median, quantiles
from typing import Final

from bench.agency import posts
from bench.in_process import Ready
from bench.measure import Asked, Compared, Measure, Result
from bench.spent import Samples, Spent
from policycheck.model.record import Record

__all__ = ["WARM"]

_BASE: Final = 500
#: The first posts are met before anything is known of their sort; they are shown by themselves.
_FIRST: Final = 100
_MICRO: Final = 1e6


def take(asked: Asked) -> Result:
    result = Result()
    count = _BASE * asked.scales[-1]
    ready = Ready.of_agency(asked.folder)
    lines = [json.dumps(one) for one in posts(count, broken=0.05)]
    taken = latencies(ready, lines)
    parsed = _parsing(lines)
    result.add("a post, bytes to verdict, median", _one(median(taken[_FIRST:])), 1, "post")
    result.add("the same, 99 of 100 take less", _one(quantiles(taken[_FIRST:], n=100)[98]))
    result.add(f"the first {_FIRST} posts, median", _one(median(taken[:_FIRST])))
    result.add("json.loads of a post, median", _one(median(parsed)))
    result.compared += [
        Compared("a post, median", median(taken[_FIRST:]) * _MICRO, "µs", most=150),
        Compared("a post, 99 of 100", quantiles(taken[_FIRST:], n=100)[98] * _MICRO, "µs", most=500),
        Compared("a post / json.loads of it", median(taken[_FIRST:]) / median(parsed)),
    ]
    result.notes.append(f"{count:,} posts, seconds of the processor for each by itself")
    return result


def latencies(ready: Ready, lines: Sequence[str]) -> list[float]:
    """Seconds of the processor for each line, read and judged one after the other."""
    stamps: list[int] = []

    def stamped(records: Iterable[Record]) -> Iterator[Record]:
        stamps.append(time.thread_time_ns())
        for one in records:
            yield one
            stamps.append(time.thread_time_ns())

    ready.judge(stamped(ready.read("\n".join(lines))))
    return [(late - early) / 1e9 for early, late in pairwise(stamps)]


def _parsing(lines: Sequence[str]) -> list[float]:
    taken = []
    for line in lines:
        begun = time.thread_time_ns()
        json.loads(line)
        taken.append((time.thread_time_ns() - begun) / 1e9)
    return taken


def _one(seconds: float) -> Samples:
    return Samples((Spent(seconds, seconds),))


WARM = Measure("warm", "posts one by one, in a process that is ready", take)
