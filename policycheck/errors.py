"""What can go wrong, as records with a place; the words for a person are joined at the edge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["InputError", "PolicycheckError", "Problem", "UsageError"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that could not be read or understood, and what to do about it.

    `line` and `column` count from 1, in code points; a problem with a file as a whole is at 1:1.
    One with a policy has the `id` of its entry in the registry of mistakes, and the `excerpt` is
    its source line.
    """

    path: str
    line: int
    column: int
    message: str
    help: str = ""
    id: str = ""
    excerpt: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class PolicycheckError(Exception):
    """The root of every error that policycheck raises on purpose."""


class UsageError(PolicycheckError):
    """The caller asked for something that does not exist or cannot be combined."""


class InputError(PolicycheckError):
    """A file or a policy that cannot be used. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
