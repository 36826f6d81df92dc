"""Masking: what a rule found to be private or secret appears in no output."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from policycheck.errors import Problem
from policycheck.model.finding import Excerpt, Finding, Fix, Location, Related, Unknown

__all__ = ["Veil"]

_LINE_END = re.compile(r"\r\n|\n|\r")
_SHORTEST = 3


class Veil:
    """Covers every appearance of the given values, letter by letter, so that carets stay in place."""

    def __init__(self, values: Iterable[str]) -> None:
        pieces = {piece for value in values for piece in _LINE_END.split(value)}
        wanted = sorted(
            (piece for piece in pieces if len(piece) >= _SHORTEST), key=len, reverse=True
        )
        self._pattern = re.compile("|".join(map(re.escape, wanted))) if wanted else None

    def text(self, text: str) -> str:
        return self._pattern.sub(_cover, text) if self._pattern else text

    def finding(self, finding: Finding) -> Finding:
        if not self._pattern:
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
            fix=fix and Fix(self._location(fix.location), self.text(fix.replacement), fix.safe),
        )

    def unknown(self, unknown: Unknown) -> Unknown:
        return replace(unknown, why=self.text(unknown.why)) if self._pattern else unknown

    def problem(self, problem: Problem) -> Problem:
        return replace(problem, message=self.text(problem.message)) if self._pattern else problem

    def _location(self, location: Location) -> Location:
        lines = tuple((number, self.text(line)) for number, line in location.excerpt.lines)
        return replace(location, excerpt=Excerpt(lines))


def _cover(match: re.Match[str]) -> str:
    return "".join("*" if letter.isalnum() else letter for letter in match.group())
