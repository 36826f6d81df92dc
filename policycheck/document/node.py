"""The three kinds of node, whatever the file was written in.

A scalar keeps the characters of the file and says how it was written; what type it has is decided
by the field it is given to. So `lang: no` is Norwegian, handle `0123` stays text, and a date is a
date where a field says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from policycheck.source import Segments, Source, Span, TextBuilder

__all__ = [
    "Entry",
    "LateMapping",
    "Mapping",
    "Node",
    "Pointer",
    "Scalar",
    "SegmentMap",
    "Sequence",
    "Style",
    "as_a_whole",
    "as_written",
    "inside_quotes",
    "walk",
]

Pointer: TypeAlias = tuple[str | int, ...]

#: `plain` takes the type of its field (YAML plain scalars, CSV cells); `quoted` is always text;
#: `typed` is a number, a boolean or null of JSON and can be nothing else.
Style: TypeAlias = Literal["plain", "quoted", "typed"]

#: What stands for nothing where it is written without quotes.
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar:
    """One value. `text` is its content; `segments` says where each character of it stands.

    A document has thousands of scalars and a check asks few of them where their characters stand,
    so a reader may give a function in place of the map; it is called once, when the map is wanted.
    """

    __slots__ = ("_segments", "source", "span", "style", "text")

    def __init__(
        self, source: Source, span: Span, text: str, style: Style, segments: Segments | SegmentMap
    ) -> None:
        self.source = source
        self.span = span
        self.text = text
        self.style: Style = style
        self._segments = segments

    @classmethod
    def cut(cls, source: Source, span: Span, style: Style = "plain") -> Scalar:
        """Take the characters of the span, as they stand."""
        return cls(source, span, source.cut(span), style, as_written)

    @classmethod
    def made(cls, source: Source, span: Span, text: str, style: Style = "quoted") -> Scalar:
        """Take a text that a reader made of what stands in the span; it maps as a whole."""
        return cls(source, span, text, style, as_a_whole)

    @property
    def segments(self) -> Segments:
        if not isinstance(self._segments, Segments):
            self._segments = self._segments(self)
        return self._segments

    @property
    def is_null(self) -> bool:
        if self.style == "typed":
            return self.text == "null"
        return self.style == "plain" and self.text in NULLS

    def __repr__(self) -> str:
        return f"Scalar({self.text!r}, {self.style}, {self.span.start}:{self.span.end})"


#: Works out where the characters of a scalar stand, from its source, its span and its text.
SegmentMap: TypeAlias = Callable[[Scalar], Segments]


def as_written(scalar: Scalar) -> Segments:
    """Map a text that stands at the start of its span, character by character."""
    return Segments.direct(scalar.span.start, len(scalar.text))


def inside_quotes(scalar: Scalar) -> Segments:
    """Map a text that stands one character into its span, character by character."""
    return Segments.direct(scalar.span.start + 1, len(scalar.text))


def as_a_whole(scalar: Scalar) -> Segments:
    """Map every character of the text to the whole span."""
    if not scalar.text:
        return Segments.direct(scalar.span.start, 0)
    builder = TextBuilder()
    builder.put(scalar.text, *scalar.span)
    return builder.build()[1]


class Entry(NamedTuple):
    """A key of a mapping and its value."""

    key: Scalar
    value: Node


class Mapping:
    """Keys in the order of the file. A repeated key is a problem of the reader, never a choice.

    A reader that knows the values of a record before it has nodes may give a function in place of
    the entries; it is called once, when somebody asks where a value stands.
    """

    __slots__ = ("_entries", "source", "span")

    def __init__(
        self, source: Source, span: Span, entries: dict[str, Entry] | Callable[[], dict[str, Entry]]
    ) -> None:
        self.source = source
        self.span = span
        self._entries = entries

    @property
    def entries(self) -> dict[str, Entry]:
        if not isinstance(self._entries, dict):
            self._entries = self._entries()
        return self._entries

    @classmethod
    def of(cls, source: Source, span: Span, entries: Iterable[tuple[Scalar, Node]]) -> Mapping:
        """Put a mapping together; the reader has seen to it that no key repeats."""
        return cls(source, span, {key.text: Entry(key, value) for key, value in entries})

    @property
    def first_key(self) -> Scalar | None:
        """The key that stands first; None in an empty mapping."""
        return next((entry.key for entry in self), None)

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry.value if entry else None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())


class LateMapping(Mapping):
    """A mapping of which nothing is there, not even its text, until somebody asks for it."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Mapping]) -> None:
        self._make = make
        self._made: Mapping | None = None

    def _there(self) -> Mapping:
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def source(self) -> Source:  # type: ignore[override] # a slot of what it stands for
        return self._there().source

    @property
    def span(self) -> Span:  # type: ignore[override]
        return self._there().span

    @property
    def entries(self) -> dict[str, Entry]:
        return self._there().entries

    def get(self, key: str) -> Node | None:
        return self._there().get(key)  # which may make no more than that


class Sequence:
    """Values in order. In place of them, too, a function may be given."""

    __slots__ = ("_items", "source", "span")

    def __init__(
        self, source: Source, span: Span, items: list[Node] | Callable[[], list[Node]]
    ) -> None:
        self.source = source
        self.span = span
        self._items = items

    @property
    def items(self) -> list[Node]:
        if not isinstance(self._items, list):
            self._items = self._items()
        return self._items


Node: TypeAlias = Scalar | Mapping | Sequence


def walk(root: Node, pointer: Pointer) -> tuple[Node, Pointer]:
    """Give the node at a pointer, or the nearest above it that exists, and the part found."""
    node = root
    for depth, step in enumerate(pointer):
        below: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            below = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            below = node.items[step]
        if below is None:
            return node, pointer[:depth]
        node = below
    return node, pointer
