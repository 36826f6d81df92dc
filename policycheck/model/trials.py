"""What a run of tests did: each example and each expectation of a suite, and its word."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Trial", "Trials", "Word"]


class Word(StrEnum):
    """What became of a test."""

    VALIDATED = "validated"  # it came out as it says
    NOISY = "noisy"  # the rule flags what it should let pass
    MISSING = "missing"  # the rule does not flag what it should
    WRONG = "wrong"  # it flags another place, in other words, or comes to another outcome


class Trial(NamedTuple):
    """One test: the file that it stands in, what it is called there, and the rule that it is of."""

    path: str
    name: str
    rule: str


class Trials(NamedTuple):
    """All that was run, in its order. `words` counts what became of the cases."""

    examples: int
    suites: int
    rules: int
    words: Mapping[Word, int]
    cases: tuple[Trial, ...]
