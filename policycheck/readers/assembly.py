"""Records put together from values that stand elsewhere: in cells, or in another shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from policycheck.document import Entry, Node, Scalar, Sequence
from policycheck.document import Mapping as MappingNode
from policycheck.model.shape import Group, ListOf, Reference, Text, Type
from policycheck.source import Source, Span

__all__ = [
    "Leaf",
    "Steps",
    "all_pieces",
    "assemble",
    "clash",
    "is_words",
    "named",
    "parse_steps",
    "part",
    "pieces",
    "type_at",
    "without_indexes",
]

#: A way into a record: names of fields, and places in lists from 0.
Steps: TypeAlias = tuple[str | int, ...]

_STEP = re.compile(r"(?:^|\.)(?P<name>[^.\[\]]+)|\[(?P<index>[0-9]{1,4})\]")
_INDEX = re.compile(r"[0-9]{1,4}")


class Leaf(NamedTuple):
    """A value, the way to it, and what stands for its name in the source."""

    steps: Steps
    key: Scalar
    value: Node


def parse_steps(dotted: str) -> Steps:
    """Read `media[0].alt` or `media.0.alt`. Raises ValueError with a sentence."""
    steps: list[str | int] = []
    at = 0
    while at < len(dotted) or not steps:
        match = _STEP.match(dotted, at)
        if not match:
            raise ValueError(f"{dotted!r} is no path: write names and places such as media[0].alt")
        name = match["name"]
        if match["index"] or (steps and _INDEX.fullmatch(name)):
            steps.append(int(match["index"] or name))
        else:
            steps.append(name)
        at = match.end()
    return tuple(steps)


def without_indexes(steps: Steps) -> str:
    """Give the dotted name of a field, whatever its places in lists."""
    return ".".join(step for step in steps if isinstance(step, str))


def type_at(shape: Group, steps: Steps) -> Type | None:
    """Give the type of the field that the steps lead to, None where there is none."""
    at: Type = shape
    for step in steps:
        if isinstance(step, int):
            if not isinstance(at, ListOf):
                return None
            at = at.item
            continue
        if isinstance(at, ListOf):
            return None  # which one of the list?
        if not isinstance(at, Group) or step not in at.fields or at.fields[step].computed:
            return None
        at = at.fields[step].type
    return at


def is_words(kind: Type | None) -> bool:
    """Tell whether a field holds text that nothing is made of."""
    return isinstance(kind, Text | Reference)


def clash(paths: Iterable[Steps]) -> tuple[Steps, Steps] | None:
    """Find two paths that are in each other's way: the same twice, or `a` and `a.b`."""
    seen: list[Steps] = []
    for path in paths:
        for other in seen:
            short = min(len(path), len(other))
            if path[:short] == other[:short]:
                return other, path
        seen.append(path)
    return None


def named(key: Scalar, name: str) -> Scalar:
    """Give a key another name; it stays where it stands."""
    return Scalar.made(key.source, key.span, name, "plain")


def assemble(source: Source, span: Span, leaves: Iterable[Leaf]) -> MappingNode:
    """Put a record together. Elements of a list that have no value at all are left out."""
    return _mapping(source, span, list(leaves), 0)


def _mapping(source: Source, span: Span, leaves: list[Leaf], depth: int) -> MappingNode:
    entries: dict[str, Entry] = {}
    for step, group in _grouped(leaves, depth):
        name = str(step)
        node = _node(source, span, group, depth + 1)
        entries[name] = Entry(named(group[0].key, name), node)
    return MappingNode(source, span, entries)


def _node(source: Source, span: Span, leaves: list[Leaf], depth: int) -> Node:
    if len(leaves[0].steps) == depth:
        return leaves[0].value
    whole = _extent(span, leaves)
    if isinstance(leaves[0].steps[depth], str):
        return _mapping(source, whole, leaves, depth)
    groups = [group for _, group in sorted(_grouped(leaves, depth))]
    items = [_node(source, whole, group, depth + 1) for group in groups if not _is_blank(group)]
    return Sequence(source, whole, items)


def _grouped(leaves: list[Leaf], depth: int) -> list[tuple[str | int, list[Leaf]]]:
    groups: dict[str | int, list[Leaf]] = {}
    for leaf in leaves:
        groups.setdefault(leaf.steps[depth], []).append(leaf)
    return list(groups.items())


def _is_blank(leaves: list[Leaf]) -> bool:
    return all(isinstance(leaf.value, Scalar) and leaf.value.is_null for leaf in leaves)


def _extent(span: Span, leaves: list[Leaf]) -> Span:
    """Give the span from the first to the last of the values; they stand in one source."""
    spans = [leaf.value.span for leaf in leaves]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else span


def pieces(scalar: Scalar, separator: str) -> list[Scalar]:
    """Cut a value at a separator; pieces without content are dropped."""
    return [piece for piece in all_pieces(scalar, separator) if piece.text]


def all_pieces(scalar: Scalar, separator: str) -> Iterator[Scalar]:
    """Cut a value at a separator, and drop the blanks around each piece."""
    at = 0
    for raw in scalar.text.split(separator):
        start = at + len(raw) - len(raw.lstrip())
        yield part(scalar, start, start + len(raw.strip()))
        at += len(raw) + len(separator)


def part(scalar: Scalar, start: int, end: int) -> Scalar:
    """Give a piece of a value as a value of its own, each character still at its place."""
    span = scalar.segments.locate(start, end)
    text = scalar.text[start:end]
    return Scalar(scalar.source, span, text, scalar.style, scalar.segments.cut(start, end))
