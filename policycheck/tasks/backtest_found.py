"""What one program came to on a portion of records: outcomes, and words for a few of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from policycheck.engine.evaluate import Evaluation
from policycheck.engine.findings import name_of
from policycheck.engine.places import locate
from policycheck.model.backtest import Example
from policycheck.model.finding import Excerpt, Finding, Outcome, RecordName, Unknown
from policycheck.model.record import Record
from policycheck.plan import Place
from policycheck.reports.undecided import reason

__all__ = ["Found"]


@dataclass(frozen=True)
class Found:
    """An evaluation, and what each rule came to, by the identity of the record.

    There may be many records: the verdicts of the evaluation are not kept beside these.
    """

    result: Evaluation
    outcomes: Mapping[str, Mapping[int, Outcome]]

    @classmethod
    def of(cls, result: Evaluation) -> Found:
        """Raises AssertionError where the evaluation has kept no verdicts."""
        verdicts, result.verdicts = result.verdicts, None
        assert verdicts is not None
        outcomes: dict[str, dict[int, Outcome]] = {}
        for one in verdicts:
            outcomes.setdefault(one.rule, {})[id(one.record)] = one.outcome
        return cls(result, outcomes)

    def outcome(self, rule: str, record: Record) -> Outcome:
        """Without a verdict a rule does not apply: it is about other kinds, or only observed."""
        return self.outcomes.get(rule, {}).get(id(record), Outcome.NOT_APPLICABLE)

    def example(self, rule: str, record: Record, outcome: Outcome) -> Example:
        """What is said of a failure or of what is unknown; of all else there is but the place."""
        name = name_of(record)
        if outcome is Outcome.FAIL and (rule, name) in self._findings:
            first = self._findings[rule, name]
            return Example(name, replace(first.location, excerpt=Excerpt(())), first.message)
        why = ""
        if outcome is Outcome.UNKNOWN and (rule, name) in self._unknown:
            why = reason(self._unknown[rule, name])
        return Example(name, replace(locate(record, Place(())), excerpt=Excerpt(())), why)

    @cached_property
    def _findings(self) -> Mapping[tuple[str, RecordName], Finding]:
        """The first finding of each rule and record."""
        return {(one.rule, one.record): one for one in reversed(self.result.findings)}

    @cached_property
    def _unknown(self) -> Mapping[tuple[str, RecordName], Unknown]:
        return {(one.rule, one.record): one for one in reversed(self.result.unknown)}
