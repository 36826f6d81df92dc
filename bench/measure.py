"""What a measure is asked and what it gives: lines of figures, and how they compare."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from bench.spent import Samples

__all__ = [
    "AS_OF",
    "ROOT",
    "Asked",
    "Compared",
    "Line",
    "Measure",
    "Result",
    "policycheck",
    "processors",
]

ROOT: Final = Path(__file__).resolve().parent.parent
#: The day on which everything is checked: no figure depends on when it was taken.
AS_OF: Final = "2026-11-23"


class Asked(NamedTuple):
    """What is asked of a measure. It may write into `folder`, which is empty and its own.

    `scales` are multiples of the smallest input, in rising order. `full`: a million posts, too.
    """

    folder: Path
    scales: tuple[int, ...] = (1, 10)
    runs: int = 3
    full: bool = False

    @property
    def environment(self) -> dict[str, str]:
        """That of a child: this tree, and a folder for compiled policies that is the measure's.

        Its modules are compiled once, as those of an installed tool are, whatever is set here.
        """
        return {
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "",
            "POLICYCHECK_CACHE_DIR": str(self.folder / "kept"),
        }


class Line(NamedTuple):
    """One thing that was measured. `size` is how many `of` (posts, accounts, rules) it did."""

    what: str
    samples: Samples
    size: int = 0
    of: str = ""


class Compared(NamedTuple):
    """One figure beside another, or beside what is asked for.

    `value` is by the processor's time, or what the unit says; `by_clock` is the same by the clock,
    where there is such a thing. `most` and `least` are what is asked for, None where nothing is.
    """

    what: str
    value: float
    unit: str = "×"
    by_clock: float | None = None
    most: float | None = None
    least: float | None = None

    @property
    def kept(self) -> bool | None:
        """Whether it is as asked for; None where nothing is."""
        if self.most is None and self.least is None:
            return None
        enough = self.least is None or self.value >= self.least
        return enough and (self.most is None or self.value <= self.most)


@dataclass(slots=True)
class Result:
    """What a measure found. `wrong` are results that should be the same and are not."""

    lines: list[Line] = field(default_factory=list)
    compared: list[Compared] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, what: str, samples: Samples, size: int = 0, of: str = "") -> None:
        self.lines.append(Line(what, samples, size, of))

    def ratio(
        self,
        what: str,
        one: Samples,
        other: Samples,
        *,
        most: float | None = None,
        least: float | None = None,
        share: float = 1.0,
    ) -> None:
        """How many times the other's time one takes, multiplied by `share` where sizes differ."""
        value, clock = one.processor / other.processor, one.seconds / other.seconds
        self.compared.append(Compared(what, value * share, "×", clock * share, most, least))


class Measure(NamedTuple):
    """One measure by the name it is asked for, in one sentence, and how to take it."""

    name: str
    what: str
    take: Callable[[Asked], Result]


def policycheck(*arguments: str) -> list[str]:
    """The command line of the tool as this interpreter runs it."""
    return [sys.executable, "-m", "policycheck", *arguments]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
