"""Records judged by two programs in one reading, and each verdict compared with its other.

Records go by in small portions, of which nothing is kept but counts. Rules that compare records
need all of those that they are about: only these rules wait for the end, with only their records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from policycheck.engine.evaluate import Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.world import World
from policycheck.model.backtest import Change
from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from policycheck.tasks.backtest_counts import Counts
from policycheck.tasks.backtest_found import Cell, Found
from policycheck.tasks.backtest_policies import TwoPolicies

__all__ = ["Run"]

#: So many records are held at once: enough that a portion costs little more than its records.
PORTION = 500


@dataclass(slots=True)
class Run:
    """One backtest under way. `in_force` are the rules of the new policy that counted once."""

    two: TwoPolicies
    world: World
    instants: Instants
    counts: Counts
    records: Counter[str] = field(default_factory=Counter)
    in_force: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)

    def over(
        self, records: Iterable[Record], beside: Sequence[Record], tell: Callable[[int], None]
    ) -> None:
        """Judge the records; `tell` hears after each portion how many are done.

        Those `beside` are there for rules that compare records.
        """
        across = _across(self.two.old) | _across(self.two.new)
        at_once = _without(self.two.old, across), _without(self.two.new, across)
        later = _only(self.two.old, across), _only(self.two.new, across)
        kinds = {kind for one in later for kind, rules in one.by_kind.items() if rules}
        kept: list[Record] = []
        for portion in _portions(records):
            self.records.update(record.kind for record in portion)
            kept += (record for record in portion if record.kind in kinds)
            self._judge(at_once, portion, ())
            tell(self.records.total())
        if kept:
            self._judge(later, kept, beside)

    def _judge(
        self, programs: tuple[Program, Program], records: Sequence[Record], beside: Sequence[Record]
    ) -> None:
        old, new = (self._found(program, records, beside) for program in programs)
        self.in_force |= new.result.in_force
        for record, cells in _changed(old, new, records):
            for rule in cells:
                self._count(rule, record, old, new)

    def _found(
        self, program: Program, records: Sequence[Record], beside: Sequence[Record]
    ) -> Found:
        result = evaluate(
            program, records, self.instants, self.world, beside=beside, keep_verdicts=True
        )
        self.secrets |= result.secrets
        return Found(result)

    def _count(self, rule: str, record: Record, old: Found, new: Found) -> None:
        cell = (rule, id(record))
        # Without a verdict a rule does not apply: it is about other kinds, or only observed.
        before = old.outcomes.get(cell, Outcome.NOT_APPLICABLE)
        after = new.outcomes.get(cell, Outcome.NOT_APPLICABLE)
        if rule in self.two.added:
            self.counts.outcome(rule, after, record, lambda: new.example(rule, record, after))
        elif rule in self.two.gone:
            self.counts.outcome(rule, before, record, lambda: old.example(rule, record, before))
        elif before is not after:
            # What is said is the new policy's, unless only the old one has anything to say.
            told, outcome = (new, after) if _weight(after) >= _weight(before) else (old, before)
            key = Change(before, after).key
            self.counts.change(rule, key, record, lambda: told.example(rule, record, outcome))


def _weight(outcome: Outcome) -> int:
    """How much there is to say: of a failure its message, of what is unknown its reason."""
    return {Outcome.FAIL: 2, Outcome.UNKNOWN: 1}.get(outcome, 0)


def _changed(
    old: Found, new: Found, records: Sequence[Record]
) -> Iterator[tuple[Record, list[str]]]:
    """The records of which something differs, in their order, each with the rules, by id."""
    cells: set[Cell] = {cell for cell, _ in old.outcomes.items() ^ new.outcomes.items()}
    rules: dict[int, list[str]] = {}
    for rule, record in cells:
        rules.setdefault(record, []).append(rule)
    for one in records:
        if id(one) in rules:
            yield one, sorted(rules[id(one)])


def _portions(records: Iterable[Record]) -> Iterator[list[Record]]:
    waiting = iter(records)
    while portion := list(islice(waiting, PORTION)):
        yield portion


def _across(program: Program) -> frozenset[str]:
    """The rules that compare records with each other."""
    return frozenset(rule.id for rule in program.rules if rule.looks_across)


def _only(program: Program, ids: frozenset[str]) -> Program:
    return program.selected(frozenset(rule.id for rule in program.rules if rule.id in ids))


def _without(program: Program, ids: frozenset[str]) -> Program:
    return program.selected(frozenset(rule.id for rule in program.rules if rule.id not in ids))
