"""What can go wrong, as records with a place; the words for a person are joined at the edge."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

__all__ = ["InputError", "PolicycheckError", "Problem", "UsageError"]


class Problem(Struct, frozen=True, eq=False):
    """One thing that could not be read or understood, and what to do about it.

    `line` and `column` count from 1, in code points; a problem with a file as a whole is at 1:1.
    One with a policy has the `id` of its entry in the registry of mistakes, and the `excerpt` is
    its source line, which makes no difference to whether two are the same.
    """

    path: str
    line: int
    column: int
    message: str
    help: str = ""
    id: str = ""
    excerpt: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and self._order() == other._order()

    def __lt__(self, other: Problem) -> bool:
        return self._order() < other._order()

    def __hash__(self) -> int:
        return hash(self._order())

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"

    def _order(self) -> tuple[str, int, int, str, str, str]:
        return self.path, self.line, self.column, self.message, self.help, self.id


class PolicycheckError(Exception):
    """The root of every error that policycheck raises on purpose."""


class UsageError(PolicycheckError):
    """The caller asked for something that does not exist or cannot be combined."""


class InputError(PolicycheckError):
    """A file or a policy that cannot be used. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
