"""Questions to a watched record: what a rule says of it, and what it asked for to say that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.judge import judge_plan, stopped_short
from policycheck.engine.program import CompiledRule
from policycheck.engine.trait_readers import part_of
from policycheck.engine.watched import Watch
from policycheck.engine.watched_instants import Asked
from policycheck.plan import Fact, Judgement, Sign

__all__ = ["judged", "parts_of", "see", "signs_of"]

T = TypeVar("T")


def see(
    finder: Finder, ask: Callable[[CompiledRule, RecordCase], T], rule: CompiledRule, over: Watch
) -> tuple[T, Asked]:
    """What a rule says of a record, and what it asked of it for that."""
    copy, setting, asked = over.begin()
    return ask(rule, RecordCase(copy, finder, setting)), asked


def judged(
    finder: Finder, rule: CompiledRule, over: Watch
) -> tuple[Judgement | Fact, Asked, Asked]:
    """What a rule comes to, and what its condition and its plan asked for that."""
    stopped, when = see(finder, stopped_short, rule, over)
    if stopped is not None:
        return stopped, when, set()
    found, plan = see(finder, judge_plan, rule, over)
    return found, when, plan


def signs_of(rule: CompiledRule, case: RecordCase) -> Sequence[Sign] | None:
    return rule.plan.signs(case) if rule.plan.signs else None


def parts_of(asked: Asked) -> frozenset[str]:
    """The parts of a record to which belongs what was asked for."""
    return frozenset(map(part_of, asked))
