"""Two rules compared: whether one finds fault with every record that the other does.

Which way an option is tighter is what its kind declares. Rules are compared only within a kind of
check, and there by the options that neither way is tighter, so that many rules take no long time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from policycheck.document import Mapping, Node
from policycheck.document import Sequence as SequenceNode
from policycheck.lint.forms import Form
from policycheck.model.finding import SEVERITIES
from policycheck.plan import Kind, Tighter
from policycheck.plan.declared import declared_in
from policycheck.policy.conditions_compared import Reach, compare_conditions
from policycheck.policy.tightness import Way, way_of_option
from policycheck.policy.validation import as_python

__all__ = ["Covered", "covered"]


class Covered(NamedTuple):
    """Two rules, the `earlier` of which stands before the other in the policy.

    `same`: both ask the same with the same weight. Else `stricter` is the one of them that finds
    fault with every record that the other does, and weighs no less.
    """

    earlier: Form
    later: Form
    stricter: Form
    same: bool


def covered(forms: Sequence[Form]) -> Iterator[Covered]:
    """Rules that others cover, each once, with the first that covers it."""
    idle: set[str] = set()
    for bucket in _buckets(forms).values():
        for one, other in _pairs(bucket):
            if one.id == other.id or one.id in idle or other.id in idle:
                continue
            found = _compared(one, other)
            if found:
                idle.add(one.id if found.stricter is other else other.id)
                yield found


def _pairs(bucket: Sequence[Form]) -> Iterator[tuple[Form, Form]]:
    """The pairs that may cover each other, in their order: lists that do must share an item."""
    holding: dict[str, list[int]] = defaultdict(list)
    bare: list[int] = []
    for number, form in enumerate(bucket):
        items = _items(form)
        for item in items:
            holding[item].append(number)
        if not items:
            bare.append(number)
    for number, form in enumerate(bucket):
        items = _items(form)
        near = {other for item in items for other in holding[item]} if items else range(len(bucket))
        for other in sorted({*near, *bare}):
            if other > number:
                yield form, bucket[other]


def _items(form: Form) -> set[str]:
    """What stands in the lists of a rule, those that are as they are by default aside."""
    if not form.is_single:
        return set()
    options = form.asks[0].options
    values = [getattr(options, name) for name in options.given if name != "in_"]
    return {str(item) for one in values if isinstance(one, tuple | dict) for item in one}


def _buckets(forms: Sequence[Form]) -> dict[tuple[str, ...], list[Form]]:
    """Forms that may cover each other."""
    found: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for form in forms:
        found[_key(form)].append(form)
    return found


def _key(form: Form) -> tuple[str, ...]:
    if not form.is_single:
        return (form.each, repr(as_python(form.check)))
    (ask,) = form.asks
    fixed = (repr(getattr(ask.options, name)) for name in _incomparable(ask.kind))
    given = ask.options.given & _GIVEN.get(ask.name, frozenset())
    return (form.each, ask.name, *sorted(given), *fixed, *_unset(form))


def _unset(form: Form) -> list[str]:
    """Parameters that have left a list empty: two such lists are alike only until they are set."""
    (ask,) = form.asks
    node = form.source.loaded.node
    check = node.get("check") if isinstance(node, Mapping) else None
    empty = [entry.key.text for entry in ask.node if _is_empty(entry.value)]
    written = [check.get(name) for name in empty] if isinstance(check, Mapping) else []
    return [repr(as_python(one)) for one in written if one is not None]


def _is_empty(node: Node) -> bool:
    return isinstance(node, SequenceNode) and not node.items


#: Options of which it changes what is asked that they are given: an empty list of allowed hosts
#: allows none, and none at all every host.
_GIVEN = {"link-hosts": frozenset({"allow", "deny"})}


@cache
def _incomparable(kind: Kind) -> tuple[str, ...]:
    """The options of which neither way is tighter."""
    return tuple(
        name
        for name, declared in declared_in(kind.options).items()
        if declared.tighter is Tighter.NEITHER
    )


@cache
def _comparable(kind: Kind) -> tuple[tuple[str, str], ...]:
    """The others, by attribute and by name in a policy."""
    fields = declared_in(kind.options).items()
    rest = [(name, declared.name) for name, declared in fields]
    return tuple(pair for pair in rest if pair[0] not in _incomparable(kind))


def _compared(one: Form, other: Form) -> Covered | None:
    first, second = _covers(one, other), _covers(other, one)
    if first and second:
        return Covered(one, other, one, same=True)
    if first or second:
        return Covered(one, other, one if first else other, same=False)
    return None


def _covers(strict: Form, loose: Form) -> bool:
    """Whether the first finds fault with every record that the second does."""
    if not strict.applies_to >= loose.applies_to or not _asks_as_much(strict, loose):
        return False
    if loose.period.within(strict.period) != loose.period:
        return False
    if strict.plain_when and strict.plain_when != loose.plain_when:
        reach = compare_conditions(loose.plain_when, strict.plain_when)
        if reach not in (Reach.SAME, Reach.WIDER):
            return False
    return _least_weight(strict) <= _most_weight(loose)


def _asks_as_much(strict: Form, loose: Form) -> bool:
    if not strict.is_single or not loose.is_single:
        return True  # the same check, as they stand together in a bucket
    (asked,), (other,) = strict.asks, loose.asks
    for attribute, option in _comparable(asked.kind):
        values: tuple[Any, Any] = (
            getattr(other.options, attribute),
            getattr(asked.options, attribute),
        )
        if values[0] != values[1]:
            way = way_of_option(asked.kind, option, *values)
            if way not in (None, Way.TIGHTER):
                return False
    return True


def _least_weight(form: Form) -> int:
    """How heavy its lightest stage is: 0 is an error. One that is only observed weighs least."""
    return max(_weight(form))


def _most_weight(form: Form) -> int:
    return min(_weight(form))


def _weight(form: Form) -> list[int]:
    lightest = len(SEVERITIES)
    return [
        lightest if one.observed else SEVERITIES.index(one.about.severity) for one in form.staged
    ]
