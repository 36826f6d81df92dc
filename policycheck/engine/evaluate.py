"""The one path: a program over records, counted rule by rule and record by record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policycheck.engine.case import RecordCase
from policycheck.engine.evaluation import Cell, Evaluation, Tally
from policycheck.engine.instants import Instants
from policycheck.engine.judge import judge
from policycheck.engine.places import locate
from policycheck.engine.program import CompiledRule, DatedRule, Program
from policycheck.engine.said_once import findings_said_once, unknown_said_once
from policycheck.engine.world import World
from policycheck.model.finding import Outcome, Related
from policycheck.model.record import Record
from policycheck.plan import Fact, Judgement, Plan

__all__ = ["Evaluation", "Instants", "evaluate"]


#: Outcomes of which there is no more to say.
_QUIET = (Outcome.NOT_APPLICABLE, Outcome.PASS)


@dataclass(slots=True)
class _Gathered:
    """A fact that a rule across records keeps, and the record that it is of.

    Without a tally the record is not judged: it is there for others to be compared with.
    """

    rule: CompiledRule
    case: RecordCase
    fact: Fact
    tally: Tally | None


@dataclass(slots=True)
class _Run:
    """One evaluation under way."""

    program: Program
    result: Evaluation = field(default_factory=Evaluation)
    gathered: dict[DatedRule, list[_Gathered]] = field(default_factory=dict)

    def judge(self, dated: DatedRule, case: RecordCase) -> None:
        rule = dated.at(case.at)
        if rule is None:
            self.result.settle(dated.forms[-1], case, Outcome.NOT_APPLICABLE)
            return
        self.result.in_force.add(rule.id)
        results = judge(rule, case)
        first = results[0].result
        if len(results) == 1 and isinstance(first, Judgement) and first.outcome in _QUIET:
            self.result.settle(rule, case, first.outcome)  # most records, most rules
            return
        tally = Tally(rule)
        waits = False
        for judged in results:
            if isinstance(judged.result, Fact):
                waits = True
                kept = _Gathered(rule, judged.case, judged.result, tally)
                self.gathered.setdefault(dated, []).append(kept)
            else:
                self.result.findings += self.result.note(tally, judged.case, judged.result)
        if not waits:
            self.result.count(tally, case)

    def look_at(self, dated: DatedRule, case: RecordCase) -> None:
        """Keep the facts of a record that is not judged itself."""
        rule = dated.at(case.at)
        for found in judge(rule, case) if rule else ():
            if rule and isinstance(found.result, Fact):
                kept = _Gathered(rule, found.case, found.result, None)
                self.gathered.setdefault(dated, []).append(kept)

    def conclude(self, kept: Sequence[_Gathered]) -> None:
        """Judge the facts of a rule, each by the form that it falls under, in the light of all."""
        facts = [one.fact for one in kept]
        for plan in dict.fromkeys(one.rule.plan for one in kept):
            assert plan.conclude is not None
            self._settle(plan, kept, plan.conclude(facts))
        tallies = {id(one.tally): (one.tally, one.case) for one in kept if one.tally is not None}
        for tally, case in tallies.values():
            self.result.count(tally, case)

    def _settle(
        self, plan: Plan, kept: Sequence[_Gathered], judgements: Sequence[Judgement]
    ) -> None:
        for one, judgement in zip(kept, judgements, strict=True):
            if one.tally is None or one.rule.plan is not plan:
                continue
            found = self.result.note(one.tally, one.case, judgement)
            for finding, hit in zip(found, judgement.hits, strict=False):
                kin = tuple(_kin(kept[index], words) for index, words in hit.kin)
                self.result.findings.append(finding._replace(related=finding.related + kin))


def evaluate(
    program: Program,
    records: Iterable[Record],
    instants: Instants,
    world: World,
    *,
    beside: Iterable[Record] = (),
    keep_verdicts: bool = False,
    watch: Iterable[Cell] = (),
) -> Evaluation:
    """Judge every record by every rule that applies to its kind.

    The records `beside` are not judged; rules across records compare with them.
    The outcomes of the cells in `watch` are noted.
    """
    watched: dict[Cell, set[Outcome]] = {cell: set() for cell in watch}
    run = _Run(program, Evaluation(verdicts=[] if keep_verdicts else None, watched=watched))
    for record in records:
        run.result.records[record.kind] += 1
        run.result.record_ids.append(record.id)
        case = RecordCase(record, instants.of(record), instants.now, program.finder, world)
        for rule in program.by_kind.get(record.kind, ()):
            run.judge(rule, case)
    for record in beside:
        across = [rule for rule in program.by_kind.get(record.kind, ()) if rule.looks_across]
        if across:
            case = RecordCase(record, instants.of(record), instants.now, program.finder, world)
            for rule in across:
                run.look_at(rule, case)
    for kept in run.gathered.values():
        run.conclude(kept)
    found = run.result
    found.findings = findings_said_once(found.findings, program.covers, found.left_out)
    found.unknown = unknown_said_once(found.unknown, program.covers)
    return found


def _kin(other: _Gathered, words: str) -> Related:
    return Related(locate(other.case.record, other.fact.place), words)
