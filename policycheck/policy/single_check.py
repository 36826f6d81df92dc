"""One kind of check with its options, compiled; lists that nobody has filled leave it undecided."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from policycheck.document import Entry, Mapping, Node, Scalar
from policycheck.document import Sequence as SequenceNode
from policycheck.kinds import KINDS, kind
from policycheck.mistakes.rules import KIND_MISAPPLIED, NO_CHECK, UNKNOWN_KIND
from policycheck.plan import Kind, Plan, RefusedOption, Tighter, undecided
from policycheck.plan.declared import declared_in
from policycheck.policy.bind import RuleBinding
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.rule_scope import RuleScope, unset
from policycheck.policy.surface import validated
from policycheck.policy.tightness import mark_of, options_of

__all__ = ["CompiledCheck", "compile_single"]

#: Stands in lists that are still empty while the rest of a check is tried: a word and a domain.
_STANDS_IN = "gov"


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


def compile_single(
    node: Mapping,
    scope: RuleScope,
    applies_to: tuple[str, ...],
    *,
    each: bool,
    combined: tuple[str, ...],
) -> CompiledCheck:
    """The plan of a kind; `combined` are the words that could stand in place of `kind`.

    Raises RefusedOption after noting what is wrong.
    """
    named = node.get("kind")
    if not isinstance(named, Scalar):
        known = ["kind", *combined]
        wrong = next((one.key for one in node if one.key.text not in known), None)
        advice = nearest(wrong.text, known) if wrong else "write check: {kind: …}"
        scope.refuse(wrong or node, NO_CHECK, "the check has no kind", advice)
    if named.text not in KINDS:
        advice = nearest(named.text, KINDS)
        scope.refuse(named, UNKNOWN_KIND, f"unknown kind {named.text}", advice)
    found = kind(named.text)
    if found.reads_text and "moderation" in applies_to:
        message = f"{found.name} does not judge what citizens wrote"
        scope.refuse(named, KIND_MISAPPLIED, message, "take moderation out of applies_to")
    options = options_of(node)
    empty = _empty_list(found, options, scope)
    if empty is None:
        return CompiledCheck(
            _plan(found, options, scope, applies_to, each=each), (found,), found.message
        )
    _try_filled(found, options, scope, applies_to, each=each)
    missing = unset(scope.empty[id(empty)])
    return CompiledCheck(Plan(lambda _: undecided(missing)), (found,), found.message)


def _plan(
    found: Kind, node: Mapping, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> Plan:
    options = validated(found.options, node, scope.problems)
    if options is None:
        raise RefusedOption
    return found.plan(options, RuleBinding(node, scope, applies_to, each))


def _empty_list(found: Kind, node: Mapping, scope: RuleScope) -> Node | None:
    """The list, left empty by a parameter, without which the kind has nothing to look for."""
    empty = [entry for entry in node if id(entry.value) in scope.empty]
    refused = bool(empty) and validated(found.options, node, Problems()) is None
    needed = [one for one in empty if refused or _needs_items(found, one.key.text)]
    return needed[0].value if needed else None


def _try_filled(
    found: Kind, node: Mapping, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> None:
    """Note what would be wrong with the check once its lists are filled."""
    stood_in: set[tuple[int, int]] = set()

    def filled(entry: Entry) -> Entry:
        value = entry.value
        if id(value) not in scope.empty:
            return entry
        stood_in.add(value.source.position(value.span.start))
        item = Scalar.made(value.source, value.span, _STANDS_IN)
        return Entry(entry.key, SequenceNode(value.source, value.span, [item]))

    scratch = Problems()
    whole = Mapping(node.source, node.span, {key: filled(one) for key, one in node.entries.items()})
    with suppress(RefusedOption):
        _plan(found, whole, replace(scope, problems=scratch), applies_to, each=each)
    wrong = [one for one in scratch.found if (one.line, one.column) not in stood_in]
    if wrong:
        scope.problems.found.extend(wrong)
        raise RefusedOption


def _needs_items(found: Kind, option: str) -> bool:
    """Whether the kind asks nothing while a list is empty.

    One of exceptions may well be empty, and one that only adds to what is asked.
    """
    try:
        tighter, unset_ = mark_of(found, option)
    except KeyError:
        return True  # there is no such option, which is noted
    known = declared_in(found.options).values()
    required = next(one.is_required for one in known if one.name == option)
    return unset_ is not None or (tighter is Tighter.LONGER and required)
