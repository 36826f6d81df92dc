"""`check`: one kind, or `all`, `any`, `not` over kinds, in three-valued logic."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policycheck.document import Mapping, Node
from policycheck.document import Sequence as SequenceNode
from policycheck.engine.judge import worst
from policycheck.mistakes.rules import CHECKS_AT_ODDS, NO_CHECK
from policycheck.model.finding import Outcome
from policycheck.plan import (
    NOT_APPLICABLE,
    PASSED,
    Case,
    Hit,
    Judgement,
    Plan,
    Sign,
    Signs,
    failed,
)
from policycheck.policy.conditions import each_made
from policycheck.policy.rule_scope import RuleScope
from policycheck.policy.single_check import CompiledCheck, compile_single

__all__ = ["CompiledCheck", "compile_check"]


def compile_check(
    node: Node, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> CompiledCheck:
    """The plan for a `check`. Raises RefusedOption after noting what is wrong."""
    if not isinstance(node, Mapping):
        scope.refuse(node, NO_CHECK, "check takes a kind and its options", "write check: {kind: …}")
    for word, combine in _COMBINED.items():
        entry = node.entries.get(word)
        if entry is None:
            continue
        if len(node.entries) > 1:
            extra = next(one for one in node if one.key.text != word)
            message = f"{extra.key.text} cannot stand beside {word}"
            advice = f"put it into one of the checks of {word}"
            scope.refuse(extra.key, CHECKS_AT_ODDS, message, advice)
        parts = _parts(word, entry.value, scope, applies_to, each=each)
        return _combined([part.plan for part in parts], combine, parts)
    return compile_single(node, scope, applies_to, each=each, combined=tuple(_COMBINED))


def _parts(
    word: str, node: Node, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> list[CompiledCheck]:
    many = word != "not"
    if many and (not isinstance(node, SequenceNode) or not node.items):
        message = f"{word} takes a list of checks"
        scope.refuse(node, NO_CHECK, message, "write - {kind: …} for each")
    nodes = node.items if many and isinstance(node, SequenceNode) else [node]
    return each_made(nodes, lambda item: _part(word, item, scope, applies_to, each=each))


def _part(
    word: str, node: Node, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> CompiledCheck:
    part = compile_check(node, scope, applies_to, each=each)
    if part.plan.gather is not None:
        name = part.kind_names[0]
        message = f"{name} looks across records and cannot stand in {word}"
        scope.refuse(node, CHECKS_AT_ODDS, message, "make it a rule of its own")
    return part


def _combined(
    plans: Sequence[Plan],
    combine: Callable[[Case, Sequence[Judgement]], Judgement],
    parts: Sequence[CompiledCheck],
) -> CompiledCheck:
    judges = [plan.judge for plan in plans if plan.judge is not None]
    searches = tuple(search for plan in plans for search in plan.searches)

    def judge(case: Case) -> Judgement:
        return combine(case, [one(case) for one in judges])

    names = tuple(one for part in parts for one in part.kind_names)
    asked = tuple(one for part in parts for one in part.asked)
    return CompiledCheck(Plan(judge, searches, _signs(plans)), names, asked, combines=True)


def _signs(plans: Sequence[Plan]) -> Signs | None:
    """A text is silent to a combination where it is silent to all parts of it."""
    parts = [plan.signs for plan in plans if plan.signs is not None]
    if len(parts) < len(plans):
        return None

    def signs(case: Case) -> Sequence[Sign] | None:
        found = [signs for part in parts if (signs := part(case)) is not None]
        return [one for signs in found for one in signs] if len(found) == len(parts) else None

    return signs


def _all(_case: Case, found: Sequence[Judgement]) -> Judgement:
    hits = [hit for one in found for hit in one.hits]
    missing = [gap for one in found for gap in one.missing]
    outcome = worst([one.outcome for one in found])
    if outcome is Outcome.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return PASSED if outcome is Outcome.PASS else Judgement(outcome, tuple(hits), tuple(missing))


def _any(_case: Case, found: Sequence[Judgement]) -> Judgement:
    outcomes = [one.outcome for one in found]
    if Outcome.PASS in outcomes:
        return PASSED
    missing = [gap for one in found for gap in one.missing]
    if Outcome.UNKNOWN in outcomes:
        return Judgement(Outcome.UNKNOWN, (), tuple(missing))
    if Outcome.FAIL not in outcomes:
        return NOT_APPLICABLE
    return failed(*(hit for one in found for hit in one.hits))


def _not(judged: Case, found: Sequence[Judgement]) -> Judgement:
    (only,) = found
    match only.outcome:
        case Outcome.FAIL:
            return PASSED
        case Outcome.PASS:
            return failed(Hit(judged.here))
        case _:
            return only


_COMBINED: dict[str, Callable[[Case, Sequence[Judgement]], Judgement]] = {
    "all": _all,
    "any": _any,
    "not": _not,
}
