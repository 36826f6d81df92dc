"""One rule on one record: does it apply, and what does its plan say?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.engine.case import RecordCase
from policycheck.engine.program import CompiledRule
from policycheck.model.finding import Outcome
from policycheck.plan import NOT_APPLICABLE, Case, Fact, Judgement, Missing, undecided

__all__ = ["Judged", "judge"]


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a record or one of its elements, or the fact that a rule across records keeps."""

    case: RecordCase
    result: Judgement | Fact


def judge(rule: CompiledRule, case: RecordCase) -> Iterator[Judged]:
    """One result for the record, or one for each element where the rule has `each`."""
    if not rule.in_force(case.at) or (rule.reads_text and _has_no_words(case)):
        yield Judged(case, NOT_APPLICABLE)
        return
    if rule.each is None:
        yield Judged(case, _judge(rule, case))
        return
    elements = case.elements(rule.each)
    if isinstance(elements, Missing):
        yield Judged(case, undecided(elements))
    elif not elements:
        yield Judged(case, NOT_APPLICABLE)
    else:
        for element in elements:
            assert isinstance(element, RecordCase)
            yield Judged(element, _judge(rule, element))


def _judge(rule: CompiledRule, case: RecordCase) -> Judgement | Fact:
    if rule.when is not None:
        missing: list[Missing] = []
        holds = rule.when(case, missing)
        if holds is None:
            return undecided(*missing)
        if not holds:
            return NOT_APPLICABLE
    if rule.plan.gather is not None:
        return rule.plan.gather(case)
    assert rule.plan.judge is not None
    return rule.plan.judge(case)


def _has_no_words(case: Case) -> bool:
    fields = case.record.fields
    return fields.get("kind") == "repost" and not fields.get("text") and not case.record.withheld


def worst(outcomes: list[Outcome]) -> Outcome:
    """What a record's elements come to: failed before undecided before passed before not applicable."""
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS):
        if outcome in outcomes:
            return outcome
    return Outcome.NOT_APPLICABLE
