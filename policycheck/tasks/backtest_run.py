"""Records judged by two programs in one reading, and each verdict compared with its other.

Records go by in small portions, of which nothing is kept but counts. Rules that compare records
need all of those that they keep a fact of: only these wait for the end, with only these records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from policycheck.engine.evaluate import Instants, evaluate
from policycheck.engine.facts import keeps_facts
from policycheck.engine.program import Program
from policycheck.engine.world import World
from policycheck.model.backtest import Change, Example
from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from policycheck.tasks.backtest_counts import Counts
from policycheck.tasks.backtest_found import Found
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
        waiting: list[Record] = []
        for portion in _portions(records):
            self.records.update(record.kind for record in portion)
            self._judge(at_once, portion, ())
            if across:
                wait = [one for one in portion if self._waits(one, later)]
                known = {id(one) for one in wait}
                self._judge(later, [one for one in portion if id(one) not in known], ())
                waiting += wait
                for one in wait:
                    one.node.source.pack()
            tell(self.records.total())
        if waiting:
            self._judge(later, waiting, beside)

    def _waits(self, record: Record, programs: tuple[Program, Program]) -> bool:
        """Whether the verdict of a rule on the record depends on others, under either policy."""
        return any(keeps_facts(one, record, self.instants, self.world) for one in programs)

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
        return Found.of(result)

    def _count(self, rule: str, record: Record, old: Found, new: Found) -> None:
        before, after = old.outcome(rule, record), new.outcome(rule, record)
        # What is said is the new policy's, unless only the old one has anything to say.
        of_old = rule in self.two.gone or _weight(before) > _weight(after)
        told, outcome = (old, before) if of_old else (new, after)

        def example() -> Example:
            self._find_private(record)
            return told.example(rule, record, outcome)

        if rule in self.two.added or rule in self.two.gone:
            self.counts.outcome(rule, outcome, record, example)
        elif before is not after:
            self.counts.change(rule, Change(before, after).key, record, example)

    def _find_private(self, record: Record) -> None:
        """Learn what no output may show of a record, also by the rules that say the same."""
        self.secrets |= evaluate(self.two.alike, [record], self.instants, self.world).secrets


def _weight(outcome: Outcome) -> int:
    """How much there is to say: of a failure its message, of what is unknown its reason."""
    return {Outcome.FAIL: 2, Outcome.UNKNOWN: 1}.get(outcome, 0)


def _changed(
    old: Found, new: Found, records: Sequence[Record]
) -> Iterator[tuple[Record, list[str]]]:
    """The records of which something differs, in their order, each with the rules, by id."""
    rules: dict[int, list[str]] = {}
    for rule in sorted(old.outcomes.keys() | new.outcomes.keys()):
        for record in _differs(old.outcomes.get(rule, {}), new.outcomes.get(rule, {})):
            rules.setdefault(record, []).append(rule)
    for one in records:
        if id(one) in rules:
            yield one, rules[id(one)]


def _differs(old: Mapping[int, Outcome], new: Mapping[int, Outcome]) -> Iterator[int]:
    """The records, by identity, of which a rule comes to something else."""
    if old == new:
        return
    yield from (record for record, outcome in new.items() if old.get(record) is not outcome)
    yield from old.keys() - new.keys()


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
