"""What a matcher compares with: a value in the policy, `now`, or `{field: PATH, plus: 20d}`.

`{field: PATH, at: PATH}` takes the value as it was at the date in another field: the clauses of the
comment policy that was in force when a comment was hidden.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from policycheck.document import Mapping, Node, Scalar
from policycheck.engine.program import Ground
from policycheck.mistakes.language import NO_VALUE, UNKNOWN_KEY
from policycheck.mistakes.rules import MATCHER_VALUE, UNFIT_FIELD
from policycheck.model.admission import Door, admit, plain_value
from policycheck.model.moment import Moment, parse_duration
from policycheck.model.shape import (
    Choice,
    Duration,
    Flag,
    Free,
    Group,
    Instant,
    ListOf,
    Number,
    Reference,
    Text,
    Type,
)
from policycheck.plan import Case, Missing, NotCarried, Path
from policycheck.policy.comparisons import Constant, Operand
from policycheck.policy.problems import nearest
from policycheck.policy.rule_scope import RuleScope

__all__ = ["duration", "is_from_path", "operand", "sort_of"]

_SORTS: dict[type, str] = {
    Text: "text",
    Choice: "text",
    Reference: "text",
    Flag: "true or false",
    Number: "a number",
    Instant: "a date",
    Duration: "a length of time",
    Group: "named fields",
}
_KEYS = ("field", "plus", "minus", "at")


def sort_of(of: Type) -> str:
    """What sort of value a type has; only values of one sort compare. '' for any sort."""
    return _SORTS.get(type(of), "")


def is_from_path(node: Node) -> bool:
    return isinstance(node, Mapping) and "field" in node.entries


def operand(node: Node, of: Type, scope: RuleScope, *, one: bool = False) -> Operand:
    """The operand at a node, for values of a type; where `one`, it must not be a list.

    Raises RefusedOption after noting what is wrong.
    """
    if isinstance(node, Mapping):
        return _from_path(node, of, scope, one=one)
    if isinstance(node, Scalar) and isinstance(of, Instant) and node.text == "now":
        return lambda case, _missing: case.now
    if isinstance(of, Group):
        scope.refuse(node, UNFIT_FIELD, "the field holds named fields", "ask one of them")
    return Constant(_constant(node, of, scope))


def _constant(node: Node, of: Type, scope: RuleScope) -> Any:
    if isinstance(node, Scalar) and node.is_null:
        advice = "write {filled: false} to ask for absence"
        scope.refuse(node, NO_VALUE, "the value is empty", advice)
    if isinstance(of, Free) and isinstance(node, Scalar):
        return plain_value(node)
    door = Door(zone=scope.zone)
    value = admit(node, of, door)
    if door.problems:
        problem = door.problems[0]
        advice = problem.help or f"the field holds {_sort(of)}"
        scope.refuse(node, MATCHER_VALUE, problem.message, advice)
    return value


def _from_path(node: Mapping, of: Type, scope: RuleScope, *, one: bool) -> Operand:
    named = node.get("field")
    if named is None:
        message = "expected a value or {field: PATH}"
        scope.refuse(node, MATCHER_VALUE, message, "write the value that it must be")
    for entry in node:
        if entry.key.text not in _KEYS:
            advice = nearest(entry.key.text, _KEYS)
            scope.refuse(entry.key, UNKNOWN_KEY, f"unknown key {entry.key.text}", advice)
    path = scope.path(named)
    _refuse_other_sort(named, path, of, scope, one=one)
    shift = timedelta()
    for key, sign in (("plus", 1), ("minus", -1)):
        length = node.entries.get(key)
        if length is not None:
            if not isinstance(path.type, Instant):
                advice = "only a date is moved: leave it out"
                scope.refuse(length.key, UNFIT_FIELD, f"{path.dotted} is no date", advice)
            shift += sign * duration(length.value, scope)
    at = node.get("at")
    then = None if at is None else _instant(at, scope)
    if path.crosses:
        scope.seen.grounds[path.dotted] = Ground(path, then)
    return _taken(path, shift, then)


def _instant(node: Node, scope: RuleScope) -> Path:
    """The path to the date at which a value is asked for."""
    path = scope.path(node)
    if not isinstance(path.type, Instant) or path.many:
        advice = "at: names a field with one date"
        scope.refuse(node, UNFIT_FIELD, f"{path.dotted} is no date", advice)
    return path


def _refuse_other_sort(node: Node, path: Path, of: Type, scope: RuleScope, *, one: bool) -> None:
    other = path.type.item if isinstance(path.type, ListOf) else path.type
    many = path.many or isinstance(path.type, ListOf)
    if one and many:
        scope.refuse(node, UNFIT_FIELD, f"{path.dotted} is a list", "name a field with one value")
    here, there = sort_of(of), sort_of(other)
    if there == sort_of(Group({})):
        scope.refuse(node, UNFIT_FIELD, f"{path.dotted} holds named fields", "name one of them")
    if here and there and here != there:
        advice = f"name a field that holds {here}"
        message = f"{path.dotted} holds {there}, which is compared with {here}"
        scope.refuse(node, UNFIT_FIELD, message, advice)


def _taken(path: Path, shift: timedelta, then: Path | None) -> Operand:
    def taken(case: Case, missing: list[Missing]) -> Any:
        asked = case if then is None else _judged_at(case, then)
        value = NotCarried(asked) if isinstance(asked, Missing) else asked.value(path)
        if isinstance(value, NotCarried):
            missing.append(value.missing)
        return value.shifted(shift) if shift and isinstance(value, Moment) else value

    return taken


def _judged_at(case: Case, then: Path) -> Case | Missing:
    """The case at the date that a field gives; a date that is not known decides nothing."""
    value = case.value(then)
    if isinstance(value, NotCarried):
        return value.missing
    if not isinstance(value, Moment):
        return Missing(then.dotted, "without the date nobody knows what was in force")
    return case.judged_at(value)


def duration(node: Node, scope: RuleScope) -> timedelta:
    """The length of time at a node. Raises RefusedOption after noting what is wrong."""
    try:
        return parse_duration(node.text if isinstance(node, Scalar) else "")
    except ValueError as problem:
        advice = "write a whole number and s, m, h, d or w"
        scope.refuse(node, MATCHER_VALUE, str(problem), advice)


def _sort(of: Type) -> str:
    return sort_of(of) or "another sort of value"
