"""Posts one by one in a process that has the policy ready: an editor, a publishing tool.

Each post is timed from its fields to its verdict, by the time of the processor that its thread
took, since a pause that the system makes for others says nothing of the tool.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Final

from bench.agency import posts, write_agency
from bench.measure import AS_OF, Asked, Compared, Measure, Result
from bench.spent import CannotMeasureError, Samples, Spent
from policycheck import Checker
from policycheck.tasks.projects import project_at

__all__ = ["WARM"]

_BASE: Final = 500
#: The first posts are met before anything is known of their sort; they are shown by themselves.
_FIRST: Final = 100
_MICRO: Final = 1e6
_NOW: Final = datetime.fromisoformat(AS_OF).replace(tzinfo=UTC)


def take(asked: Asked) -> Result:
    count = _BASE * asked.scales[-1]
    write_agency(asked.folder)
    checker = Checker(project=project_at(asked.folder))

    def judge(post: Mapping[str, object]) -> None:
        found = checker.check(post, now=_NOW)
        if found.errors:
            raise CannotMeasureError(str(found.errors[0]))

    made = list(posts(count, broken=0.05))
    taken = _timed(judge, made)
    round_trip = _timed(lambda post: json.loads(json.dumps(post)), made)
    return _told(taken, round_trip)


def _timed(
    work: Callable[[Mapping[str, object]], object], made: Iterable[Mapping[str, object]]
) -> list[float]:
    """Seconds of the processor that each post takes."""
    taken = []
    for post in made:
        begun = time.thread_time_ns()
        work(post)
        taken.append((time.thread_time_ns() - begun) / 1e9)
    return taken


def _told(taken: list[float], round_trip: list[float]) -> Result:
    first, later = taken[:_FIRST], taken[_FIRST:]
    middle, slowest, floor = median(later), quantiles(later, n=100)[98], median(round_trip)
    result = Result()
    result.add("a post, fields to verdict, median", _one(middle), 1, "post")
    result.add("the same, 99 of 100 take less", _one(slowest), 1, "post")
    result.add(f"the first {_FIRST} posts, median", _one(median(first)), 1, "post")
    result.add("a post to JSON and back, median", _one(floor), 1, "post")
    result.compared += [
        Compared("a post, median", middle * _MICRO, "µs", most=150),
        Compared("a post, 99 of 100", slowest * _MICRO, "µs", most=500),
        Compared("a post / its way to JSON and back", middle / floor),
    ]
    result.notes.append(f"{len(taken):,} posts, seconds of the processor for each by itself")
    return result


def _one(seconds: float) -> Samples:
    return Samples((Spent(seconds, seconds),))


WARM = Measure("warm", "posts one by one, in a process that is ready", take)
