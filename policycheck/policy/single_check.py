"""One kind of check with its options, compiled."""

from __future__ import annotations

from msgspec import Struct

from policycheck.document import Mapping, Scalar
from policycheck.kinds import KINDS, kind
from policycheck.mistakes.rules import KIND_MISAPPLIED, NO_CHECK, UNKNOWN_KIND
from policycheck.plan import Kind, Missing, Options, Plan, undecided
from policycheck.policy.bind import RuleBinding
from policycheck.policy.problems import nearest
from policycheck.policy.rule_scope import RuleScope

__all__ = ["CompiledCheck", "compile_single", "options_of"]


class CompiledCheck(Struct, frozen=True):
    """A plan, the kinds that it is made of, and what each was asked, or the list that it lacks.

    Its own `message` is that of its kind; empty where it combines, for then the rule says what is
    wrong.
    """

    plan: Plan
    kind_names: tuple[str, ...]
    asked: tuple[Options | Missing, ...]
    combines: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(map(kind, self.kind_names))

    @property
    def message(self) -> str:
        return "" if self.combines else self.kinds[0].message

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
    if scope.kept is not None:
        return _made(node, named.text, scope.kept.asked[id(node)], scope, applies_to, each=each)
    found = kind(named.text)
    if found.reads_text and "moderation" in applies_to:
        message = f"{found.name} does not judge what citizens wrote"
        scope.refuse(named, KIND_MISAPPLIED, message, "take moderation out of applies_to")
    # Only a policy that is read needs what finds fault with it.
    from policycheck.policy.asked_options import asked_of

    asked = asked_of(found, options_of(node), scope, applies_to, each=each)
    return _made(node, named.text, asked, scope, applies_to, each=each)


def _made(
    node: Mapping,
    name: str,
    asked: Options | Missing,
    scope: RuleScope,
    applies_to: tuple[str, ...],
    *,
    each: bool,
) -> CompiledCheck:
    """The plan of the kind of that name, which is not imported for a check that lacks its list."""
    if isinstance(asked, Missing):
        return CompiledCheck(Plan(lambda _: undecided(asked)), (name,), (asked,))
    plan = kind(name).plan(asked, RuleBinding(options_of(node), scope, applies_to, each))
    return CompiledCheck(plan, (name,), (asked,))


def options_of(node: Mapping) -> Mapping:
    """The options of a check: all that it says besides its kind."""
    entries = {key: entry for key, entry in node.entries.items() if key != "kind"}
    return Mapping(node.source, node.span, entries)
