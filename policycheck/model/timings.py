"""Where the time of a check went."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["RuleTime", "Timings"]


class RuleTime(NamedTuple):
    """How long a rule took on all records, in seconds, and how often it was asked."""

    rule: str
    seconds: float
    asked: int


class Timings(NamedTuple):
    """The stages of a check in their order, in seconds, and the rules, the slowest first."""

    stages: tuple[tuple[str, float], ...]
    rules: tuple[RuleTime, ...]
