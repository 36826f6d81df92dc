"""`covers`: the rules of other policies that ask the same as this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from policycheck.document import Node
from policycheck.mistakes.policies import COVERS_OWN_RULE
from policycheck.policy.compile_rule import RuleSource
from policycheck.policy.problems import Problems

__all__ = ["covered_rules"]


def covered_rules(
    sources: Sequence[RuleSource], problems: Problems
) -> Mapping[str, frozenset[str]]:
    """For each rule the loaded ones that it covers; one of its own policy is noted as wrong.

    A rule that may be waived does not cover one that may not: both speak.
    """
    by_id = {one.surface.id: one for one in sources}
    return {
        one.surface.id: found
        for one in sources
        if (found := frozenset(_covered(one, by_id, problems)))
    }


def _covered(
    rule: RuleSource, by_id: Mapping[str, RuleSource], problems: Problems
) -> Iterable[str]:
    for number, name in enumerate(rule.surface.covers):
        other = by_id.get(name)
        if other is None:
            continue
        if other.loaded.policy == rule.loaded.policy:
            _refuse(rule.loaded.node, number, other, problems)
        elif other.surface.waivable or not rule.surface.waivable:
            yield name


def _refuse(node: Node, number: int, other: RuleSource, problems: Problems) -> None:
    name, policy = other.surface.id, other.loaded.policy
    message = f"{name} is a rule of {policy} itself: it cannot be covered here"
    advice = "of two rules of one policy that ask the same, remove one"
    problems.under(node, ("covers", number), COVERS_OWN_RULE, message, advice)
