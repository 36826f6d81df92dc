"""Which of the cells that could not be decided a report lists; it counts them all."""

from __future__ import annotations

from collections import defaultdict

from policycheck.engine.undecided import Undecided
from policycheck.model.finding import Unknown

__all__ = ["MOST_UNKNOWN", "listed_unknown"]

#: How many undecided records are listed for one rule.
MOST_UNKNOWN = 1_000


def listed_unknown(unknown: Undecided) -> tuple[list[Unknown], int]:
    """Those that are listed, by rule and record, and how many are not."""
    listed: defaultdict[str, list[Unknown]] = defaultdict(list)
    for record, gaps in unknown.by_record():
        for gap in gaps:
            if len(listed[gap.rule]) < MOST_UNKNOWN:
                listed[gap.rule].append(Unknown(gap.rule, record, gap.missing, gap.why))
    found = [one for rule in sorted(listed) for one in listed[rule]]
    return found, len(unknown) - len(found)
