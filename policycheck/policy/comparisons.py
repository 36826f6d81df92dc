"""What matchers are made of: comparisons and the logic of true, false and cannot be decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT
from policycheck.plan import Case, Matcher, Missing, NotCarried
from policycheck.text.fold import fold
from policycheck.text.phrases import phrase_places

__all__ = [
    "Constant",
    "Operand",
    "Question",
    "all_hold",
    "all_of",
    "any_holds",
    "any_of",
    "ask",
    "at_least",
    "compared",
    "holds_phrase",
    "is_filled",
    "negated",
    "on_text",
    "one_of",
    "over_list",
    "same",
    "undecided_on",
]

#: A value to compare with: what stands in the policy, or what a path leads to in the record.
Operand: TypeAlias = Callable[[Case, list[Missing]], Any]


class Constant(Struct, frozen=True):
    """The operand that stands in the policy."""

    value: Any

    def __call__(self, _case: Case, _missing: list[Missing]) -> Any:
        return self.value


#: Something that is asked with a list for what is missing: an answer, or None.
Question: TypeAlias = Callable[[list[Missing]], bool | None]


def ask(question: Question, missing: list[Missing]) -> bool | None:
    """The answer; what is missing counts only where it leaves the answer open."""
    gaps: list[Missing] = []
    answer = question(gaps)
    if answer is None:
        missing.extend(gaps)
    return answer


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


def negated(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def all_of(matchers: list[Matcher]) -> Matcher:
    return lambda case, value, missing: ask(
        lambda gaps: all_hold(one(case, value, gaps) for one in matchers), missing
    )


def any_of(matchers: list[Matcher]) -> Matcher:
    def holds(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        gaps: list[Missing] = []
        undecided = False
        for one in matchers:
            held = one(case, value, gaps)
            if held:
                return True
            undecided = undecided or held is None
        missing += gaps if undecided else ()
        return None if undecided else False

    return holds


def is_filled(value: Any) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return value is not ABSENT and value is not None and value not in ([], {})


def same(value: Any, other: Any) -> bool:
    """Whether a value is another, or one of a list of others."""
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


def one_of(name: str, operands: Sequence[Operand]) -> Matcher:
    """Whether a value of the field of that name is the same as one of these.

    Most conditions ask of a word or a flag whether it is one that stands in the policy: that is
    looked up at once.
    """
    made = [compared(name, operand, same) for operand in operands]
    slowly = made[0] if len(made) == 1 else any_of(made)
    constants = [one.value for one in operands if isinstance(one, Constant)]
    sort = type(constants[0]) if constants else None
    is_plain = sort in (str, bool) and all(type(one) is sort for one in constants)
    if not is_plain or len(constants) < len(operands):
        return slowly
    known = frozenset(constants)

    def is_one(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        return value in known if type(value) is sort else slowly(case, value, missing)

    return is_one


def compared(name: str, operand: Operand, compare: Callable[[Any, Any], bool]) -> Matcher:
    """A comparison with an operand of the field of that name. Absence compares with nothing."""

    def comparison(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if value is ABSENT:
            return False
        if isinstance(value, NotCarried):
            missing.append(value.missing)
            return None
        other = operand(case, missing)
        if isinstance(other, NotCarried):
            return None
        if other is ABSENT:
            return False
        try:
            return compare(value, other)
        except (TypeError, AttributeError):
            # Only fields without a declared type come here: their values cannot be compared.
            missing.append(Missing(name, f"{value!r} cannot be compared with {other!r}"))
            return None

    return comparison


def on_text(name: str, test: Callable[[str], bool]) -> Matcher:
    """A test of a text. A value that turns out to be none (of a field of any type) is undecided."""

    def tested(_case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if isinstance(value, NotCarried):
            missing.append(value.missing)
            return None
        if value is ABSENT:
            return False
        if not isinstance(value, str):
            missing.append(Missing(name, f"{value!r} is no text"))
            return None
        return test(value)

    return tested


def holds_phrase(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text holds one of the phrases, given in match form, as whole words."""
    folded = fold(text)
    return any(True for phrase in phrases for _ in phrase_places(folded, phrase))


def over_list(
    test: Callable[[Case, list[Any], list[Missing]], bool | None], *, absent: bool
) -> Matcher:
    """A test of all values of a list; `absent` is the answer where there is no list."""

    def over(case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if isinstance(value, NotCarried):
            missing.append(value.missing)
            return None
        if value is ABSENT:
            return absent
        values = value if isinstance(value, list) else [value]
        gaps: list[Missing] = []
        answer = test(case, values, gaps)
        if answer is None:
            missing += gaps
        return answer

    return over


def undecided_on(gap: Missing) -> Matcher:
    """Decides nothing, except that what is absent meets it not."""

    def undecided(_case: Case, value: Any, missing: list[Missing]) -> bool | None:
        if value is ABSENT:
            return False
        missing.append(value.missing if isinstance(value, NotCarried) else gap)
        return None

    return undecided
