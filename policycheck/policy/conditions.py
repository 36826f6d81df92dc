"""`when`: a mapping of paths to matchers, all of which must hold; `any` and `all` nest."""

from __future__ import annotations

from collections.abc import Sequence as ListLike

from policycheck.document import Entry, Mapping, Node, Sequence
from policycheck.plan import Case, Condition, Missing, RefusedOption
from policycheck.policy.matchers import compile_matcher
from policycheck.policy.rule_scope import RuleScope

__all__ = ["compile_condition"]


def compile_condition(node: Node, scope: RuleScope, *, absent_differs: bool = True) -> Condition:
    """The condition at a node. Every part is compiled, so that each problem in it is found at once.

    Raises RefusedOption after noting the problems.
    """
    if not isinstance(node, Mapping) or not node.entries:
        scope.problems.at(node, "expected conditions: a mapping of paths to what they must be")
        raise RefusedOption
    made: list[Condition] = []
    refused = False
    for entry in node:
        try:
            made.append(_one(entry, scope, absent_differs))
        except RefusedOption:
            refused = True
    if refused:
        raise RefusedOption
    return made[0] if len(made) == 1 else _all(made)


def _one(entry: Entry, scope: RuleScope, absent_differs: bool) -> Condition:
    name = entry.key.text
    if name in ("any", "all") and isinstance(entry.value, Sequence):
        parts = [compile_condition(item, scope) for item in entry.value.items]
        if not parts:
            scope.problems.at(entry.value, f"{name} is empty", "list the conditions, or remove it")
            raise RefusedOption
        return _any(parts) if name == "any" else _all(parts)
    path = scope.path(entry.key)
    matcher = compile_matcher(
        entry.value, path.type, scope, many=path.many, absent_differs=absent_differs
    )
    return lambda case, missing: matcher(case, case.value(path), missing)


def _all(conditions: ListLike[Condition]) -> Condition:
    def holds(case: Case, missing: list[Missing]) -> bool | None:
        answer: bool | None = True
        gaps: list[Missing] = []
        for condition in conditions:
            one = condition(case, gaps)
            if one is False:
                return False
            answer = None if one is None else answer
        missing.extend(gaps)
        return answer

    return holds


def _any(conditions: ListLike[Condition]) -> Condition:
    def holds(case: Case, missing: list[Missing]) -> bool | None:
        answer: bool | None = False
        gaps: list[Missing] = []
        for condition in conditions:
            one = condition(case, gaps)
            if one:
                return True
            answer = None if one is None else answer
        missing.extend(gaps)
        return answer

    return holds
