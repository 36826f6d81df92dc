"""What one program came to on a portion of records: outcomes, and words for a few of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from policycheck.engine.evaluate import Evaluation
from policycheck.engine.findings import name_of
from policycheck.engine.places import locate
from policycheck.model.backtest import Example
from policycheck.model.finding import Excerpt, Finding, Outcome, RecordName, Unknown
from policycheck.model.record import Record
from policycheck.plan import Place
from policycheck.reports.undecided import reason

__all__ = ["Cell", "Found"]

#: A rule, and the identity of a record.
Cell: TypeAlias = tuple[str, int]


@dataclass(frozen=True)
class Found:
    """An evaluation with its verdicts."""

    result: Evaluation

    @cached_property
    def outcomes(self) -> Mapping[Cell, Outcome]:
        verdicts = self.result.verdicts
        assert verdicts is not None
        return {(one.rule, id(one.record)): one.outcome for one in verdicts}

    def example(self, rule: str, record: Record, outcome: Outcome) -> Example:
        """What is said of a failure or of what is unknown; of all else there is but the place."""
        name = name_of(record)
        if outcome is Outcome.FAIL and (rule, name) in self._findings:
            first = self._findings[rule, name]
            return Example(name, first.location._replace(excerpt=Excerpt(())), first.message)
        why = ""
        if outcome is Outcome.UNKNOWN and (rule, name) in self._unknown:
            why = reason(self._unknown[rule, name])
        return Example(name, locate(record, Place(()))._replace(excerpt=Excerpt(())), why)

    @cached_property
    def _findings(self) -> Mapping[tuple[str, RecordName], Finding]:
        """The first finding of each rule and record."""
        return {(one.rule, one.record): one for one in reversed(self.result.findings)}

    @cached_property
    def _unknown(self) -> Mapping[tuple[str, RecordName], Unknown]:
        return {(one.rule, one.record): one for one in reversed(self.result.unknown)}
