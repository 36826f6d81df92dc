"""One rule on one record: whether it applies, and what its plan says."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from policycheck.engine.case import RecordCase
from policycheck.engine.program import CompiledRule
from policycheck.model.finding import Outcome
from policycheck.model.record import carries
from policycheck.plan import NOT_APPLICABLE, Fact, Judgement, Missing, undecided

__all__ = ["Judged", "judge", "judge_plan", "judge_record", "stopped_short", "worst"]


class Judged(Struct, frozen=True):
    """The verdict on a record or an element, or the fact that a rule across records keeps."""

    case: RecordCase
    result: Judgement | Fact


def judge(rule: CompiledRule, case: RecordCase) -> Sequence[Judged]:
    """One result for the record, or one for each element where the rule has `each`.

    The rule is the form of it that is in force.
    """
    if rule.each is None:
        return (Judged(case, judge_record(rule, case)),)
    if rule.reads_text and _has_no_words(case):
        return (Judged(case, NOT_APPLICABLE),)
    elements = case.elements(rule.each)
    if isinstance(elements, Missing):
        return (Judged(case, undecided(elements)),)
    found: list[Judged] = []
    for element in elements:
        assert isinstance(element, RecordCase)
        found.append(Judged(element, _judge(rule, element)))
    return found or (Judged(case, NOT_APPLICABLE),)


def judge_record(rule: CompiledRule, case: RecordCase) -> Judgement | Fact:
    """What a rule without `each` says of a record."""
    stopped = stopped_short(rule, case)
    return stopped or judge_plan(rule, case)


def stopped_short(rule: CompiledRule, case: RecordCase) -> Judgement | None:
    """The verdict on a record that a rule does not apply to, or of which that cannot be told."""
    if rule.reads_text and _has_no_words(case):
        return NOT_APPLICABLE
    return _unless_applies(rule, case)


def _unless_applies(rule: CompiledRule, case: RecordCase) -> Judgement | None:
    if rule.when is None:
        return None
    missing: list[Missing] = []
    holds = rule.when(case, missing)
    if holds is None:
        return undecided(*missing)
    return None if holds else NOT_APPLICABLE


def judge_plan(rule: CompiledRule, case: RecordCase) -> Judgement | Fact:
    """What the plan of a rule says of a record that it applies to."""
    plan = rule.plan
    if plan.gather is not None:
        return plan.gather(case)
    assert plan.judge is not None
    return plan.judge(case)


def _judge(rule: CompiledRule, case: RecordCase) -> Judgement | Fact:
    return _unless_applies(rule, case) or judge_plan(rule, case)


def _has_no_words(case: RecordCase) -> bool:
    """Whether it passes on what others said and says nothing itself."""
    record = case.record
    if record.kind != "post" or record.fields.get("kind") != "repost":
        return False
    return (
        not record.fields.get("text") and "text" not in record.withheld and carries(record, "text")
    )


def worst(outcomes: list[Outcome]) -> Outcome:
    """What elements come to: failed before undecided before passed before not applicable."""
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS):
        if outcome in outcomes:
            return outcome
    return Outcome.NOT_APPLICABLE
