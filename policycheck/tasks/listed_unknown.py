"""Which of the cells that could not be decided a report lists; it counts them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from policycheck.model.finding import Unknown

__all__ = ["MOST_UNKNOWN", "listed_unknown"]

#: How many undecided records are listed for one rule.
MOST_UNKNOWN = 1_000


def listed_unknown(unknown: Sequence[Unknown]) -> tuple[list[Unknown], int]:
    """Those that are listed, by rule and record, and how many are not."""
    listed: list[Unknown] = []
    seen: Counter[str] = Counter()
    for one in sorted(unknown, key=lambda one: (one.rule, one.record.kind, one.record.id)):
        seen[one.rule] += 1
        if seen[one.rule] <= MOST_UNKNOWN:
            listed.append(one)
    return listed, len(unknown) - len(listed)
