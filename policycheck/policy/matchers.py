"""Matchers: what a value must be. Compiled once into closures of three-valued logic.

A closure answers True, False, or None where it cannot be decided; then it says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.engine.finder import compiled, folded_phrase
from policycheck.model.moment import Moment, parse_duration
from policycheck.model.shape import (
    ABSENT,
    Door,
    Duration,
    Free,
    Group,
    Instant,
    ListOf,
    Number,
    Reference,
    Type,
    admit,
    plain_value,
)
from policycheck.plan import Case, Matcher, Missing, NotCarried, RefusedOption
from policycheck.policy.comparisons import (
    Operand,
    all_hold,
    all_of,
    any_holds,
    at_least,
    compared,
    holds_phrase,
    is_filled,
    on_text,
    over_list,
    same,
)
from policycheck.policy.problems import nearest

if TYPE_CHECKING:
    from policycheck.policy.rule_scope import RuleScope

__all__ = ["compile_matcher"]


_OVER_LISTS = ("some", "every", "none", "has", "has_all")
_OVER_VALUES = (
    "not",
    "matches",
    "contains",
    "before",
    "after",
    "at_least",
    "at_most",
    "within",
)


def compile_matcher(
    node: Node, of: Type, scope: RuleScope, *, many: bool = False, absent_differs: bool = True
) -> Matcher:
    """The matcher at a node, for values of a type.

    `many` says that the value is a list of that type. An absent value differs from every other, so it
    meets `{not: …}`; where `absent_differs` is False it meets nothing but `{filled: false}`.
    """
    if isinstance(of, ListOf):
        many, of = True, of.item
    make = _Make(scope, of, many, absent_differs)
    return make.matcher(node)


class _Make:
    """Makes matchers for values of one type."""

    def __init__(self, scope: RuleScope, of: Type, many: bool, absent_differs: bool) -> None:
        self.scope = scope
        self.of = of
        self.many = many
        self.absent_differs = absent_differs

    def matcher(self, node: Node) -> Matcher:
        if isinstance(node, Mapping) and not self._is_operand(node):
            return self._operators(node)
        if self.many:
            self._refuse(
                node, "the field is a list", f"use one of {', '.join(_OVER_LISTS)} or filled"
            )
        if isinstance(node, Sequence):
            return self._any_of([self._equals(item) for item in node.items], node)
        return self._equals(node)

    def _operators(self, node: Mapping) -> Matcher:
        if not node.entries:
            self._refuse(node, "the matcher is empty", "write a value, a list or a matcher")
        allowed = ("filled", *(_OVER_LISTS if self.many else _OVER_VALUES))
        made = []
        for entry in node:
            name = entry.key.text
            if name not in allowed:
                known = [*_OVER_LISTS, *_OVER_VALUES, "filled", "field"]
                if name in known:
                    what = "a list" if self.many else "a single value"
                    self._refuse(
                        entry.key, f"{name} cannot be asked of {what}", f"use {', '.join(allowed)}"
                    )
                self._refuse(entry.key, f"unknown matcher {name}", nearest(name, known))
            made.append(getattr(self, f"_{name}")(entry.value))
        return made[0] if len(made) == 1 else all_of(made)

    # Every value.

    def _filled(self, node: Node) -> Matcher:
        if not isinstance(node, Scalar) or node.text not in ("true", "false"):
            self._refuse(node, "filled is true or false")
        wanted = node.text == "true"

        def filled(_case: Case, value: Any, missing: list[Missing]) -> bool | None:
            if isinstance(value, NotCarried):
                missing.append(value.missing)
                return None
            return is_filled(value) is wanted

        return filled

    def _not(self, node: Node) -> Matcher:
        inner = _Make(self.scope, self.of, self.many, self.absent_differs).matcher(node)
        when_absent = self.absent_differs

        def differs(case: Case, value: Any, missing: list[Missing]) -> bool | None:
            if value is ABSENT:
                return when_absent
            met = inner(case, value, missing)
            return None if met is None else not met

        return differs

    # Single values.

    def _equals(self, node: Node) -> Matcher:
        operand = self._operand(node, self.of)
        return compared(operand, same)

    def _any_of(self, made: list[Matcher], node: Node) -> Matcher:
        if not made:
            # An empty list is met by nothing; a parameter that is still empty decides nothing.
            gap = Missing(self.scope.describe(node), "the list is empty: nothing to compare with")

            def empty(_case: Case, value: Any, missing: list[Missing]) -> bool | None:
                if value is ABSENT:
                    return False
                missing.append(value.missing if isinstance(value, NotCarried) else gap)
                return None

            return empty

        def any_of(case: Case, value: Any, missing: list[Missing]) -> bool | None:
            return any_holds(matcher(case, value, missing) for matcher in made)

        return any_of

    def _matches(self, node: Node) -> Matcher:
        if not isinstance(node, Scalar):
            self._refuse(node, "matches takes a pattern")
        try:
            pattern = compiled(node.text, match_case=True)
        except ValueError as problem:
            self._refuse(node, f"RE2 refuses the pattern: {problem}", "see the RE2 syntax")
        return on_text(lambda text: pattern.search(text) is not None)

    def _contains(self, node: Node) -> Matcher:
        items = node.items if isinstance(node, Sequence) else [node]
        phrases = []
        for item in items:
            if not isinstance(item, Scalar) or not folded_phrase(item.text):
                self._refuse(item, "contains takes a phrase or a list of phrases")
            phrases.append(folded_phrase(item.text))
        return on_text(lambda text: any(holds_phrase(text, phrase) for phrase in phrases))

    def _before(self, node: Node) -> Matcher:
        return self._ordered(node, (Instant,), lambda value, other: bool(value.before(other)))

    def _after(self, node: Node) -> Matcher:
        return self._ordered(node, (Instant,), lambda value, other: bool(value.after(other)))

    def _at_least(self, node: Node) -> Matcher:
        return self._ordered(node, (Instant, Number, Duration), at_least)

    def _at_most(self, node: Node) -> Matcher:
        return self._ordered(
            node, (Instant, Number, Duration), lambda value, other: at_least(other, value)
        )

    def _within(self, node: Node) -> Matcher:
        if not isinstance(self.of, Instant | Free):
            self._refuse(node, "within is asked of a date")
        span = self._duration(node)

        def within(case: Case, value: Any, missing: list[Missing]) -> bool | None:
            if value is ABSENT:
                return False
            if isinstance(value, NotCarried):
                missing.append(value.missing)
                return None
            if value.after(case.now):
                missing.append(Missing(str(value), f"{value} lies in the future"))
                return None
            return bool(value.last >= case.now.first - span)

        return within

    def _ordered(
        self, node: Node, types: tuple[type, ...], compare: Callable[[Any, Any], bool]
    ) -> Matcher:
        if not isinstance(self.of, (*types, Free)):
            self._refuse(node, "the field has no order: only dates, numbers and durations have")
        return compared(self._operand(node, self.of), compare)

    # Lists.

    def _some(self, node: Node) -> Matcher:
        element = self._element(node)
        return over_list(
            lambda case, values, missing: any_holds(element(case, v, missing) for v in values)
        )

    def _every(self, node: Node) -> Matcher:
        element = self._element(node)
        return over_list(
            lambda case, values, missing: all_hold(element(case, v, missing) for v in values)
        )

    def _none(self, node: Node) -> Matcher:
        element = self._element(node)

        def none(case: Case, values: list[Any], missing: list[Missing]) -> bool | None:
            found = any_holds(element(case, value, missing) for value in values)
            return None if found is None else not found

        return over_list(none, absent=True if self.absent_differs else None)

    def _has(self, node: Node) -> Matcher:
        equals = _Make(self.scope, self.of, False, self.absent_differs)._equals(node)
        return over_list(
            lambda case, values, missing: any_holds(equals(case, v, missing) for v in values)
        )

    def _has_all(self, node: Node) -> Matcher:
        if not isinstance(node, Sequence):
            self._refuse(node, "has_all takes a list")
        wanted = [self._has(item) for item in node.items]
        return all_of(wanted)

    def _element(self, node: Node) -> Matcher:
        """What one element must meet: a matcher, or a mapping of fields that it must meet whole."""
        inner = _Make(self.scope, self.of, False, self.absent_differs)
        if isinstance(self.of, Group | Reference) and isinstance(node, Mapping):
            known = {*_OVER_VALUES, "filled", "field"}
            if not all(entry.key.text in known for entry in node):
                return self.scope.element_condition(node, self.of)
        return inner.matcher(node)

    # Operands.

    def _is_operand(self, node: Mapping) -> bool:
        return "field" in node.entries

    def _operand(self, node: Node, of: Type) -> Operand:
        if isinstance(node, Mapping):
            return self._from_path(node)
        if isinstance(node, Scalar) and isinstance(of, Instant) and node.text == "now":
            return lambda case, _missing: case.now
        if isinstance(of, Group):
            self._refuse(node, "the field holds named fields: name one of them")
        door = Door(zone=self.scope.zone)
        value = (
            plain_value(node)
            if isinstance(of, Free) and isinstance(node, Scalar)
            else admit(node, of, door)
        )
        if door.problems:
            problem = door.problems[0]
            self._refuse(node, problem.message, problem.help)
        if value is ABSENT:
            self._refuse(node, "the value is empty", "write {filled: false} to ask for absence")
        return lambda _case, _missing: value

    def _from_path(self, node: Mapping) -> Operand:
        for entry in node:
            if entry.key.text not in ("field", "plus", "minus"):
                self._refuse(
                    entry.key, f"unknown key {entry.key.text}", "known: field, plus, minus"
                )
        named = node.entries["field"].value
        path = self.scope.path(named)
        shift = timedelta()
        for key, sign in (("plus", 1), ("minus", -1)):
            length = node.get(key)
            if length is not None:
                shift += sign * self._duration(length)

        def operand(case: Case, missing: list[Missing]) -> Any:
            value = case.value(path)
            if isinstance(value, NotCarried):
                missing.append(value.missing)
            return value.shifted(shift) if shift and isinstance(value, Moment) else value

        return operand

    def _duration(self, node: Node) -> timedelta:
        try:
            return parse_duration(node.text if isinstance(node, Scalar) else "")
        except ValueError as problem:
            self._refuse(node, str(problem))

    def _refuse(self, node: Node, message: str, advice: str = "") -> NoReturn:
        self.scope.problems.at(node, message, advice)
        raise RefusedOption
