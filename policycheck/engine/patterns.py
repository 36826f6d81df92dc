"""Patterns in RE2 syntax: compiled one by one, and all of a program asked at once.

An RE2 Set says in one pass which patterns can hit. It is a filter and no more: where it cannot be
built or cannot answer, every pattern is tried by itself, so that no rule is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

__all__ = ["PatternFilter", "compiled"]

#: Larger programs (Unicode classes, long repetitions) make a Set slow and are tried by themselves.
_LARGEST = 500
_MEMORY = 64 << 20
#: What a Set says of a text that meets none of its patterns but the first.
_NONE = [0]


def compiled(pattern: str, match_case: bool) -> Any:
    """An RE2 pattern. Raises ValueError with RE2's own reason where it is refused."""
    import re2

    try:
        return re2.compile(pattern, _options(match_case))
    except re2.error as problem:
        reason = problem.args[0]
        raise ValueError(reason.decode() if isinstance(reason, bytes) else str(reason)) from None


class PatternFilter:
    """Says which of several patterns may hit a text: all that do, and perhaps some that do not."""

    def __init__(self, patterns: Sequence[tuple[str, bool]]) -> None:
        self.compiled: list[Any] = [compiled(pattern, case) for pattern, case in patterns]
        small = [n for n, one in enumerate(self.compiled) if one.programsize <= _LARGEST]
        self._always = frozenset(range(len(patterns))) - frozenset(small)
        self._sets: list[tuple[Any, list[int]]] = []
        for match_case in (True, False):
            numbers = [number for number in small if patterns[number][1] is match_case]
            self._sets += _sets(patterns, numbers, match_case)
        self._always |= frozenset(small) - {n for _, numbers in self._sets for n in numbers}

    def candidates(self, text: str) -> frozenset[int]:
        """The numbers of the patterns that may hit."""
        found = self._always
        for one, numbers in self._sets:
            answer = one.Match(text)
            # The first pattern of each set meets every text: where it is missing, the Set gave up.
            if answer == _NONE:
                continue
            is_told = 0 in answer
            found |= {numbers[index - 1] for index in answer if index} if is_told else {*numbers}
        return found


def _sets(
    patterns: Sequence[tuple[str, bool]], numbers: list[int], match_case: bool
) -> Iterator[tuple[Any, list[int]]]:
    """Sets that hold these patterns; where one is too large, two of half its size."""
    import re2

    if not numbers:
        return
    try:
        options = _options(match_case)
        options.max_mem = _MEMORY
        one = re2.Set.SearchSet(options)
        one.Add("")
        for number in numbers:
            one.Add(patterns[number][0])
        one.Compile()
    except re2.error:
        if len(numbers) > 1:
            half = len(numbers) // 2
            yield from _sets(patterns, numbers[:half], match_case)
            yield from _sets(patterns, numbers[half:], match_case)
        return
    yield one, numbers


def _options(match_case: bool) -> Any:
    import re2

    options = re2.Options()
    options.case_sensitive = match_case
    options.log_errors = False
    return options
