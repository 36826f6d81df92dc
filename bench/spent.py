"""What a process costs: seconds by the clock, seconds of the processor, memory at the peak."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

__all__ = ["PATIENCE", "CannotMeasureError", "Samples", "Spent", "in_turn", "spent", "spent_here"]


#: Seconds after which things that are measured together are not run again.
PATIENCE: Final = 15.0
_LAUNCH: Final = Path(__file__).with_name("launch.py")
#: In what the system counts memory in: bytes on macOS, kilobytes elsewhere.
_MEGABYTE: Final = 1 << 20 if sys.platform == "darwin" else 1 << 10


class CannotMeasureError(Exception):
    """Something to be measured did not do what it was run for; says what, and what it printed."""


class Spent(NamedTuple):
    """One run. `processor` is user and system time, of children too.

    `megabytes` at the peak of the largest process, None where that was not measured.
    """

    seconds: float
    processor: float
    megabytes: float | None = None


class Samples(NamedTuple):
    """All runs of one thing."""

    runs: tuple[Spent, ...]

    @property
    def seconds(self) -> float:
        return median(one.seconds for one in self.runs)

    @property
    def processor(self) -> float:
        return median(one.processor for one in self.runs)

    @property
    def spread(self) -> float:
        """The slowest run less the fastest, of the processor, as a share of the median."""
        taken = [one.processor for one in self.runs]
        return (max(taken) - min(taken)) / self.processor if self.processor else 0.0

    @property
    def megabytes(self) -> float | None:
        known = [one.megabytes for one in self.runs if one.megabytes is not None]
        return max(known) if known else None


def spent(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    *,
    fine: Sequence[int] = (0, 1),
) -> Spent:
    """Run a command in a folder to its end; what it prints is thrown away.

    Raises CannotMeasureError for a status that is not `fine`: what failed is fast, and no figure.
    """
    with tempfile.TemporaryFile() as said:
        launched = subprocess.run(
            [sys.executable, "-I", "-S", str(_LAUNCH), *command],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            check=False,
        )
        seconds, processor, most, status = launched.stdout.split() or (b"0", b"0", b"0", b"-1")
        if launched.returncode or int(status) not in fine:
            said.seek(0)
            words = said.read()[-400:].decode(errors="replace").strip()
            raise CannotMeasureError(
                f"{' '.join(command)[:200]} ended with status {int(status)}: {words}"
            )
    return Spent(float(seconds), float(processor), int(most) / _MEGABYTE)


def spent_here(work: Callable[[], object]) -> Spent:
    """Do something in this process."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - clock, time.process_time() - processor)


def in_turn(runs: int, works: Mapping[str, Callable[[], Spent]]) -> dict[str, Samples]:
    """Run all of them `runs` times, one after the other, so that what disturbs one disturbs all.

    No further turn begins once they have taken PATIENCE together: what disturbs a process that
    long is little beside what it takes.
    """
    found: dict[str, list[Spent]] = {name: [] for name in works}
    begun = time.monotonic()
    for turn in range(runs):
        if turn and time.monotonic() - begun > PATIENCE:
            break
        for name, work in works.items():
            found[name].append(work())
    return {name: Samples(tuple(taken)) for name, taken in found.items()}
