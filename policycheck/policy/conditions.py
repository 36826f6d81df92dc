"""`when`: a mapping of paths to matchers, all of which must hold; `any` and `all` nest.

`cel` takes an expression instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Sequence as ListLike
from typing import TypeVar

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.mistakes.rules import EXPRESSION_REFUSED, NO_CONDITION
from policycheck.plan import Case, Condition, Missing, RefusedOption, Step
from policycheck.policy.comparisons import any_holds, ask
from policycheck.policy.heard import searches_of
from policycheck.policy.matchers import compile_matcher
from policycheck.policy.rule_scope import RuleScope

__all__ = ["compile_condition", "each_made"]

T = TypeVar("T")
Made = TypeVar("Made")


def compile_condition(node: Node, scope: RuleScope, *, absent_differs: bool = True) -> Condition:
    """The condition at a node. Every part is compiled, so that each problem in it is found at once.

    Raises RefusedOption after noting the problems.
    """
    if not isinstance(node, Mapping) or not node.entries:
        scope.refuse(node, NO_CONDITION, "expected conditions", "write paths and what they must be")
    made = each_made(node, lambda entry: _one(entry, scope, absent_differs))
    return made[0] if len(made) == 1 else _all(made)


def each_made(nodes: Iterable[T], make: Callable[[T], Made]) -> list[Made]:
    """What is made of each. Raises RefusedOption where one is refused, once all were tried."""
    made: list[Made] = []
    refused = False
    for node in nodes:
        try:
            made.append(make(node))
        except RefusedOption:
            refused = True
    if refused:
        raise RefusedOption
    return made


def _one(entry: Entry, scope: RuleScope, absent_differs: bool) -> Condition:
    name = entry.key.text
    if name in ("any", "all"):
        if not isinstance(entry.value, Sequence) or not entry.value.items:
            advice = f"write {name}: and a list of conditions"
            message = f"{name} takes a list of conditions"
            scope.refuse(entry.value, NO_CONDITION, message, advice)
        parts = each_made(
            entry.value.items,
            lambda item: compile_condition(item, scope, absent_differs=absent_differs),
        )
        return _any(parts) if name == "any" else _all(parts)
    if name == "cel":
        return _expression(entry, scope)
    path = scope.path(entry.key)
    matcher = compile_matcher(
        entry.value,
        path.type,
        scope,
        name=path.dotted,
        many=path.many,
        absent_differs=absent_differs,
    )
    if path.steps == (Step("text"),) and not path.from_element:
        scope.seen.text.searches += searches_of(entry.value, scope)
    return lambda case, missing: matcher(case, case.value(path), missing)


def _expression(entry: Entry, scope: RuleScope) -> Condition:
    """`cel: EXPR`, for what paths and matchers do not reach."""
    node = entry.value
    if not isinstance(node, Scalar):
        advice = "write cel: and one condition, in quotes"
        scope.refuse(node, EXPRESSION_REFUSED, "cel takes an expression", advice)
    if scope.kept is not None and node.text in scope.kept.answers:
        answer_known = scope.kept.answers[node.text]
        return lambda _case, _missing: answer_known
    from policycheck.kinds.expressions.expression import compile_expression
    from policycheck.policy.bind import RuleBinding

    options = Mapping(node.source, node.span, {"cel": entry})
    expression = compile_expression(node.text, RuleBinding(options, scope, (), each=False), "cel")
    scope.seen.expressions[node.text] = expression

    def holds(case: Case, missing: list[Missing]) -> bool | None:
        answer = expression.answer(case)
        missing.extend(answer.missing)
        return answer.holds

    return holds


def _all(conditions: ListLike[Condition]) -> Condition:
    """All of them; written out, for most rules ask this of every record."""

    def holds(case: Case, missing: list[Missing]) -> bool | None:
        gaps: list[Missing] = []
        answer: bool | None = True
        for one in conditions:
            held = one(case, gaps)
            if held is False:
                return False
            if held is None:
                answer = None
        if answer is None:
            missing += gaps
        return answer

    return holds


def _any(conditions: ListLike[Condition]) -> Condition:
    def holds(case: Case, missing: list[Missing]) -> bool | None:
        return ask(lambda gaps: any_holds(one(case, gaps) for one in conditions), missing)

    return holds
