"""What came of a program: findings, what could not be decided, and counts of every outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from policycheck.engine.case import RecordCase
from policycheck.engine.findings import findings_of, name_of, secrets_of
from policycheck.engine.fingerprints import origin_of
from policycheck.engine.judge import worst
from policycheck.engine.program import CompiledRule
from policycheck.engine.said_once import LeftOut, by_place
from policycheck.engine.spool import Spool
from policycheck.engine.undecided import Undecided
from policycheck.engine.verdicts import Came, Verdicts
from policycheck.model.finding import Finding, Outcome, Unknown
from policycheck.model.record import Record
from policycheck.plan import Judgement, Missing

if TYPE_CHECKING:
    from policycheck.engine.involved import Involved

__all__ = ["Cell", "Evaluation", "Tally"]


class Cell(Struct, frozen=True):
    """One rule on one record, by the name of the record without a row's number."""

    rule: str
    kind: str
    name: str


class Tally(Struct):
    """What one rule has come to on one record so far, over its elements: the worst of them.

    `seen` numbers the hits that are alike, so that each has a fingerprint of its own. A rule across
    records has one of these for every record until the last is in, so that it is small.
    """

    rule: CompiledRule
    outcome: Outcome = Outcome.NOT_APPLICABLE
    gaps: tuple[Missing, ...] = ()
    _seen: Counter[str] | None = None

    @property
    def seen(self) -> Counter[str]:
        if self._seen is None:
            self._seen = Counter()
        return self._seen


class Evaluation(Struct):
    """What came of it. `outcomes` counts rule × record; `secrets` must be shown nowhere.

    What grows with the records (findings, what is undecided, ids) is on disk beyond a bound.
    `verdicts` has what each rule came to on each record where that was asked for, else it is None.
    `watched` has what applicable cells that were to be watched came to; rows of one name share one.
    `left_out` counts the findings that another rule says. `involved` keeps records to be looked at.
    `interrupted` says that records are left that were not judged.
    """

    findings: Spool[Finding] = field(default_factory=lambda: Spool(by_place))
    unknown: Undecided = field(default_factory=Undecided)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    record_ids: Spool[str] = field(default_factory=lambda: Spool(str))
    matched: set[str] = field(default_factory=set)
    in_force: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)
    verdicts: Verdicts | None = None
    watched: dict[Cell, set[Outcome]] = field(default_factory=dict)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    involved: Involved | None = None
    interrupted: bool = False

    def note(self, tally: Tally, case: RecordCase, judgement: Judgement) -> list[Finding]:
        """Take in the verdict on a record or an element; the findings that it makes."""
        outcome = judgement.outcome
        first = tally.outcome is Outcome.NOT_APPLICABLE
        tally.outcome = outcome if first else worst([tally.outcome, outcome])
        if outcome is Outcome.UNKNOWN:
            tally.gaps = tuple(dict.fromkeys((*tally.gaps, *judgement.missing)))
        if outcome is not Outcome.FAIL:
            return []
        self.secrets |= secrets_of(case.record, judgement.hits)
        if self.involved is not None:
            self.involved.found(case.record)
        return findings_of(tally.rule, case, judgement, tally.seen)

    def settle(self, rule: CompiledRule, outcome: Outcome, times: int = 1) -> None:
        """Count the outcome of a rule on records; one that is only observed counts nowhere."""
        if times and not rule.observed:
            self.outcomes[outcome] += times
        if times and outcome is not Outcome.NOT_APPLICABLE:
            self.matched.add(rule.id)

    def add(self, other: Evaluation) -> None:
        """Add what another process counted on its share of the same records."""
        self.outcomes.update(other.outcomes)
        self.matched |= other.matched
        self.in_force |= other.in_force
        self.secrets |= other.secrets
        for cell, outcomes in other.watched.items():
            self.watched[cell] |= outcomes
        self.interrupted |= other.interrupted

    @property
    def keeps_cells(self) -> bool:
        """Whether somebody asked what single cells come to."""
        return self.verdicts is not None or bool(self.watched)

    def decide(self, rule: CompiledRule, case: RecordCase, outcome: Outcome) -> None:
        """Keep what a rule came to on a record, where that was asked for."""
        if rule.observed:
            return
        if self.verdicts is not None:
            self.verdicts.of(case.record).own.append((rule.about.id, outcome))
        if self.watched:
            self._see(rule.id, case.record, outcome)

    def decide_all(self, record: Record, cells: Sequence[Came]) -> None:
        """Keep what rules came to on all records of a sort, of which this is one."""
        if self.verdicts is not None:
            self.verdicts.of(record).take_over(cells)
        if self.watched:
            for rule, outcome in cells:
                self._see(rule, record, outcome)

    def _see(self, rule: str, record: Record, outcome: Outcome) -> None:
        if outcome is not Outcome.NOT_APPLICABLE:
            cell = Cell(rule, record.kind, origin_of(record).name)
            if cell in self.watched:
                self.watched[cell].add(outcome)

    def count(self, tally: Tally, case: RecordCase) -> None:
        """Count what a rule has come to on a record, once all its elements are judged."""
        outcome = tally.outcome
        self.settle(tally.rule, outcome)
        self.decide(tally.rule, case, outcome)
        if outcome is Outcome.UNKNOWN and not tally.rule.observed:
            missing, why = _said(tally.gaps)
            self.unknown.append(Unknown(tally.rule.id, name_of(case.record), missing, why))


@lru_cache(1024)
def _said(gaps: tuple[Missing, ...]) -> tuple[tuple[str, ...], str]:
    """The fields that are missing, and why, each said once; mostly the same for many records."""
    missing = tuple(dict.fromkeys(gap.path for gap in gaps))
    return missing, "; ".join(dict.fromkeys(gap.why for gap in gaps))
