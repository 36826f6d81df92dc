"""Matchers of single values: patterns, phrases, order, time, whether there is one at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from msgspec import Struct

from policycheck.document import Node, Scalar, Sequence
from policycheck.engine.patterns import compiled
from policycheck.mistakes.mistake import Mistake
from policycheck.mistakes.rules import (
    MATCHER_VALUE,
    NOTHING_TO_FIND,
    PATTERN_REFUSED,
    UNKNOWN_MATCHER,
)
from policycheck.model.shape import Duration, Free, Instant, Number, Type
from policycheck.plan import Case, Matcher, Missing, NotCarried
from policycheck.policy.comparisons import (
    at_least,
    compared,
    holds_phrase,
    is_filled,
    on_text,
    undecided_on,
)
from policycheck.policy.operands import duration, operand, sort_of
from policycheck.policy.rule_scope import RuleScope, unset
from policycheck.text.phrases import phrase_form

__all__ = ["RE2_ADVICE", "VALUE_MATCHERS", "Asked", "empty_list", "filled"]

RE2_ADVICE = "patterns are RE2 syntax: no look-around and no back-references"


class Asked(Struct, frozen=True):
    """What a matcher is asked of: values of a type, a list of them where `many`.

    `in_list` says that the value is an element of a list; `name` is that of the field. An absent
    value differs from every other; where `absent_differs` is False it meets `{filled: false}` and
    nothing else.
    """

    scope: RuleScope
    of: Type
    many: bool = False
    absent_differs: bool = True
    in_list: bool = False
    name: str = ""

    def refuse(self, node: Node, mistake: Mistake, message: str, advice: str) -> NoReturn:
        self.scope.refuse(node, mistake, message, advice)


def filled(node: Node, asked: Asked) -> Matcher:
    plain = isinstance(node, Scalar) and node.style != "quoted"
    if not (plain and isinstance(node, Scalar) and node.text in ("true", "false")):
        asked.refuse(node, MATCHER_VALUE, "filled is true or false", "write it without quotes")
    wanted = node.text == "true"

    def is_wanted(_case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if isinstance(value, NotCarried):
            missing.append(value.missing)
            return None
        return is_filled(value) is wanted

    return is_wanted


def empty_list(node: Node, asked: Asked) -> Matcher:
    """A list that is still empty, such as a parameter that nobody has set, decides nothing."""
    name = asked.scope.empty.get(id(node))
    if name:
        return undecided_on(unset(name))
    where = asked.scope.describe(node)
    return undecided_on(Missing(where, "the list is empty: nothing to compare with"))


def _matches(node: Node, asked: Asked) -> Matcher:
    _refuse_no_text(node, asked, "matches")
    if not isinstance(node, Scalar) or not node.text:
        asked.refuse(
            node, PATTERN_REFUSED, "matches takes a pattern", "write one, in single quotes"
        )
    try:
        pattern = compiled(node.text, match_case=True)
    except ValueError as problem:
        asked.refuse(node, PATTERN_REFUSED, f"RE2 refuses the pattern: {problem}", RE2_ADVICE)
    return on_text(asked.name, lambda text: pattern.search(text) is not None)


def _contains(node: Node, asked: Asked) -> Matcher:
    _refuse_no_text(node, asked, "contains")
    phrases = []
    for item in node.items if isinstance(node, Sequence) else [node]:
        if not isinstance(item, Scalar) or not phrase_form(item.text):
            advice = "write words, or a list of phrases"
            asked.refuse(item, NOTHING_TO_FIND, "this is no phrase to look for", advice)
        phrases.append(phrase_form(item.text))
    if not phrases:
        return empty_list(node, asked)
    return on_text(asked.name, lambda text: holds_phrase(text, phrases))


def _refuse_no_text(node: Node, asked: Asked, name: str) -> None:
    if sort_of(asked.of) not in ("text", ""):
        advice = f"the field holds {sort_of(asked.of)}: write the value, or another matcher"
        asked.refuse(node, UNKNOWN_MATCHER, f"{name} is asked of text", advice)


def _before(node: Node, asked: Asked) -> Matcher:
    return _ordered(node, asked, lambda value, other: bool(value.before(other)), Instant)


def _after(node: Node, asked: Asked) -> Matcher:
    return _ordered(node, asked, lambda value, other: bool(value.after(other)), Instant)


def _at_least(node: Node, asked: Asked) -> Matcher:
    return _ordered(node, asked, at_least, Instant, Number, Duration, Free)


def _at_most(node: Node, asked: Asked) -> Matcher:
    def at_most(value: Any, other: Any) -> bool:
        return at_least(other, value)

    return _ordered(node, asked, at_most, Instant, Number, Duration, Free)


def _ordered(
    node: Node, asked: Asked, compare: Callable[[Any, Any], bool], *types: type
) -> Matcher:
    _refuse_other_types(node, asked, types)
    return compared(asked.name, operand(node, asked.of, asked.scope, one=True), compare)


def _within(node: Node, asked: Asked) -> Matcher:
    _refuse_other_types(node, asked, (Instant,))
    span = duration(node, asked.scope)

    def within(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if value.after(case.now):
            missing.append(Missing(asked.name, f"{value} lies in the future"))
            return None
        return bool(value.last >= case.now.shifted(-span).first)

    return _present(within)


def _present(test: Matcher) -> Matcher:
    """A test of a value that is there."""

    def tested(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if isinstance(value, NotCarried):
            missing.append(value.missing)
            return None
        return test(case, value, missing) if is_filled(value) else False

    return tested


def _refuse_other_types(node: Node, asked: Asked, types: tuple[type, ...]) -> None:
    if not isinstance(asked.of, types):
        wanted = " or ".join(dict.fromkeys(sort_of(one()) for one in types if one is not Free))
        held = sort_of(asked.of) or "values of no declared sort"
        asked.refuse(node, UNKNOWN_MATCHER, f"this is asked of {wanted}", f"the field holds {held}")


#: What may be asked of a single value, by the name of the matcher; `not` is made where they nest.
VALUE_MATCHERS: dict[str, Callable[[Node, Asked], Matcher]] = {
    "matches": _matches,
    "contains": _contains,
    "before": _before,
    "after": _after,
    "at_least": _at_least,
    "at_most": _at_most,
    "within": _within,
}
