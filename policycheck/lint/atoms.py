"""Matchers taken apart: the single things that they ask of a value.

A condition is impossible where no value meets all that is asked of it. What cannot be told apart
(a value of another field, an expression) asks for nothing here, so that nothing is called
impossible that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Literal, NamedTuple, TypeAlias

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.model.admission import Door, admit, plain_value
from policycheck.model.shape import ABSENT, Free, Group, Instant, ListOf, Reference, Type
from policycheck.policy.operands import is_from_path
from policycheck.policy.validation import as_python

__all__ = ["Atom", "Named", "What", "atoms_of"]

#: `in`, `out`: one of these values, none of them. `has`, `none`, `every`: elements of a list.
#: `present`: some value, of which no more can be told.
What: TypeAlias = Literal[
    "in", "out", "filled", "at_least", "at_most", "before", "after", "matches", "contains",
    "has", "none", "every", "some", "present", "anything",
]  # fmt: skip


class Atom(NamedTuple):
    """One thing that is asked, and where it is said."""

    what: What
    value: Any
    node: Node


class Named(NamedTuple):
    """A value that is known by name only: that of another field, or `now`."""

    name: str


@dataclass(frozen=True, slots=True)
class _Values:
    """How values of one field are read."""

    of: Type
    zone: tzinfo | None

    def one(self, node: Node) -> Any:
        if isinstance(node, Mapping):
            return Named(repr(as_python(node)))
        if isinstance(node, Scalar) and node.text == "now" and isinstance(self.of, Instant):
            return Named("now")
        if isinstance(self.of, Free) and isinstance(node, Scalar):
            return plain_value(node)
        value = admit(node, self.of, Door(zone=self.zone))
        return Named(repr(as_python(node))) if value is ABSENT else value

    def several(self, node: Node) -> list[Any]:
        items = node.items if isinstance(node, Sequence) else [node]
        return [self.one(item) for item in items]


def atoms_of(matcher: Node, of: Type, zone: tzinfo | None, *, many: bool = False) -> list[Atom]:
    """What a matcher of values of a type asks; of a list of them where `many`."""
    many = many or isinstance(of, ListOf)
    item = of.item if isinstance(of, ListOf) else of
    return list(_atoms(matcher, _Values(item, zone), many=many))


def _atoms(matcher: Node, values: _Values, *, many: bool) -> Iterator[Atom]:
    if isinstance(matcher, Mapping) and not is_from_path(matcher):
        known = _OF_LISTS if many else _OF_VALUES
        if not known.keys() >= matcher.entries.keys():
            yield Atom("anything", None, matcher)
            return
        for entry in matcher:
            yield from known[entry.key.text](entry.value, values)
        return
    yield from _equals(matcher, values)


def _equals(node: Node, values: _Values) -> Iterator[Atom]:
    found = values.several(node)
    is_known = found and not any(isinstance(one, Named) for one in found)
    yield Atom("in", found, node) if is_known else Atom("present", None, node)


def _not(node: Node, values: _Values) -> Iterator[Atom]:
    if not isinstance(node, Mapping) or is_from_path(node):
        found = [one for one in values.several(node) if not isinstance(one, Named)]
        yield Atom("out", found, node)
        return
    inner = list(_atoms(node, values, many=False))
    only = inner[0] if len(inner) == 1 else None
    if only and only.what == "filled":
        yield Atom("filled", not only.value, node)
    elif only and only.what == "out" and set(node.entries) == {"not"}:
        yield Atom("in", only.value, node) if only.value else Atom("anything", None, node)
    else:
        yield Atom("anything", None, node)


def _filled(node: Node, _values: _Values) -> Iterator[Atom]:
    yield Atom("filled", isinstance(node, Scalar) and node.text == "true", node)


def _within(node: Node, _values: _Values) -> Iterator[Atom]:
    yield Atom("present", None, node)


def _compared(what: What) -> Callable[[Node, _Values], Iterator[Atom]]:
    return lambda node, values: iter([Atom(what, values.one(node), node)])


def _text(what: What) -> Callable[[Node, _Values], Iterator[Atom]]:
    def texts(node: Node, _values: _Values) -> Iterator[Atom]:
        items = node.items if isinstance(node, Sequence) else [node]
        yield Atom(what, [one.text for one in items if isinstance(one, Scalar)], node)

    return texts


def _elements(what: What) -> Callable[[Node, _Values], Iterator[Atom]]:
    """What is asked of elements, where it is values of which it can be told."""

    def elements(node: Node, values: _Values) -> Iterator[Atom]:
        plain = not isinstance(node, Mapping) and not isinstance(values.of, Group)
        found = values.several(node) if plain else []
        if not found or any(isinstance(one, Named) for one in found):
            yield Atom("some" if what == "has" else "anything", None, node)
        elif what == "has":
            yield from (Atom("has", one, node) for one in found)
        else:
            yield Atom(what, found, node)

    return elements


def _some(node: Node, values: _Values) -> Iterator[Atom]:
    """An element that meets a matcher: what that asks, where it is a single value."""
    names_fields = isinstance(node, Mapping) and isinstance(values.of, Group | Reference)
    inner = () if names_fields else tuple(_atoms(node, values, many=False))
    yield Atom("some", inner, node)


_OF_VALUES: dict[str, Callable[[Node, _Values], Iterator[Atom]]] = {
    "not": _not,
    "filled": _filled,
    "at_least": _compared("at_least"),
    "at_most": _compared("at_most"),
    "before": _compared("before"),
    "after": _compared("after"),
    "within": _within,
    "matches": _text("matches"),
    "contains": _text("contains"),
}
_OF_LISTS: dict[str, Callable[[Node, _Values], Iterator[Atom]]] = {
    "filled": _filled,
    "has": _elements("has"),
    "has_all": _elements("has"),
    "none": _elements("none"),
    "every": _elements("every"),
    "some": _some,
}
