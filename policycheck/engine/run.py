"""A program at work: rules judge records as they come, and conclude once all are in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.engine.alike import Alike
from policycheck.engine.case import RecordCase
from policycheck.engine.evaluation import Evaluation, Tally
from policycheck.engine.judge import Judged, judge, judge_plan, judge_record
from policycheck.engine.places import locate
from policycheck.engine.program import CompiledRule, DatedRule, Program
from policycheck.engine.setting import Setting
from policycheck.engine.sorts import QUIET, Form, Todo
from policycheck.model.finding import Outcome, Related
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Fact, Judgement, Plan

__all__ = ["Gathered", "PutOff", "Run"]


class Gathered(Struct):
    """A fact that a rule across records keeps, and the record that it is of.

    Without a tally the record is not judged: it is there for others to be compared with.
    """

    rule: CompiledRule
    case: RecordCase
    fact: Fact
    tally: Tally | None


class PutOff(NamedTuple):
    """A rule that would keep a fact of a record: the record's name, and where its source begins."""

    rule: str
    kind: str
    id: str
    path: str
    line: int


class Run(Struct):
    """One evaluation under way.

    Where records are to be compared elsewhere, no facts are gathered: `put_off` says which rules
    would have kept one, and of what.
    """

    program: Program
    result: Evaluation = field(default_factory=Evaluation)
    gathered: dict[DatedRule, list[Gathered]] = field(default_factory=dict)
    put_off: list[PutOff] | None = None
    _forms: dict[tuple[DatedRule, CompiledRule | None], Form] = field(default_factory=dict)
    _alike: dict[tuple[object, ...], Alike] = field(default_factory=dict)
    _changes: list[datetime] | None = None
    _keeps_cells: bool = False

    def __post_init__(self) -> None:
        self._keeps_cells = self.result.keeps_cells

    def alike(self, record: Record, setting: Setting) -> Alike:
        """The sorts that a record may be of."""
        key = (record.kind, id(record.carried), *self._standing(setting.at))
        found = self._alike.get(key)
        if found is None:
            rules = self.program.by_kind.get(record.kind, ())
            forms = [self._form(rule, rule.at(setting.at)) for rule in rules]
            found = Alike(forms, self.program.finder, setting.world.epochs, record.carried)
            self._alike[key] = found
        return found

    def _standing(self, at: Moment) -> tuple[int, int]:
        """Which forms are in force at a moment: the same ones wherever this is the same."""
        if self._changes is None:
            rules = [rule for found in self.program.by_kind.values() for rule in found]
            forms = [form for rule in rules for form in rule.forms]
            ends = {end for form in forms for end in (form.begins, form.ends)}
            self._changes = sorted(end for end in ends if end is not None)
        return bisect_right(self._changes, at.first), bisect_right(self._changes, at.last)

    def _form(self, dated: DatedRule, rule: CompiledRule | None) -> Form:
        form = self._forms.get((dated, rule))
        if form is None:
            form = self._forms[dated, rule] = Form(dated, rule)
            if rule is not None:
                self.result.in_force.add(rule.id)
        return form

    def settle(self) -> None:
        """Count what the rules quietly came to."""
        for alike in self._alike.values():
            alike.settle()
        for form in self._forms.values():
            rule = form.rule or form.dated.forms[-1]
            self.result.settle(rule, Outcome.PASS, form.passed)
            self.result.settle(rule, Outcome.NOT_APPLICABLE, form.not_applicable)

    def judge(self, record: Record, setting: Setting) -> None:
        alike = self.alike(record, setting)
        case = RecordCase(record, self.program.finder, setting)
        sort = alike.sort(record, setting)
        if sort is None:
            for form in alike.forms:
                self._ask(form, case)
            return
        heard = sort.hear(record.fields.get("text"), self.program.finder)
        left = sort.left(heard)
        for todo in left.todo:
            known = todo.known
            if todo.is_silent(heard):
                if todo.on_silence is None:
                    alike.learner.learn_silence(sort, todo, record, setting)
                known = todo.on_silence
            if known is None:
                self._do(todo, case)
            else:
                self._hear(todo.form, todo.rule, case, known)
        if self._keeps_cells:
            self.result.decide_all(record, left.cells)

    def _do(self, todo: Todo, case: RecordCase) -> None:
        """Ask a rule that is not settled for the sort of a record."""
        if todo.applies:
            self._hear(todo.form, todo.rule, case, judge_plan(todo.rule, case))
        else:
            self._ask(todo.form, case)

    def _ask(self, form: Form, case: RecordCase) -> None:
        rule = form.rule
        if rule is None:
            self._pass_over(form, form.dated.forms[-1], case, Outcome.NOT_APPLICABLE)
        elif rule.each is not None:
            self._take(form.dated, rule, judge(rule, case), case)
        else:
            self._hear(form, rule, case, judge_record(rule, case))

    def _hear(
        self, form: Form, rule: CompiledRule, case: RecordCase, found: Judgement | Fact
    ) -> None:
        """Take in what a rule says of a record as a whole."""
        if isinstance(found, Judgement) and found.outcome in QUIET:
            self._pass_over(form, rule, case, found.outcome)
        else:
            self._take(form.dated, rule, (Judged(case, found),), case)

    def _pass_over(
        self, form: Form, rule: CompiledRule, case: RecordCase, outcome: Outcome
    ) -> None:
        """Count what there is no more to say of: most records, most rules."""
        form.count(outcome)
        if self._keeps_cells:
            self.result.decide(rule, case, outcome)

    def _take(
        self, dated: DatedRule, rule: CompiledRule, results: Sequence[Judged], case: RecordCase
    ) -> None:
        """Take in what a rule says of a record, or of each of its elements."""
        if self.put_off is not None and any(isinstance(one.result, Fact) for one in results):
            record, source = case.record, case.record.node.source
            late = PutOff(dated.id, record.kind, record.id, source.path, source.first_line)
            self.put_off.append(late)
            return
        tally = Tally(rule)
        waits = False
        for judged in results:
            if isinstance(judged.result, Fact):
                waits = True
                kept = Gathered(rule, judged.case.bare(), judged.result, tally)
                self.gathered.setdefault(dated, []).append(kept)
            else:
                self.result.findings += self.result.note(tally, judged.case, judged.result)
        if not waits:
            self.result.count(tally, case)

    def ask_again(self, dated: DatedRule, case: RecordCase) -> None:
        """Ask a rule that was put off elsewhere."""
        rule = dated.at(case.at)
        if rule is not None:
            self._take(dated, rule, judge(rule, case), case)

    def look_at(self, dated: DatedRule, case: RecordCase) -> None:
        """Keep the facts of a record that is not judged itself."""
        rule = dated.at(case.at)
        for found in judge(rule, case) if rule else ():
            if rule and isinstance(found.result, Fact):
                kept = Gathered(rule, found.case.bare(), found.result, None)
                self.gathered.setdefault(dated, []).append(kept)

    def conclude(self, kept: Sequence[Gathered]) -> None:
        """Judge the facts of a rule, each by the form that it falls under, in the light of all."""
        facts = [one.fact for one in kept]
        for plan in dict.fromkeys(one.rule.plan for one in kept):
            assert plan.conclude is not None
            self._settle(plan, kept, plan.conclude(facts))
        last: Tally | None = None
        for one in kept:  # the elements of a record stand together
            if one.tally is not None and one.tally is not last:
                last = one.tally
                self.result.count(last, one.case)

    def _settle(
        self, plan: Plan, kept: Sequence[Gathered], judgements: Sequence[Judgement]
    ) -> None:
        for one, judgement in zip(kept, judgements, strict=True):
            if one.tally is None or one.rule.plan is not plan:
                continue
            found = self.result.note(one.tally, one.case, judgement)
            for finding, hit in zip(found, judgement.hits, strict=False):
                kin = tuple(_kin(kept[index], words) for index, words in hit.kin)
                self.result.findings.append(replace(finding, related=finding.related + kin))


def _kin(other: Gathered, words: str) -> Related:
    return Related(locate(other.case.record, other.fact.place), words)
