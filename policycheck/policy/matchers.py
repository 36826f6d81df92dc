"""Matchers: what a value must be. Compiled once into closures of three-valued logic.

A closure answers True, False, or None where it cannot be decided; then it says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Sequence as ListLike
from typing import Any, NoReturn

from msgspec.structs import replace

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.mistakes.rules import MATCHER_VALUE, UNKNOWN_MATCHER
from policycheck.model.shape import ABSENT, Free, Group, ListOf, Reference, Type
from policycheck.plan import Case, Condition, Matcher, Missing
from policycheck.policy.comparisons import (
    all_hold,
    all_of,
    any_holds,
    negated,
    one_of,
    over_list,
)
from policycheck.policy.operands import is_from_path, operand
from policycheck.policy.problems import nearest, nearest_name
from policycheck.policy.rule_scope import RuleScope
from policycheck.policy.value_matchers import VALUE_MATCHERS, Asked, empty_list, filled

__all__ = ["OR_UNKNOWN", "compile_matcher"]

#: A modifier of matchers in conditions: they hold, too, where it cannot be told.
OR_UNKNOWN = "or_unknown"


def compile_matcher(
    node: Node,
    of: Type,
    scope: RuleScope,
    *,
    name: str,
    many: bool = False,
    absent_differs: bool = True,
) -> Matcher:
    """The matcher at a node, for values of the field of a name and type, a list where `many`.

    An absent value differs from every other, so it meets `{not: …}`; where `absent_differs` is
    False it meets nothing but `{filled: false}`. Raises RefusedOption after noting what is wrong.
    """
    if isinstance(of, ListOf):
        many, of = True, of.item
    return _matcher(node, Asked(scope, of, many, absent_differs, name=name))


def _matcher(node: Node, asked: Asked) -> Matcher:
    if isinstance(node, Mapping) and not is_from_path(node):
        return _fields(node, asked) if _names_fields(node, asked) else _operators(node, asked)
    if asked.many:
        advice = f"write {{has: …}}, or use {', '.join(LIST_MATCHERS)} or filled"
        asked.refuse(node, MATCHER_VALUE, "the field is a list", advice)
    if isinstance(node, Sequence):
        return _is_one(node.items, asked) if node.items else empty_list(node, asked)
    return _is_one([node], asked)


def _operators(node: Mapping, asked: Asked) -> Matcher:
    if not node.entries:
        advice = "write a value, a list or a matcher"
        asked.refuse(node, MATCHER_VALUE, "the matcher is empty", advice)
    made = [_operator(entry, asked) for entry in node if entry.key.text != OR_UNKNOWN]
    met = made[0] if len(made) == 1 else all_of(made)
    if OR_UNKNOWN not in node.entries:
        return met
    _refuse_no_modifier(node, made, asked)
    return _or_unknown(met)


def _refuse_no_modifier(node: Mapping, made: ListLike[Matcher], asked: Asked) -> None:
    """`or_unknown: true` stands beside a matcher that a condition asks."""
    value = node.entries[OR_UNKNOWN].value
    if not isinstance(value, Scalar) or value.text != "true":
        asked.refuse(value, MATCHER_VALUE, f"{OR_UNKNOWN} takes true", "write true, or remove it")
    if not made:
        advice = "write such as {not: [personal], or_unknown: true}"
        asked.refuse(node, MATCHER_VALUE, f"{OR_UNKNOWN} stands beside a matcher", advice)
    if not asked.scope.in_when:
        advice = "say what becomes of it with absent:, or ask it in when"
        message = f"{OR_UNKNOWN} is for conditions, and this is a check"
        asked.refuse(node, UNKNOWN_MATCHER, message, advice)


def _or_unknown(matcher: Matcher) -> Matcher:
    """Met, too, where it cannot be told: a rule that exempts some holds for all not known to be."""

    def met(case: Case, value: Any, _missing: list[Missing]) -> bool | None:
        return matcher(case, value, []) is not False

    return met


def _operator(entry: Entry, asked: Asked) -> Matcher:
    name = entry.key.text
    allowed = _allowed(asked)
    if name in allowed:
        return allowed[name](entry.value, asked)
    return _no_operator(entry, asked, allowed)


def _no_operator(entry: Entry, asked: Asked, allowed: Iterable[str]) -> NoReturn:
    name = entry.key.text
    if name in _EVERY_MATCHER:
        what = "a list" if asked.many else "a single value"
        message = f"{name} cannot be asked of {what}"
        asked.refuse(entry.key, UNKNOWN_MATCHER, message, f"use {', '.join(allowed)}")
    advice = nearest(name, [*_EVERY_MATCHER, "field", OR_UNKNOWN])
    if isinstance(asked.of, Group):
        advice = f"it holds named fields: write {asked.name}.{nearest_name(name, asked.of.fields)}"
    asked.refuse(entry.key, UNKNOWN_MATCHER, f"unknown matcher {name}", advice)


def _allowed(asked: Asked) -> dict[str, Callable[[Node, Asked], Matcher]]:
    if isinstance(asked.of, Free) and not asked.many:
        return _EVERY_MATCHER  # whether it holds a list is not known before there is a value
    return {"filled": filled, **(LIST_MATCHERS if asked.many else _SINGLE_MATCHERS)}


def _is_one(nodes: ListLike[Node], asked: Asked) -> Matcher:
    return one_of(asked.name, [operand(node, asked.of, asked.scope) for node in nodes])


def _not(node: Node, asked: Asked) -> Matcher:
    inner = _matcher(node, asked)

    def differs(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if value is ABSENT and not asked.absent_differs:
            return False
        return negated(inner(case, value, missing))

    return differs


# Elements of lists.


def _element(node: Node, asked: Asked) -> Matcher:
    """What one element must meet: a matcher, or a mapping of fields that it must meet whole."""
    return _matcher(node, replace(asked, many=False, in_list=True))


def _names_fields(node: Mapping, asked: Asked) -> bool:
    """Whether a mapping names fields of an element, and not matchers."""
    if not asked.in_list or not isinstance(asked.of, Group | Reference) or not node.entries:
        return False
    return not all(entry.key.text in _MATCHER_KEYS for entry in node)


def _fields(node: Mapping, asked: Asked) -> Matcher:
    from policycheck.policy.conditions import compile_condition

    scope = asked.scope.within(asked.of)
    condition: Condition = compile_condition(node, scope, absent_differs=asked.absent_differs)

    def holds(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        return False if value is ABSENT else condition(case.within(value), missing)

    return holds


def _some(node: Node, asked: Asked) -> Matcher:
    element = _element(node, asked)
    return over_list(
        lambda case, values, gaps: any_holds(element(case, v, gaps) for v in values), absent=False
    )


def _every(node: Node, asked: Asked) -> Matcher:
    element = _element(node, asked)
    return over_list(
        lambda case, values, gaps: all_hold(element(case, v, gaps) for v in values), absent=False
    )


def _none(node: Node, asked: Asked) -> Matcher:
    element = _element(node, asked)
    return over_list(
        lambda case, values, gaps: negated(any_holds(element(case, v, gaps) for v in values)),
        absent=asked.absent_differs,
    )


def _has(node: Node, asked: Asked) -> Matcher:
    if isinstance(node, Sequence):
        advice = "write {has_all: […]}, or {some: […]} for any"
        asked.refuse(node, MATCHER_VALUE, "has takes one value", advice)
    equals = _is_one([node], replace(asked, many=False, in_list=True))
    return over_list(
        lambda case, values, gaps: any_holds(equals(case, v, gaps) for v in values), absent=False
    )


def _has_all(node: Node, asked: Asked) -> Matcher:
    if not isinstance(node, Sequence):
        advice = "write {has_all: […]}, or {has: …} for one"
        asked.refuse(node, MATCHER_VALUE, "has_all takes a list", advice)
    return all_of([_has(item, asked) for item in node.items] or [empty_list(node, asked)])


LIST_MATCHERS: dict[str, Callable[[Node, Asked], Matcher]] = {
    "some": _some,
    "every": _every,
    "none": _none,
    "has": _has,
    "has_all": _has_all,
}
_SINGLE_MATCHERS: dict[str, Callable[[Node, Asked], Matcher]] = {"not": _not, **VALUE_MATCHERS}
_EVERY_MATCHER = {"filled": filled, **_SINGLE_MATCHERS, **LIST_MATCHERS}
_MATCHER_KEYS = {*_EVERY_MATCHER, OR_UNKNOWN}
