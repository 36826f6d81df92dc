"""The three kinds of node, whatever the file was written in.

A scalar keeps the characters of the file and says how it was written; what type it has is decided by
the field it is given to. So `lang: no` is Norwegian, handle `0123` stays text, and a date is a date
where a field says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from policycheck.source import Segments, Source, Span

__all__ = ["Entry", "Mapping", "Node", "Pointer", "Scalar", "Sequence", "walk"]

Pointer: TypeAlias = tuple[str | int, ...]

#: `plain` takes the type of its field (YAML plain scalars, CSV cells); `quoted` is always text; `typed`
#: is a number, a boolean or null of JSON and can be nothing else.
Style: TypeAlias = Literal["plain", "quoted", "typed"]


@dataclass(slots=True, frozen=True, eq=False)
class Scalar:
    """One value. `text` is its content; `segments` says where each character of it stands."""

    source: Source
    span: Span
    text: str
    style: Style
    segments: Segments

    @property
    def is_null(self) -> bool:
        if self.style == "typed":
            return self.text == "null"
        return self.style == "plain" and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True, frozen=True, eq=False)
class Entry:
    """A key of a mapping and its value."""

    key: Scalar
    value: Node


@dataclass(slots=True, frozen=True, eq=False)
class Mapping:
    """Keys in the order of the file. A repeated key is a problem of the reader, never a silent choice."""

    source: Source
    span: Span
    entries: dict[str, Entry]

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry.value if entry else None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())


@dataclass(slots=True, frozen=True, eq=False)
class Sequence:
    """Values in the order of the file."""

    source: Source
    span: Span
    items: list[Node]


Node: TypeAlias = Scalar | Mapping | Sequence


def walk(root: Node, pointer: Pointer) -> tuple[Node, Pointer]:
    """The node at a pointer, or the nearest one above it that exists, with the part that was found."""
    node = root
    for depth, step in enumerate(pointer):
        below: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            below = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            below = node.items[step]
        if below is None:
            return node, pointer[:depth]
        node = below
    return node, pointer
