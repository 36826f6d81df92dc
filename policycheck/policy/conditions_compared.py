"""Two conditions or matchers compared: which of them more records meet.

What is compared is what a policy says, as plain values. Where it cannot be told, they differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from policycheck.model.moment import parse_duration, parse_moment

__all__ = ["Reach", "compare_conditions", "compare_matchers"]


class Reach(StrEnum):
    """What the second of two conditions holds for, beside the first."""

    SAME = "the same"
    WIDER = "more"
    NARROWER = "fewer"
    OTHER = "others"


_INVERTED = {Reach.WIDER: Reach.NARROWER, Reach.NARROWER: Reach.WIDER}


def compare_conditions(old: Any, new: Any) -> Reach:
    """Two values of `when` (None: holds for all)."""
    old, new = old or {}, new or {}
    if old == new:
        return Reach.SAME
    if not isinstance(old, dict) or not isinstance(new, dict):
        return Reach.OTHER
    found = [Reach.NARROWER for key in new if key not in old]
    found += [Reach.WIDER for key in old if key not in new]
    found += [_condition(key, old[key], new[key]) for key in old if key in new]
    return _both(found)


def compare_matchers(old: Any, new: Any) -> Reach:
    """Two matchers for the same field."""
    if old == new:
        return Reach.SAME
    if isinstance(old, dict) and isinstance(new, dict):
        found = [_added(key) for key in new if key not in old]
        found += [_inverted(_added(key)) for key in old if key not in new]
        found += [_OPERATORS.get(key, _other)(old[key], new[key]) for key in old if key in new]
        return _both(found)
    if isinstance(old, dict) or isinstance(new, dict):
        return Reach.OTHER
    return _lists(old, new)


def _added(key: str) -> Reach:
    """What a matcher comes to with one more part: all must hold, but one lets the unknown in."""
    return Reach.WIDER if key == "or_unknown" else Reach.NARROWER


def _condition(key: str, old: Any, new: Any) -> Reach:
    if key == "any":
        return _lists(old, new)
    if key == "all" and isinstance(old, list) and isinstance(new, list):
        return _inverted(_lists(old, new))
    return _other(old, new) if key == "cel" else compare_matchers(old, new)


def _lists(old: Any, new: Any) -> Reach:
    """Lists any item of which may hold."""
    olds, news = _items(old), _items(new)
    gone = [one for one in olds if one not in news]
    come = [one for one in news if one not in olds]
    if gone and come:
        return Reach.OTHER
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
    return different.pop() if len(different) == 1 else Reach.OTHER


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
