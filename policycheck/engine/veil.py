"""Masking: what a rule found to be private or secret appears in no output."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from policycheck.errors import Problem
from policycheck.model.finding import Excerpt, Finding, Fix, Location, Related, Unknown

__all__ = ["Veil"]

_LINE_END = re.compile(r"\r\n|\n|\r")
_SHORTEST = 3


class Veil:
    """Covers every appearance of the given values, letter by letter, so that carets stay in place.

    A value that goes over several lines is covered on each of them. Capitals make no difference.
    """

    def __init__(self, values: Iterable[str]) -> None:
        pieces = {_low(piece.strip()) for value in values for piece in _LINE_END.split(value)}
        self._automaton = _automaton(sorted(one for one in pieces if len(one) >= _SHORTEST))

    def text(self, text: str) -> str:
        if self._automaton is None:
            return text
        found = self._automaton.find_matches_as_indexes(_low(text), overlapping=True)
        if not found:
            return text  # most texts
        letters = list(text)
        for _, start, end in found:
            letters[start:end] = ["*" if one.isalnum() else one for one in text[start:end]]
        return "".join(letters)

    def finding(self, finding: Finding) -> Finding:
        if self._automaton is None:
            return finding
        fix = finding.fix
        return replace(
            finding,
            message=self.text(finding.message),
            label=self.text(finding.label),
            location=self._location(finding.location),
            related=tuple(
                Related(self._location(one.location), self.text(one.message))
                for one in finding.related
            ),
            fix=fix and self._fix(fix),
            waiver=self.text(finding.waiver),
        )

    def unknown(self, unknown: Unknown) -> Unknown:
        return replace(unknown, why=self.text(unknown.why))

    def problem(self, problem: Problem) -> Problem:
        excerpt = self.text(problem.excerpt)
        return replace(problem, message=self.text(problem.message), excerpt=excerpt)

    def _fix(self, fix: Fix) -> Fix:
        replacement, match = self.text(fix.replacement), self.text(fix.match)
        return replace(
            fix,
            location=self._location(fix.location),
            replacement=replacement,
            match=match,
            verbatim=fix.verbatim and (replacement, match) == (fix.replacement, fix.match),
        )

    def _location(self, location: Location) -> Location:
        lines = tuple((number, self.text(line)) for number, line in location.excerpt.lines)
        return replace(location, excerpt=Excerpt(lines))


def _automaton(pieces: list[str]) -> Any:
    if not pieces:
        return None
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(pieces)


def _low(text: str) -> str:
    """In small letters, each in the place of its capital.

    Two letters are not made small one by one: İ becomes two, Σ differs where a word ends.
    """
    if "İ" not in text and "Σ" not in text:
        return text.lower()
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
