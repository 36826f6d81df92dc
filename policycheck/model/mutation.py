"""What the tests of a policy notice of changes to its rules."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from policycheck.errors import Problem

__all__ = ["Fate", "Mutation", "RuleMutation", "TriedMutant", "score"]


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"  # a test noticed it
    SURVIVED = "survived"  # no test did
    EQUIVALENT = "equivalent"  # no test could, for a reason that somebody wrote down


class TriedMutant(NamedTuple):
    """A mutant that was tried, in words, where in the policy it changes something, and its fate.

    `killed_by` names the first test that noticed it. A survivor has the `example` that would have,
    ready to be put under `examples:`, or says `why` none was found; of an equivalent mutant `why`
    is the reason.
    """

    id: str
    words: str
    path: str
    line: int
    column: int
    fate: Fate
    killed_by: str = ""
    example: str = ""
    why: str = ""


class RuleMutation(NamedTuple):
    """The mutants of one rule; `broken` tests do not come out, and prove nothing."""

    rule: str
    path: str
    line: int
    tests: int
    broken: int
    mutants: tuple[TriedMutant, ...]

    def of(self, fate: Fate) -> tuple[TriedMutant, ...]:
        return tuple(one for one in self.mutants if one.fate is fate)


class Mutation(NamedTuple):
    """The mutants of the rules that were asked for, in their order.

    `inherited` counts the rules of policies above, which are tried where they are written.
    `problems` are of what suites say of mutants that there are not; `notes` are sentences.
    """

    version: str
    policies: tuple[str, ...]
    rules: tuple[RuleMutation, ...]
    inherited: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, fate: Fate | None = None) -> int:
        """How many mutants came to a fate; without one, how many there are."""
        return sum(len(one.mutants if fate is None else one.of(fate)) for one in self.rules)

    @property
    def score(self) -> float:
        return score(each for one in self.rules for each in one.mutants)


def score(mutants: Iterable[TriedMutant]) -> float:
    """The killed among those that could be, in percent; 100 of none."""
    fates = [one.fate for one in mutants if one.fate is not Fate.EQUIVALENT]
    return 100 * fates.count(Fate.KILLED) / len(fates) if fates else 100.0
