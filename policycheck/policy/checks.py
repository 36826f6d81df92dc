"""`check`: one kind, or `all`, `any`, `not` over kinds, in three-valued logic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policycheck.document import Mapping, Node, Scalar
from policycheck.document import Sequence as SequenceNode
from policycheck.kinds import KINDS, kind
from policycheck.model.finding import Outcome
from policycheck.plan import (
    NOT_APPLICABLE,
    PASSED,
    Case,
    Hit,
    Judgement,
    Kind,
    Plan,
    RefusedOption,
    decide,
    failed,
)
from policycheck.policy.bind import RuleBinding
from policycheck.policy.problems import nearest
from policycheck.policy.rule_scope import RuleScope
from policycheck.policy.surface import validated

__all__ = ["CompiledCheck", "compile_check"]


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A plan and the kinds that it is made of; a rule over several words its own message."""

    plan: Plan
    kinds: tuple[Kind, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for one in self.kinds for value in one.values))


def compile_check(
    node: Node, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> CompiledCheck:
    """The plan for a `check`. Raises RefusedOption after noting what is wrong."""
    if not isinstance(node, Mapping):
        scope.problems.at(node, "check takes a kind and its options", "write check: {kind: …}")
        raise RefusedOption
    for word, combine in _COMBINED.items():
        entry = node.entries.get(word)
        if entry is None:
            continue
        if len(node.entries) > 1:
            extra = next(one for one in node if one.key.text != word)
            scope.problems.at(extra.key, f"{extra.key.text} cannot stand beside {word}")
            raise RefusedOption
        parts = _parts(word, entry.value, scope, applies_to, each=each)
        return _combined([part.plan for part in parts], combine, parts)
    return _single(node, scope, applies_to, each=each)


def _parts(
    word: str, node: Node, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> list[CompiledCheck]:
    many = word != "not"
    if many and (not isinstance(node, SequenceNode) or not node.items):
        scope.problems.at(node, f"{word} takes a list of checks")
        raise RefusedOption
    nodes = node.items if many and isinstance(node, SequenceNode) else [node]
    parts = [compile_check(item, scope, applies_to, each=each) for item in nodes]
    for item, part in zip(nodes, parts, strict=True):
        if part.plan.gather is not None:
            name = part.kinds[0].name
            scope.problems.at(item, f"{name} looks across records and cannot stand in {word}")
            raise RefusedOption
    return parts


def _single(
    node: Mapping, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> CompiledCheck:
    named = node.get("kind")
    if not isinstance(named, Scalar):
        known = ["kind", *_COMBINED]
        wrong = next((one.key for one in node if one.key.text not in known), None)
        advice = nearest(wrong.text, known) if wrong else "write check: {kind: …}"
        scope.problems.at(wrong or node, "the check has no kind", advice)
        raise RefusedOption
    if named.text not in KINDS:
        scope.problems.at(named, f"unknown kind {named.text}", nearest(named.text, KINDS))
        raise RefusedOption
    found = kind(named.text)
    if found.reads_text and "moderation" in applies_to:
        scope.problems.at(named, f"{found.name} does not judge what citizens wrote")
        raise RefusedOption
    entries = {key: entry for key, entry in node.entries.items() if key != "kind"}
    options_node = Mapping(node.source, node.span, entries)
    options = validated(found.options, options_node, scope.problems)
    if options is None:
        raise RefusedOption
    binding = RuleBinding(options_node, scope, applies_to, each)
    return CompiledCheck(found.plan(options, binding), (found,))


def _combined(
    plans: Sequence[Plan],
    combine: Callable[[Case, Sequence[Judgement]], Judgement],
    parts: Sequence[CompiledCheck],
) -> CompiledCheck:
    judges = [plan.judge for plan in plans if plan.judge is not None]
    searches = tuple(search for plan in plans for search in plan.searches)

    def judge(case: Case) -> Judgement:
        return combine(case, [one(case) for one in judges])

    kinds = tuple(one for part in parts for one in part.kinds)
    return CompiledCheck(Plan(judge, searches), kinds)


def _all(_case: Case, found: Sequence[Judgement]) -> Judgement:
    hits = [hit for one in found for hit in one.hits]
    missing = [gap for one in found for gap in one.missing]
    if all(one.outcome is Outcome.NOT_APPLICABLE for one in found):
        return NOT_APPLICABLE
    return decide(hits, missing)


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
