"""Two forms of a rule compared: what the second asks more strictly, and what less.

A record that the second form finds fault with and the first does not makes the second tighter.
Every option of a kind declares which way is tighter; this reads the declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from policycheck.document import Mapping, Node, Pointer, Scalar, Sequence
from policycheck.kinds import KINDS, kind
from policycheck.model.finding import SEVERITIES, Severity
from policycheck.plan import Kind, Tighter, Unset
from policycheck.plan.declared import declared_in
from policycheck.policy.conditions_compared import Reach, compare_conditions, compare_matchers
from policycheck.policy.problems import Problems
from policycheck.policy.single_check import options_of
from policycheck.policy.validation import as_python, validated

__all__ = [
    "Change",
    "Way",
    "changes_of_check",
    "is_comparable",
    "mark_of",
    "way_of_option",
    "way_of_severity",
    "way_of_when",
]


class Way(StrEnum):
    """Where a change leads.

    `BOTH` asks more of some and less of others; of `OTHER` nothing can be told. Both count as
    looser.
    """

    TIGHTER = "tighter"
    LOOSER = "looser"
    BOTH = "both"
    OTHER = "different"

    @property
    def opposite(self) -> Way:
        return {Way.TIGHTER: Way.LOOSER, Way.LOOSER: Way.TIGHTER}.get(self, self)

    def and_also(self, other: Way) -> Way:
        """Where two changes of one thing lead together."""
        if Way.OTHER in (self, other):
            return Way.OTHER
        return self if self is other else Way.BOTH


class Change(NamedTuple):
    """One field of a rule that differs: its path, both values (None: not given), and where to."""

    field: Pointer
    before: Node | None
    after: Node | None
    way: Way


def way_of_severity(old: str, new: str) -> Way | None:
    """Which way a change of severity leads; None where there is none, or one is no severity."""
    if old == new or not {old, new} <= {str(one) for one in SEVERITIES}:
        return None
    ranks = [SEVERITIES.index(Severity(one)) for one in (old, new)]
    return Way.TIGHTER if ranks[1] < ranks[0] else Way.LOOSER


def way_of_when(old: Node | None, new: Node | None) -> Way | None:
    """Which way a change of `when` leads: a rule for more records is tighter."""
    reach = compare_conditions(*(as_python(one) if one else None for one in (old, new)))
    return _OF_REACH[reach]


def changes_of_check(old: Node, new: Node, field: Pointer = ("check",)) -> Iterator[Change]:
    """What differs between two checks, in which every parameter stands filled in."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return
    if as_python(old) == as_python(new):
        return
    for word in ("all", "any", "not"):
        parts = _parts(old.get(word)), _parts(new.get(word))
        if parts[0] and parts[1]:
            yield from _changes_of_parts(word, *parts, field)
            return
    named = old.get("kind"), new.get("kind")
    if all(isinstance(one, Scalar) and one.text in KINDS for one in named):
        names = [str(getattr(node, "text", "")) for node in named]
        if names[0] == names[1]:
            yield from _changes_of_options(kind(names[0]), old, new, field)
            return
    yield Change(field, old, new, Way.OTHER)


def _changes_of_parts(
    word: str, olds: list[Node], news: list[Node], field: Pointer
) -> Iterator[Change]:
    """What differs between combined checks.

    Of the parts that not both have, each is compared with the one in its place; those left over
    came or went. One more in `all` asks more, one more in `any` less.
    """
    gone, come = _without_common(olds, news)
    for (number, one), (_, other) in zip(gone, come, strict=False):
        below = (*field, word) if word == "not" else (*field, word, number)
        for change in changes_of_check(one, other, below):
            way = change.way.opposite if word == "not" else change.way
            yield change._replace(way=way)
    more = Way.LOOSER if word == "any" else Way.TIGHTER
    for number, node in come[len(gone) :]:
        yield Change((*field, word, number), None, node, more)
    for number, node in gone[len(come) :]:
        yield Change((*field, word, number), node, None, more.opposite)


def _without_common(
    olds: list[Node], news: list[Node]
) -> tuple[list[tuple[int, Node]], list[tuple[int, Node]]]:
    """The parts of each, numbered, that the other has not."""
    left = [(number, node, as_python(node)) for number, node in enumerate(news)]
    gone: list[tuple[int, Node]] = []
    for number, node in enumerate(olds):
        value = as_python(node)
        same = next((one for one in left if one[2] == value), None)
        if same is None:
            gone.append((number, node))
        else:
            left.remove(same)
    return gone, [(number, node) for number, node, _ in left]


def mark_of(found: Kind, option: str) -> tuple[Tighter, Unset | None]:
    """What an option declares of itself. Raises KeyError where the kind has none of that name."""
    for declared in declared_in(found.options).values():
        if declared.name == option and declared.tighter is not None:
            return declared.tighter, declared.unset
    raise KeyError(option)


def _changes_of_options(
    found: Kind, old: Mapping, new: Mapping, field: Pointer
) -> Iterator[Change]:
    options = [validated(found.options, options_of(node), Problems()) for node in (old, new)]
    if options[0] is None or options[1] is None:
        return  # what is wrong with either is said when it is compiled
    for name, declared in declared_in(found.options).items():
        option = declared.name
        values = [getattr(one, name) for one in options if one]
        if values[0] != values[1]:
            way = way_of_option(found, option, *values)
            if way:
                yield Change((*field, option), old.get(option), new.get(option), way)


def is_comparable(check: Node) -> bool:
    """Whether a check, in which every parameter stands filled in, has options that can be read."""
    if not isinstance(check, Mapping):
        return False
    named = check.get("kind")
    if isinstance(named, Scalar):
        if named.text not in KINDS:
            return False
        return validated(kind(named.text).options, options_of(check), Problems()) is not None
    below = [part for word in ("all", "any", "not") for part in _parts(check.get(word))]
    return bool(below) and all(map(is_comparable, below))


def way_of_option(found: Kind, option: str, old: Any, new: Any) -> Way | None:
    """Which way an option of a kind leads from one value to another; None where to no other."""
    tighter, unset = mark_of(found, option)
    gone, come = _is_empty(new), _is_empty(old)
    if unset is Unset.ASKS_OTHERWISE and (gone or come):
        return Way.OTHER
    asks_nothing = unset is Unset.ASKS_NOTHING or tighter in (Tighter.LOWER, Tighter.HIGHER)
    if asks_nothing and (gone or come):
        return Way.LOOSER if gone else Way.TIGHTER
    return _WAYS[tighter](old, new)


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, tuple | list | dict) and not value)


def _way_of_amount(old: Any, new: Any, *, lower: bool) -> Way:
    """A constant against one from a field cannot be told, and counts as looser."""
    try:
        return Way.TIGHTER if (new < old) is lower else Way.LOOSER
    except TypeError:
        return Way.OTHER


def _way_of_list(old: Any, new: Any) -> Way | None:
    """Longer is tighter. Of a mapping the values count too: another value is another word."""
    if isinstance(old, dict) and any(key in old and old[key] != new[key] for key in new):
        return Way.OTHER
    gone = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    if gone:
        return Way.BOTH if come else Way.LOOSER
    return Way.TIGHTER if come else None


def _opposite(way: Way | None) -> Way | None:
    return way.opposite if way else None


_WAYS: dict[Tighter, Callable[[Any, Any], Way | None]] = {
    Tighter.LOWER: lambda old, new: _way_of_amount(old, new, lower=True),
    Tighter.HIGHER: lambda old, new: _way_of_amount(old, new, lower=False),
    Tighter.LONGER: _way_of_list,
    Tighter.SHORTER: lambda old, new: _opposite(_way_of_list(old, new)),
    Tighter.TRUE: lambda _, new: Way.TIGHTER if new else Way.LOOSER,
    Tighter.FALSE: lambda _, new: Way.LOOSER if new else Way.TIGHTER,
    Tighter.NARROWER: lambda old, new: _opposite(_OF_REACH[compare_matchers(old, new)]),
    Tighter.NEITHER: lambda _old, _new: Way.OTHER,
}


def _parts(node: Node | None) -> list[Node]:
    if isinstance(node, Sequence):
        return node.items
    return [node] if isinstance(node, Mapping) else []


_OF_REACH: dict[Reach, Way | None] = {
    Reach.SAME: None,
    Reach.WIDER: Way.TIGHTER,
    Reach.NARROWER: Way.LOOSER,
    Reach.BOTH: Way.BOTH,
    Reach.OTHER: Way.OTHER,
}
