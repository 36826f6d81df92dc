"""An audit of a registry: accounts, people and roles against sixty rules of which most join."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Final

from bench.measure import AS_OF, Asked, Compared, Measure, Result, policycheck
from bench.registry import ENDINGS, write_registry
from bench.spent import Samples, Spent, in_turn, spent

__all__ = ["AUDIT"]

_BASE: Final = 1_000
_SECONDS: Final = 3.0
#: The size that the seconds are asked for.
_ASKED: Final = 10_000
_FLOOR: Final = "json.loads of all records alone"
_PARSE: Final = """\
import json, sys
for name in ("accounts", "assignments", "people"):
    for line in open(name + ".jsonl", "rb"): json.loads(line)
"""


def take(asked: Asked) -> Result:
    """JSON Lines in all sizes; the other formats in the smallest."""
    taken = in_turn(asked.runs, dict(_works(asked)))
    result = Result()
    for what, samples in taken.items():
        result.add(what, samples, _size(what), "accounts")
    largest = asked.scales[-1] * _BASE
    whole = taken[_name(largest, "jsonl")]
    result.ratio(f"{_name(largest, 'jsonl')} / {_FLOOR}", whole, taken[f"{largest:,}: {_FLOOR}"])
    _grown(result, taken, asked.scales)
    if largest >= _ASKED:
        _asked_for(result, taken[_name(_ASKED, "jsonl")])
    return result


def _works(asked: Asked) -> Iterator[tuple[str, Callable[[], Spent]]]:
    for scale in asked.scales:
        count = scale * _BASE
        for ending in ENDINGS if scale == asked.scales[0] else ("jsonl",):
            folder = asked.folder / f"{ending}-{count}"
            report = ("--format", "json", "--output", "report.json")
            command = policycheck("audit", "--as-of", AS_OF, *report)
            work = partial(spent, command, folder, asked.environment)
            write_registry(folder, ending, 1)
            work()  # keeps the policy
            write_registry(folder, ending, count)
            yield _name(count, ending), work
    command = [sys.executable, "-c", _PARSE]
    yield f"{count:,}: {_FLOOR}", partial(spent, command, folder, asked.environment)


def _name(count: int, ending: str) -> str:
    return f"{count:,} accounts, {ending.upper()}"


def _size(what: str) -> int:
    return int(what.replace(":", " ").partition(" ")[0].replace(",", ""))


def _grown(result: Result, taken: dict[str, Samples], scales: tuple[int, ...]) -> None:
    for fewer, more in pairwise(scales):
        one, ten = (_name(scale * _BASE, "jsonl") for scale in (fewer, more))
        result.ratio(
            f"an account of {ten} / one of {one}", taken[ten], taken[one], share=fewer / more
        )


def _asked_for(result: Result, samples: Samples) -> None:
    what = _name(_ASKED, "jsonl")
    result.compared += [
        Compared(f"{what}, by the clock", samples.seconds, "s", most=_SECONDS),
        Compared(f"{what}, largest process", samples.megabytes or 0.0, "MB"),
    ]


AUDIT = Measure("audit", "60 rules, of which most join, over accounts, people and roles", take)
