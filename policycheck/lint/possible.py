"""Whether any value meets all that is asked of it, and one that does."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from itertools import combinations
from typing import Any

from policycheck.engine.patterns import compiled
from policycheck.lint.atoms import Atom, Named
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT, Choice, Flag, Instant, ListOf, Number, Text, Type
from policycheck.policy.comparisons import at_least, holds_phrase, is_filled, same
from policycheck.text.phrases import phrase_form

__all__ = ["clash", "example_of"]

#: What no absent value meets.
_PRESENT = {
    *("in", "at_least", "at_most", "before", "after", "matches", "contains"),
    *("has", "some", "present"),
}


def clash(atoms: list[Atom], of: Type, *, absent_differs: bool = True) -> tuple[Atom, ...] | None:
    """The atoms that no value meets together, as few as possible; None where one may."""
    if not _is_empty(atoms, of, absent_differs):
        return None
    for number in (1, 2):
        for some in combinations(atoms, number):
            if _is_empty(list(some), of, absent_differs):
                return some
    return tuple(atoms)


def _is_empty(atoms: list[Atom], of: Type, absent_differs: bool) -> bool:
    """Whether it is certain that no value, and no absence, meets all of them."""
    present = _PRESENT if absent_differs else {*_PRESENT, "out", "none", "every"}
    needs_value = any(one.what in present or (one.what == "filled" and one.value) for one in atoms)
    if not needs_value:
        return False  # a record without the field meets them
    finite = _finite(atoms, of)
    if finite is not None:
        return not any(_meets(value, atoms) for value in finite)
    if any(one.what == "filled" and not one.value for one in atoms):
        return True
    return _bounds_clash(atoms) or _lists_clash(atoms, of)


def _finite(atoms: list[Atom], of: Type) -> list[Any] | None:
    """The values that come into question, where they can be counted."""
    listed = [one.value for one in atoms if one.what == "in"]
    if listed:
        return list(listed[0])
    if isinstance(of, Choice):
        return list(of.values)
    return [True, False] if isinstance(of, Flag) else None


def _meets(value: Any, atoms: Iterable[Atom]) -> bool:
    """Whether a value may meet all; where that cannot be told it may."""
    return all(_meets_one(value, atom) for atom in atoms)


def _meets_one(value: Any, atom: Atom) -> bool:
    what, other = atom.what, atom.value
    match what:
        case "in":
            return any(same(value, one) for one in other)
        case "out":
            return not any(same(value, one) for one in other)
        case "filled":
            return is_filled(value) is other
        case "matches" | "contains" if isinstance(value, str):
            return _text_meets(value, what, other)
        case "at_least" | "at_most" | "before" | "after" if not isinstance(other, Named):
            with suppress(TypeError, AttributeError):
                return _ordered(value, what, other)
    return True


def _text_meets(value: str, what: str, other: list[str]) -> bool:
    if what == "contains":
        return holds_phrase(value, [phrase_form(one) for one in other])
    return any(compiled(one, match_case=True).search(value) is not None for one in other)


def _ordered(value: Any, what: str, other: Any) -> bool:
    if what == "at_least":
        return at_least(value, other)
    if what == "at_most":
        return at_least(other, value)
    return bool(value.before(other) if what == "before" else value.after(other))


def _bounds_clash(atoms: list[Atom]) -> bool:
    lower = [one for one in atoms if one.what in ("at_least", "after")]
    upper = [one for one in atoms if one.what in ("at_most", "before")]
    return any(_crossed(low, high) for low in lower for high in upper)


def _crossed(low: Atom, high: Atom) -> bool:
    """Whether what a value must reach lies beyond what it must keep below."""
    strict = low.what == "after" or high.what == "before"
    if isinstance(low.value, Named) or isinstance(high.value, Named):
        return strict and low.value == high.value
    if isinstance(low.value, Moment) and isinstance(high.value, Moment):
        return _moments_crossed(low, high)
    with suppress(TypeError):
        return bool(low.value > high.value)
    return False


def _moments_crossed(low: Atom, high: Atom) -> bool:
    """A day reaches what any hour of it reaches, so two bounds on one day may both be met."""
    first, last = low.value, high.value
    if low.what == "after":
        end = last.first if high.what == "before" else last.last
        return bool(first.last >= end)
    if high.what == "before":
        return bool(first.first >= last.first)
    return bool(first.first.date() > last.last.date())


def _lists_clash(atoms: list[Atom], of: Type) -> bool:
    wanted = [one.value for one in atoms if one.what == "has"]
    never = [value for one in atoms if one.what == "none" for value in one.value]
    only = [one.value for one in atoms if one.what == "every"]
    if any(same(value, one) for value in wanted for one in never):
        return True
    if any(not any(same(value, one) for one in every) for value in wanted for every in only):
        return True
    item = of.item if isinstance(of, ListOf) else of
    inner = [list(one.value) for one in atoms if one.what == "some" and one.value]
    return any(_is_empty(one, item, absent_differs=True) for one in inner)


def example_of(atoms: list[Atom], of: Type, now: Moment) -> Any:
    """A value that meets all, ABSENT where a record without one does, None where none is known."""
    if not any(one.what in _PRESENT or (one.what == "filled" and one.value) for one in atoms):
        return ABSENT
    finite = _finite(atoms, of)
    if finite is not None:
        return next((value for value in finite if _meets(value, atoms)), None)
    if any(one.what in ("matches", "some", "present") for one in atoms):
        return None
    wanted = [one.value for one in atoms if one.what == "has"]
    if wanted or isinstance(of, ListOf):
        return wanted or None
    tried = [*_at_bounds(atoms, now), *_usual(of, now)]
    tried += [phrase for one in atoms if one.what == "contains" for phrase in one.value]
    fixed = [one._replace(value=_fixed(one.value, now)) for one in atoms]
    return next((value for value in tried if _meets(value, fixed)), None)


def _at_bounds(atoms: list[Atom], now: Moment) -> list[Any]:
    found = []
    for one in atoms:
        value = _fixed(one.value, now)
        if one.what in ("at_least", "at_most") and not isinstance(value, Named):
            found.append(value)
        if one.what in ("before", "after") and isinstance(value, Moment):
            found.append(value.shifted(timedelta(days=-1 if one.what == "before" else 1)))
    return found


def _usual(of: Type, now: Moment) -> list[Any]:
    if isinstance(of, Number):
        return [1, 0]
    if isinstance(of, Instant):
        return [now]
    if isinstance(of, Text):
        return {"url": ["https://example.gov"], "email": ["a@example.gov"]}.get(of.format, ["x"])
    return []


def _fixed(value: Any, now: Moment) -> Any:
    return now if value == Named("now") else value
