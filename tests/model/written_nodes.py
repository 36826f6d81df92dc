"""Nodes as a reader would make them, written and placed by hand."""

from __future__ import annotations

import json
from typing import TypeAlias

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.document.node import Style
from policycheck.source import Segments, Source, Span

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def scalar(text: str, style: Style = "plain") -> Scalar:
    """One value after `value: `, so it stands at line 1, column 8."""
    source = Source("record.yaml", f"value: {text}")
    return _scalar(source, 7, text, style)


def json_document(value: Json) -> Node:
    """The nodes of a value written as JSON: every entry and every item on a line of its own."""
    source = Source("record.json", "")
    return _written(value, source)


def _scalar(source: Source, start: int, text: str, style: Style) -> Scalar:
    length = len(source.text) - start
    return Scalar(source, Span(start, start + length), text, style, Segments.direct(start, length))


def _written(value: Json, source: Source) -> Node:
    start = len(source.text)
    if isinstance(value, dict):
        entries = _entries(value, source)
        return Mapping(source, Span(start, len(source.text)), entries)
    if isinstance(value, list):
        items = _items(value, source)
        return Sequence(source, Span(start, len(source.text)), items)
    source.text += json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return _scalar(source, start, value, "quoted")
    return _scalar(source, start, source.text[start:], "typed")


def _entries(value: dict[str, Json], source: Source) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    source.text += "{"
    for name, below in value.items():
        source.text += ",\n" if entries else "\n"
        key = _written(name, source)
        assert isinstance(key, Scalar)
        source.text += ": "
        entries[name] = Entry(key, _written(below, source))
    source.text += "}"
    return entries


def _items(value: list[Json], source: Source) -> list[Node]:
    items: list[Node] = []
    source.text += "["
    for below in value:
        source.text += ",\n" if items else "\n"
        items.append(_written(below, source))
    source.text += "]"
    return items
