"""What a code scanning service takes of one run, and which results are left out beyond that.

Source of the limits: GitHub's "SARIF support for code scanning", seen 2026-11: 25,000 results a
run, of which the 5,000 most severe are shown, and 10 MB for the file after gzip.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from policycheck.model.finding import SEVERITIES, Finding, Outcome, Unknown

__all__ = ["MOST_BYTES", "MOST_PROBLEMS", "MOST_RESULTS", "Cut", "fitting", "most_severe"]

MOST_RESULTS = 25_000
#: Somewhat less than 10 MB: a block that is being packed is not counted yet, and another program
#: may pack less well.
MOST_BYTES = 9_500_000
#: So many of the problems are told as notifications; all stand on standard error.
MOST_PROBLEMS = 1_000


@dataclass(frozen=True, slots=True)
class Cut:
    """How many results there are, and how many of them are listed."""

    results: int
    listed: int

    @property
    def sentence(self) -> str:
        """What is missing and where it is; '' where nothing is."""
        if self.results == self.listed:
            return ""
        return (
            f"{self.listed:,} of {self.results:,} results are listed, the most severe: "
            "code scanning takes no more; --format json has every one"
        )


def _weight(entry: Finding | Unknown) -> int:
    """Failures by their severity, then what is undecided, informs or is waived."""
    if isinstance(entry, Unknown):
        return len(SEVERITIES)
    if entry.outcome is Outcome.WAIVED or entry.observed:
        return len(SEVERITIES) + 1
    return SEVERITIES.index(entry.severity)


def most_severe(entries: Iterable[Finding | Unknown]) -> list[int]:
    """The numbers of those that are listed, the most severe first; equal ones in their order."""
    weighed = ((_weight(entry), number) for number, entry in enumerate(entries))
    return [number for _, number in nsmallest(MOST_RESULTS, weighed)]


def fitting(before: str, texts: Sequence[str]) -> int:
    """How many of the texts, from the first on, fit beside what stands before them."""
    if len(before) + sum(map(len, texts)) < MOST_BYTES // 4:
        return len(texts)  # no character has more than four bytes
    packer = zlib.compressobj(wbits=31)
    size = len(packer.compress(before.encode("utf-8", "surrogatepass")))
    for number, text in enumerate(texts):
        size += len(packer.compress(text.encode("utf-8", "surrogatepass")))
        if size > MOST_BYTES:
            return number
    return len(texts)
