"""The one path: a program over records, counted rule by rule and record by record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policycheck.engine.case import RecordCase
from policycheck.engine.evaluation import Cell, Evaluation, Tally, Verdict
from policycheck.engine.instants import Instants
from policycheck.engine.involved import Involved
from policycheck.engine.judge import Judged, judge, judge_record
from policycheck.engine.places import locate
from policycheck.engine.program import CompiledRule, DatedRule, Program
from policycheck.engine.said_once import findings_said_once, unknown_said_once
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.finding import Outcome, Related
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Fact, Judgement, Plan

__all__ = ["Evaluation", "Instants", "evaluate"]


#: Outcomes of which there is no more to say.
_QUIET = (Outcome.NOT_APPLICABLE, Outcome.PASS)


@dataclass(slots=True)
class _Form:
    """A rule, the form of it in force at an instant, and how many records it quietly came to."""

    dated: DatedRule
    rule: CompiledRule | None
    passed: int = 0
    not_applicable: int = 0


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
    _forms: dict[tuple[DatedRule, CompiledRule | None], _Form] = field(default_factory=dict)
    _latest: dict[str, tuple[Moment, list[_Form]]] = field(default_factory=dict)

    def forms(self, kind: str, at: Moment) -> list[_Form]:
        """The rules for a kind, each with its form in force; most records share an instant."""
        known = self._latest.get(kind)
        if known is None or known[0] is not at:
            forms = [self._form(rule, rule.at(at)) for rule in self.program.by_kind.get(kind, ())]
            known = self._latest[kind] = (at, forms)
        return known[1]

    def _form(self, dated: DatedRule, rule: CompiledRule | None) -> _Form:
        form = self._forms.get((dated, rule))
        if form is None:
            form = self._forms[dated, rule] = _Form(dated, rule)
            if rule is not None:
                self.result.in_force.add(rule.id)
        return form

    def settle(self) -> None:
        """Count what the rules quietly came to."""
        for form in self._forms.values():
            rule = form.rule or form.dated.forms[-1]
            self.result.settle(rule, Outcome.PASS, form.passed)
            self.result.settle(rule, Outcome.NOT_APPLICABLE, form.not_applicable)

    def judge(self, case: RecordCase) -> None:
        for form in self.forms(case.record.kind, case.at):
            rule = form.rule
            if rule is None:
                self._pass_over(form, form.dated.forms[-1], case, Outcome.NOT_APPLICABLE)
            elif rule.each is not None:
                self._take(form.dated, rule, judge(rule, case), case)
            else:
                found = judge_record(rule, case)
                if isinstance(found, Judgement) and found.outcome in _QUIET:
                    self._pass_over(form, rule, case, found.outcome)
                else:
                    self._take(form.dated, rule, (Judged(case, found),), case)

    def _pass_over(
        self, form: _Form, rule: CompiledRule, case: RecordCase, outcome: Outcome
    ) -> None:
        """Count what there is no more to say of: most records, most rules."""
        if outcome is Outcome.PASS:
            form.passed += 1
        else:
            form.not_applicable += 1
        if self.result.keeps_cells:
            self.result.decide(rule, case, outcome)

    def _take(
        self, dated: DatedRule, rule: CompiledRule, results: Sequence[Judged], case: RecordCase
    ) -> None:
        """Take in what a rule says of a record, or of each of its elements."""
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
    involved: Involved | None = None,
) -> Evaluation:
    """Judge every record by every rule that applies to its kind.

    The records `beside` are not judged; rules across records compare with them.
    The outcomes of the cells in `watch` are noted. Records to be looked at go to `involved`.
    """
    watched: dict[Cell, set[Outcome]] = {cell: set() for cell in watch}
    verdicts: list[Verdict] | None = [] if keep_verdicts else None
    run = _Run(program, Evaluation(verdicts=verdicts, watched=watched, involved=involved))
    usual = Setting(world, instants.usual, instants.now)

    def setting(record: Record) -> Setting:
        at = instants.of(record)
        return usual if at is usual.at else Setting(world, at, instants.now)

    for record in records:
        run.result.records[record.kind] += 1
        run.result.record_ids.append(record.id)
        run.judge(RecordCase(record, program.finder, setting(record)))
        if involved is not None:
            involved.judged(record)
    for record in beside:
        across = [rule for rule in program.by_kind.get(record.kind, ()) if rule.looks_across]
        if across:
            case = RecordCase(record, program.finder, setting(record))
            for rule in across:
                run.look_at(rule, case)
    run.settle()
    for gathered in run.gathered.values():
        run.conclude(gathered)
    found = run.result
    found.findings = findings_said_once(found.findings, program.covers, found.left_out)
    found.unknown = unknown_said_once(found.unknown, program.covers)
    return found


def _kin(other: _Gathered, words: str) -> Related:
    return Related(locate(other.case.record, other.fact.place), words)
