"""Rounds of fixes in memory: fix, judge again, fix what that brings up, until nothing is left."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from policycheck.engine.veil import Veil
from policycheck.errors import Problem
from policycheck.fix.history import History
from policycheck.fix.refusal import Refused, Why
from policycheck.fix.rewrite import rewrite
from policycheck.fix.wanted import Level, Wanted, wanted_of
from policycheck.model.finding import Finding, Outcome, RecordName
from policycheck.readers import Input
from policycheck.readers.opening import unreadable
from policycheck.tasks.check import Checked, CheckRequest, checked

__all__ = ["Fixing"]


class _Stuck(NamedTuple):
    """A file of whose fixes none can be made: not to be tried again as long as it is so."""

    data: bytes
    wanted: list[Wanted]
    refused: list[Refused]


@dataclass(slots=True)
class Fixing:
    """The files of one run on their way. `first` is how things stood, `last` how they would stand.

    `refused` are the fixes that are still wanted and cannot be made; `secrets` must not be shown.
    """

    request: CheckRequest
    level: Level
    first: Checked
    last: Checked
    files: dict[str, History] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)
    seconds: float = 0.0
    _stuck: dict[str, _Stuck] = field(default_factory=dict)
    _accepted: set[tuple[str, RecordName, str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, request: CheckRequest, level: Level) -> Fixing:
        """Check, and fix as far as that goes. Nothing is written, no baseline either.

        Raises UsageError for a selection that names no rule.
        """
        request = replace(request, write_baseline=None, jobs=1)  # inputs are noted in this process
        begun = time.perf_counter()
        first = checked(request)
        fixing = cls(request, level, first, first)
        fixing.secrets |= first.result.secrets
        while not fixing.last.report.interrupted and fixing._round():
            unwritten = {path: one.data for path, one in fixing.files.items()}
            fixing.last = checked(replace(request, unwritten={**request.unwritten, **unwritten}))
            fixing.secrets |= fixing.last.result.secrets
        if fixing.last.report.interrupted:
            fixing.files.clear()  # what was not judged to its end is not written
        fixing.seconds = time.perf_counter() - begun
        return fixing

    @property
    def veil(self) -> Veil:
        """What covers all that may not be shown."""
        return Veil(() if self.request.reveal else self.secrets)

    @property
    def changed(self) -> list[History]:
        return [one for _, one in sorted(self.files.items()) if one.changed]

    def inputs(self, path: str) -> list[Input]:
        """All that a file is read as, with what it is to hold."""
        history = self.files.get(path)
        found = [one for one in self.last.inputs if one.path == path]
        return [replace(one, data=history.data) for one in found] if history else found

    def _round(self) -> bool:
        """Fix each file once over; whether there is reason to look again."""
        findings = self._open(self.last.result.findings)
        self._accepted |= {_key(one) for one in self.last.result.findings if _is_accepted(one)}
        self.refused = []
        changed = [
            self._fix(path, [*ones])
            for path, ones in groupby(wanted_of(findings, self.level), lambda one: one.place.path)
        ]
        return any(changed)

    def _open(self, findings: Iterable[Finding]) -> list[Finding]:
        """All but what was accepted before: a fix beside it may hide from a baseline that it is."""
        return [one for one in findings if _key(one) not in self._accepted]

    def _fix(self, path: str, wanted: Sequence[Wanted]) -> bool:
        if not self.inputs(path):
            self.refused += [(one, Why.ELSEWHERE) for one in wanted]
            return False
        history = self._history(path)
        if history is None:
            return False
        data, wanted = history.data, history.wants(wanted)
        stuck = self._stuck.get(path)
        if stuck is None or (stuck.data, stuck.wanted) != (data, wanted):
            done = rewrite(self.inputs(path), data, wanted)
            if done.made:
                self.refused += done.refused
                history.advance(done.data, done.made)
                return True
            stuck = self._stuck[path] = _Stuck(data, wanted, done.refused)
        self.refused += stuck.refused
        return False

    def _history(self, path: str) -> History | None:
        """The file as it was read; None where it cannot be read any more."""
        if path not in self.files:
            given = self.inputs(path)[0]
            try:
                data = given.data or (given.file.read_bytes() if given.file else b"")
            except OSError as error:
                self.problems.append(unreadable(path, error))
                return None
            self.files[path] = History(path, data)
        return self.files[path]


def _is_accepted(finding: Finding) -> bool:
    return finding.outcome is Outcome.WAIVED and finding.fix is not None


def _key(finding: Finding) -> tuple[str, RecordName, str, str]:
    match = finding.fix.match if finding.fix else ""
    return (finding.rule, finding.record, finding.location.pointer, match)
