"""`explain RULE RECORD`: why a rule passed or failed, did not apply, or could not be decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.engine.case import RecordCase
from policycheck.engine.evaluate import Evaluation, evaluate
from policycheck.engine.finder import Finder
from policycheck.engine.findings import name_of
from policycheck.engine.judge import judge
from policycheck.engine.places import locate
from policycheck.engine.program import CompiledRule
from policycheck.engine.setting import Setting
from policycheck.engine.veil import Veil
from policycheck.errors import UsageError
from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
from policycheck.plan import Case, Judgement, Missing, NotCarried, Path
from policycheck.policy.compile import RuleSource
from policycheck.policy.messages import worded
from policycheck.policy.traced import CheckPart, ConditionPart, check_parts, condition_parts
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.explain_record import Chosen, choose
from policycheck.tasks.explanation import ExplainRequest, Line, policy_of, rule_named
from policycheck.tasks.rule_stand import stand_of

__all__ = ["explain_verdict"]

_ANSWERS = {True: "true", False: "false", None: "unknown"}
#: Of a list that a condition asks, so many values are shown.
_VALUES = 3


def explain_verdict(request: ExplainRequest) -> list[Line]:
    """The lines about a rule on each record of a file, or on the record of that id.

    Raises UsageError for an unknown rule or record, InputError for what cannot be read.
    """
    if request.named in BUILT_IN:
        raise UsageError(f"{request.named} is found while records are read: run check to see it")
    ready = policy_of(request)
    source = rule_named(request, ready)
    chosen = choose(request, request.on, ready)
    program = ready.program.selected(frozenset({source.surface.id}))
    result = evaluate(
        program,
        chosen.records,
        chosen.instants,
        chosen.world,
        beside=chosen.beside,
        keep_verdicts=True,
    )
    veil = Veil(()) if request.reveal else Veil(result.secrets)
    verdict = _Verdict(source, chosen, result)
    lines = [line for record in chosen.records for line in verdict.on(record)]
    return [Line(one.about, veil.text(one.text), one.heading) for one in lines]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A rule, the records that it was asked of, and what came of it."""

    source: RuleSource
    chosen: Chosen
    result: Evaluation

    def on(self, record: Record) -> Iterator[Line]:
        source, instants = self.source, self.chosen.instants
        at = instants.of(record)
        yield Line(source.surface.id, f"on {record.kind.replace('_', ' ')} {record.id}", True)
        yield Line("judged at", str(at))
        if record.kind not in source.rule.applies_to:
            kinds = " and ".join(source.rule.applies_to)
            yield Line("outcome", f"not applicable: the rule is for {kinds}")
            return
        form = source.rule.at(at)
        if form is None:
            yield Line("outcome", f"not applicable: {stand_of(source, at).words}")
            return
        yield from self._reasons(record, form)
        yield from self._outcome(record)

    def _reasons(self, record: Record, form: CompiledRule) -> Iterator[Line]:
        """Each condition and each part of the check, asked of the record or of its elements."""
        conditions = condition_parts(self.source, form)
        checks = check_parts(self.source, form)
        instants, world = self.chosen.instants, self.chosen.world
        searches = [search for part in checks for search in part.plan.searches]
        finder = Finder([*form.searches, *searches])
        case = RecordCase(record, finder, Setting(world, instants.of(record), instants.now))
        for one in judge(form, case):
            outcome = one.result.outcome if isinstance(one.result, Judgement) else None
            if form.each and one.case.element is None:
                yield Line("each", f"nothing to judge in {form.each.dotted}")
                continue
            if form.each:
                said = f": {_spoken(outcome)}" if outcome else ""
                yield Line("each", f"{locate(record, one.case.here)}{said}")
            yield from _asked(record, one.case, conditions)
            if outcome is not Outcome.NOT_APPLICABLE:
                yield from _checked(one.case, checks)

    def _outcome(self, record: Record) -> Iterator[Line]:
        outcomes = [one.outcome for one in self.result.verdicts or () if one.record is record]
        outcome = outcomes[0] if outcomes else self._observed(record)
        yield Line("outcome", _spoken(outcome))
        name = name_of(record)
        for finding in self.result.findings:
            if finding.record == name:
                yield Line("finding", f"{finding.location}: {finding.message}")
                yield from (Line("", f"{r.location}: {r.message}") for r in finding.related)
        for unknown in self.result.unknown:
            if unknown.record == name:
                yield Line("missing", f"{', '.join(unknown.missing)}: {unknown.why}")

    def _observed(self, record: Record) -> str:
        """What a rule that is only observed came to: it is listed, and counted nowhere."""
        found = any(one.record == name_of(record) for one in self.result.findings)
        return f"{Outcome.FAIL if found else Outcome.PASS} (observed: it counts nowhere)"


def _spoken(outcome: str) -> str:
    return str(outcome).replace("_", " ")


def _asked(record: Record, case: Case, parts: list[ConditionPart]) -> Iterator[Line]:
    for number, part in enumerate(parts):
        missing: list[Missing] = []
        holds = part.holds(case, missing)
        said = f"{'  ' * part.depth}{_ANSWERS[holds]:<8}{part.words}"
        if part.path is not None:
            said += f"  ({_found(record, case, part.path)})"
        if holds is None:
            said += "".join(f"; {gap.path}: {gap.why}" for gap in dict.fromkeys(missing))
        yield Line("" if number else "when", said)


def _found(record: Record, case: Case, path: Path) -> str:
    """The values at a path and where they stand."""
    spots = case.spots(path)
    said = []
    for spot in spots[:_VALUES]:
        if isinstance(spot.value, NotCarried):
            said.append("not known")
        elif spot.value is ABSENT:
            said.append("nothing there")
        else:
            value = "given" if isinstance(spot.value, dict) else worded(spot.value)
            said.append(f"{value} at {locate(record, spot.place)}")
    more = len(spots) - _VALUES
    return ", ".join(said or ["nothing there"]) + (f", and {more} more" if more > 0 else "")


def _checked(case: Case, parts: list[CheckPart]) -> Iterator[Line]:
    for number, part in enumerate(parts):
        assert part.plan.judge is not None, "what looks across records is never combined"
        judged = part.plan.judge(case)
        outcome = _spoken(judged.outcome)
        missing = "".join(f"; {gap.path}: {gap.why}" for gap in judged.missing)
        said = f"{'  ' * part.depth}{outcome:<8}{part.words}{missing}"
        yield Line("" if number else "check", said)
