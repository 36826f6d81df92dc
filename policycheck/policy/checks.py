"""`check`: one kind, or `all`, `any`, `not` over kinds, in three-valued logic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policycheck.document import Mapping, Node, Scalar
from policycheck.document import Sequence as SequenceNode
from policycheck.engine.judge import worst
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
    Tighter,
    failed,
    undecided,
)
from policycheck.policy.bind import RuleBinding
from policycheck.policy.conditions import each_made
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.rule_scope import RuleScope, unset
from policycheck.policy.surface import validated
from policycheck.policy.tightness import mark_of

__all__ = ["CompiledCheck", "compile_check"]


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A plan and the kinds that it is made of.

    Its own `message` is that of its kind; empty where it combines, for then the rule says what is
    wrong.
    """

    plan: Plan
    kinds: tuple[Kind, ...]
    message: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for one in self.kinds for value in one.values))


def compile_check(
    node: Node, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> CompiledCheck:
    """The plan for a `check`. Raises RefusedOption after noting what is wrong."""
    if not isinstance(node, Mapping):
        scope.refuse(node, "check takes a kind and its options", "write check: {kind: …}")
    for word, combine in _COMBINED.items():
        entry = node.entries.get(word)
        if entry is None:
            continue
        if len(node.entries) > 1:
            extra = next(one for one in node if one.key.text != word)
            message = f"{extra.key.text} cannot stand beside {word}"
            scope.refuse(extra.key, message, f"put it into one of the checks of {word}")
        parts = _parts(word, entry.value, scope, applies_to, each=each)
        return _combined([part.plan for part in parts], combine, parts)
    return _single(node, scope, applies_to, each=each)


def _parts(
    word: str, node: Node, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> list[CompiledCheck]:
    many = word != "not"
    if many and (not isinstance(node, SequenceNode) or not node.items):
        scope.refuse(node, f"{word} takes a list of checks", "write - {kind: …} for each")
    nodes = node.items if many and isinstance(node, SequenceNode) else [node]
    return each_made(nodes, lambda item: _part(word, item, scope, applies_to, each=each))


def _part(
    word: str, node: Node, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> CompiledCheck:
    part = compile_check(node, scope, applies_to, each=each)
    if part.plan.gather is not None:
        name = part.kinds[0].name
        message = f"{name} looks across records and cannot stand in {word}"
        scope.refuse(node, message, "make it a rule of its own")
    return part


def _single(
    node: Mapping, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> CompiledCheck:
    named = node.get("kind")
    if not isinstance(named, Scalar):
        known = ["kind", *_COMBINED]
        wrong = next((one.key for one in node if one.key.text not in known), None)
        advice = nearest(wrong.text, known) if wrong else "write check: {kind: …}"
        scope.refuse(wrong or node, "the check has no kind", advice)
    if named.text not in KINDS:
        scope.refuse(named, f"unknown kind {named.text}", nearest(named.text, KINDS))
    found = kind(named.text)
    if found.reads_text and "moderation" in applies_to:
        message = f"{found.name} does not judge what citizens wrote"
        scope.refuse(named, message, "take moderation out of applies_to")
    entries = {key: entry for key, entry in node.entries.items() if key != "kind"}
    options_node = Mapping(node.source, node.span, entries)
    empty = _empty_list(found, options_node, scope)
    if empty:
        return CompiledCheck(Plan(lambda _: undecided(unset(empty))), (found,), found.message)
    options = validated(found.options, options_node, scope.problems)
    if options is None:
        raise RefusedOption
    binding = RuleBinding(options_node, scope, applies_to, each)
    return CompiledCheck(found.plan(options, binding), (found,), found.message)


def _empty_list(found: Kind, node: Mapping, scope: RuleScope) -> str:
    """The parameter, still empty, without which the kind has nothing to look for or to ask.

    What is wrong with the other options is noted all the same.
    """
    empty = [entry for entry in node if id(entry.value) in scope.empty]
    if not empty:
        return ""
    scratch = Problems()
    validated(found.options, node, scratch)
    start = node.source.position(node.span.start)
    others = [one for one in scratch.found if (one.line, one.column) != start]
    if others:
        scope.problems.found.extend(others)
        raise RefusedOption
    needed = [one for one in empty if scratch.found or _needs_items(found, one.key.text)]
    return scope.empty[id(needed[0].value)] if needed else ""


def _needs_items(found: Kind, option: str) -> bool:
    """Whether the kind asks nothing while a list is empty.

    One of exceptions may well be empty, and one that only adds to what is asked.
    """
    tighter, unset_ = mark_of(found, option)
    fields = found.options.model_fields.items()
    required = next(field.is_required() for name, field in fields if option in (field.alias, name))
    return unset_ is not None or (tighter is Tighter.LONGER and required)


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
