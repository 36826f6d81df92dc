"""Two conditions or matchers compared: which of them more records meet.

What is compared is what a policy says, as plain values. Where it cannot be told, they differ.
`BOTH` says that each has a part that the other lacks; `OTHER`, that nothing can be said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Any, NamedTuple

from policycheck.model.moment import parse_duration, parse_moment

__all__ = ["Reach", "compare_conditions", "compare_matchers"]


class Reach(StrEnum):
    """What the second of two conditions holds for, beside the first."""

    SAME = "the same"
    WIDER = "more"
    NARROWER = "fewer"
    BOTH = "some more and some fewer"
    OTHER = "others"


class _Part(NamedTuple):
    """One of the conditions that must all hold: a path with its matcher, `any`, or `cel`."""

    key: str
    value: Any

    @property
    def is_choice(self) -> bool:
        return self.key == "any" and _holds_conditions(self.key, self.value)


_INVERTED = {Reach.WIDER: Reach.NARROWER, Reach.NARROWER: Reach.WIDER}


def compare_conditions(old: Any, new: Any) -> Reach:
    """Two values of `when` (None: holds for all), by logic: `all` and `any` are looked into."""
    old, new = old or {}, new or {}
    if old == new:
        return Reach.SAME
    if not isinstance(old, dict) or not isinstance(new, dict):
        return Reach.OTHER
    olds, news = _parts(old), _parts(new)
    wider, narrower = _lies_within(olds, news), _lies_within(news, olds)
    if wider and narrower:
        return Reach.SAME
    if wider or narrower:
        return Reach.WIDER if wider else Reach.NARROWER
    return Reach.OTHER if _is_unclear(olds, news) else Reach.BOTH


def _parts(condition: dict[str, Any]) -> list[_Part]:
    """The parts that must all hold; `all` and an `any` of one stand for what is in them."""
    found: list[_Part] = []
    for key, value in condition.items():
        if _holds_conditions(key, value) and (key == "all" or len(value) == 1):
            found += [part for one in value for part in _parts(one)]
        else:
            found.append(_Part(key, value))
    return found


def _holds_conditions(key: str, value: Any) -> bool:
    return (
        key in ("any", "all")
        and isinstance(value, list)
        and all(isinstance(one, dict) for one in value)
    )


def _lies_within(inner: list[_Part], outer: list[_Part]) -> bool:
    """Whether all that meets the first meets the second, too."""
    return all(_follows(part, inner) for part in outer)


def _follows(part: _Part, given: list[_Part]) -> bool:
    """Whether one part holds wherever all that is given does."""
    if part.is_choice and any(_lies_within(given, _parts(one)) for one in part.value):
        return True
    for one in given:
        if one.is_choice:
            if all(_lies_within(_parts(each), [part]) for each in one.value):
                return True
        elif one.key == part.key and _condition(*one, part.value) in (Reach.SAME, Reach.WIDER):
            return True
    return False


def _is_unclear(olds: list[_Part], news: list[_Part]) -> bool:
    """Whether something in two conditions cannot be compared at all."""
    befores, afters = list(_leaves(olds)), list(_leaves(news))
    if [one for one in befores if one.key == "cel"] != [one for one in afters if one.key == "cel"]:
        return True
    pairs = ((one, other) for one in befores for other in afters if one.key == other.key)
    return any(_condition(*one, other.value) is Reach.OTHER for one, other in pairs)


def _leaves(parts: list[_Part]) -> Iterator[_Part]:
    for part in parts:
        if part.is_choice:
            yield from (leaf for one in part.value for leaf in _leaves(_parts(one)))
        else:
            yield part


def compare_matchers(old: Any, new: Any) -> Reach:
    """Two matchers for the same field."""
    if old == new:
        return Reach.SAME
    if isinstance(old, dict) and isinstance(new, dict):
        found = [_added(key) for key in new if key not in old]
        found += [_inverted(_added(key)) for key in old if key not in new]
        if len(set(found)) > 1 and not _are_other_ends(
            old.keys() - new.keys(), new.keys() - old.keys()
        ):
            return Reach.OTHER  # one operator in place of another, asked of the same value
        found += [_OPERATORS.get(key, _other)(old[key], new[key]) for key in old if key in new]
        return _both(found)
    if isinstance(old, dict) or isinstance(new, dict):
        return Reach.OTHER
    return _lists(old, new)


def _are_other_ends(gone: AbstractSet[str], come: AbstractSet[str]) -> bool:
    """Whether a limit went from one end and another came to the other end."""
    low, high = {"at_least", "after"}, {"at_most", "before"}
    return (gone <= low and come <= high) or (gone <= high and come <= low)


def _added(key: str) -> Reach:
    """What a matcher comes to with one more part: all must hold, but one lets the unknown in."""
    return Reach.WIDER if key == "or_unknown" else Reach.NARROWER


def _condition(key: str, old: Any, new: Any) -> Reach:
    return _other(old, new) if key == "cel" else compare_matchers(old, new)


def _lists(old: Any, new: Any) -> Reach:
    """Lists any item of which may hold."""
    olds, news = _items(old), _items(new)
    gone = [one for one in olds if one not in news]
    come = [one for one in news if one not in olds]
    if gone and come:
        return Reach.BOTH
    if come:
        return Reach.WIDER
    return Reach.NARROWER if gone else Reach.SAME


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _inverted(found: Reach) -> Reach:
    return _INVERTED.get(found, found)


def _both(found: Iterable[Reach]) -> Reach:
    """What several parts that must all hold come to."""
    different = {one for one in found if one is not Reach.SAME}
    if not different:
        return Reach.SAME
    if Reach.OTHER in different:
        return Reach.OTHER
    return different.pop() if len(different) == 1 else Reach.BOTH


def _other(old: Any, new: Any) -> Reach:
    return Reach.SAME if old == new else Reach.OTHER


def _bound(*, higher_is_wider: bool) -> Callable[[Any, Any], Reach]:
    def compare(old: Any, new: Any) -> Reach:
        one, other = _quantity(old), _quantity(new)
        if old == new:
            return Reach.SAME
        if one is None or other is None or one[0] != other[0] or one == other:
            return Reach.OTHER
        return Reach.WIDER if (other[1] > one[1]) is higher_is_wider else Reach.NARROWER

    return compare


def _quantity(value: Any) -> tuple[str, float] | None:
    """A number, a length of time or a date, with what it is: only like ones compare."""
    if not isinstance(value, str):
        return None
    readers: tuple[tuple[str, Callable[[str], float]], ...] = (
        ("number", float),
        ("length", lambda text: parse_duration(text).total_seconds()),
        ("date", lambda text: parse_moment(text, None).first.timestamp()),
    )
    for what, read in readers:
        try:
            return what, read(value)
        except ValueError:
            continue
    return None


_OPERATORS: dict[str, Callable[[Any, Any], Reach]] = {
    "not": lambda old, new: _inverted(compare_matchers(old, new)),
    "contains": _lists,
    "at_most": _bound(higher_is_wider=True),
    "before": _bound(higher_is_wider=True),
    "within": _bound(higher_is_wider=True),
    "at_least": _bound(higher_is_wider=False),
    "after": _bound(higher_is_wider=False),
    "some": compare_matchers,
    "every": compare_matchers,
    "none": lambda old, new: _inverted(compare_matchers(old, new)),
    "has_all": lambda old, new: _inverted(_lists(old, new)),
}
