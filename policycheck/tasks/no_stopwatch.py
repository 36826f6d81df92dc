"""Stands where a stopwatch would be: most checks have none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from policycheck.engine.program import Program

__all__ = ["NoStopwatch"]

T = TypeVar("T")


class NoStopwatch:
    """Takes no time, and gives everything back as it is."""

    def lap(self, stage: str) -> None:
        """Nothing is noted of a stage."""

    def over(self, records: Iterable[T]) -> Iterable[T]:
        return records

    def on(self, program: Program) -> Program:
        return program

    def timings(self) -> None:
        return None
