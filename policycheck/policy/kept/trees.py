"""Nodes as plain data and back: what they say and how it was written, without where it stood."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingLike
from typing import Any, Final, Literal

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.source import Source, Span

__all__ = ["checks_in", "packed", "unpacked"]

#: A mapping is an object, a plain scalar a text; of an array the first item says what it is.
_SEQUENCE: Final = 0
_EMPTIED: Final = 1
_STYLES: Final[dict[Literal["quoted", "typed"], int]] = {"quoted": 2, "typed": 3}
_BY_TAG: Final = {tag: style for style, tag in _STYLES.items()}

_NOWHERE: Final = Source("a compiled policy", "")
_HERE: Final = Span(0, 0)


def packed(node: Node, empty: MappingLike[int, str]) -> Any:
    """A node as plain data; `empty` has the name to blame for a list, by its identity."""
    if isinstance(node, Scalar):
        return node.text if node.style == "plain" else [_STYLES[node.style], node.text]
    if isinstance(node, Mapping):
        return {entry.key.text: packed(entry.value, empty) for entry in node}
    if id(node) in empty:
        return [_EMPTIED, empty[id(node)]]
    return [_SEQUENCE, *(packed(item, empty) for item in node.items)]


def unpacked(data: Any, empty: dict[int, str]) -> Node:
    """The node; the lists that a parameter has left empty are added to `empty`."""
    if isinstance(data, str):
        return Scalar.made(_NOWHERE, _HERE, data, "plain")
    if isinstance(data, dict):
        entries = {
            key: Entry(Scalar.made(_NOWHERE, _HERE, key, "plain"), unpacked(value, empty))
            for key, value in data.items()
        }
        return Mapping(_NOWHERE, _HERE, entries)
    if data[0] == _SEQUENCE:
        if set(map(type, data[1:])) == {str}:  # a list of phrases, perhaps: its check has them
            return Sequence(_NOWHERE, _HERE, lambda: [unpacked(item, empty) for item in data[1:]])
        return Sequence(_NOWHERE, _HERE, [unpacked(item, empty) for item in data[1:]])
    if data[0] == _EMPTIED:
        node = Sequence(_NOWHERE, _HERE, [])
        empty[id(node)] = data[1]
        return node
    return Scalar.made(_NOWHERE, _HERE, data[1], _BY_TAG[data[0]])


def checks_in(node: Node) -> Iterator[Node]:
    """The nodes of single checks within one that may combine several, in their order."""
    if isinstance(node, Mapping) and "kind" not in node.entries:
        for entry in node:
            items = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
            for item in items:
                yield from checks_in(item)
    else:
        yield node
