"""What matchers are made of: comparisons and the logic of true, false and cannot be decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT
from policycheck.plan import Case, Matcher, Missing, NotCarried
from policycheck.text.fold import fold
from policycheck.text.words import is_word_edge

__all__ = [
    "Operand",
    "all_hold",
    "all_of",
    "any_holds",
    "at_least",
    "compared",
    "holds_phrase",
    "is_filled",
    "on_text",
    "over_list",
    "same",
]

#: A value to compare with: what stands in the policy, or what a path leads to in the record.
Operand: TypeAlias = Callable[[Case, list[Missing]], Any]


def is_filled(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return value is not ABSENT and value is not None and value not in ([], {})


def same(value: Any, other: Any) -> bool:
    if isinstance(other, list):
        return any(same(value, one) for one in other)
    if isinstance(value, Moment) and isinstance(other, Moment):
        return not value.before(other) and not value.after(other)
    # true is not 1: a flag equals nothing but a flag.
    return bool(value == other) and isinstance(value, bool) == isinstance(other, bool)


def at_least(value: Any, other: Any) -> bool:
    if isinstance(value, Moment):
        return not value.before(other)
    return bool(value >= other)


def compared(operand: Operand, compare: Callable[[Any, Any], bool]) -> Matcher:
    def comparison(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if isinstance(value, NotCarried):
            missing.append(value.missing)
            return None
        other = operand(case, missing)
        if isinstance(other, NotCarried):
            return None
        if value is ABSENT or other is ABSENT:
            return False
        try:
            return compare(value, other)
        except (TypeError, AttributeError):
            # Only fields without a declared type come here: their values cannot be compared.
            missing.append(Missing(str(value), f"{value!r} cannot be compared with {other!r}"))
            return None

    return comparison


def on_text(test: Callable[[str], bool]) -> Matcher:
    def tested(_case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if isinstance(value, NotCarried):
            missing.append(value.missing)
            return None
        return value is not ABSENT and test(str(value))

    return tested


def holds_phrase(text: str, phrase: str) -> bool:
    folded = fold(text)
    at = folded.text.find(phrase)
    while at >= 0:
        place = folded.original(at, at + len(phrase))
        if place and is_word_edge(text, *place):
            return True
        at = folded.text.find(phrase, at + 1)
    return False


def over_list(
    test: Callable[[Case, list[Any], list[Missing]], bool | None], absent: bool | None = False
) -> Matcher:
    def over(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if isinstance(value, NotCarried):
            missing.append(value.missing)
            return None
        if value is ABSENT:
            return bool(absent)
        return test(case, value if isinstance(value, list) else [value], missing)

    return over


def all_of(matchers: list[Matcher]) -> Matcher:
    return lambda case, value, missing: all_hold(one(case, value, missing) for one in matchers)


def any_holds(answers: Iterable[bool | None]) -> bool | None:
    undecided = False
    for answer in answers:
        if answer:
            return True
        undecided = undecided or answer is None
    return None if undecided else False


def all_hold(answers: Iterable[bool | None]) -> bool | None:
    undecided = False
    for answer in answers:
        if answer is False:
            return False
        undecided = undecided or answer is None
    return None if undecided else True
