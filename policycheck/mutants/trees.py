"""Examples as plain trees, which are easy to change, and back to nodes and to text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from policycheck.document import Mapping, Node, Pointer, Scalar, Sequence
from policycheck.document.node import Style
from policycheck.source import Source, Span

__all__ = ["Leaf", "Tree", "flow", "leaves", "node_of", "placed", "tree_of", "without_place"]


class Leaf(NamedTuple):
    """A value, and how it was written."""

    text: str
    style: Style = "plain"


Tree: TypeAlias = "Leaf | dict[str, Tree] | list[Tree]"

#: What can stand in braces as it is, and begins and ends with a letter or digit.
_PLAIN = re.compile(r"[^\W_]|[^\W_](?:[\w ./@+()'’-]|:(?! ))*[\w./@+)'’-]|-?[0-9]+(\.[0-9]+)?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NULLS = frozenset({"null", "Null", "NULL", "~", ""})


def tree_of(node: Node) -> Tree:
    """A node as a tree of its own."""
    if isinstance(node, Mapping):
        return {entry.key.text: tree_of(entry.value) for entry in node}
    if isinstance(node, Sequence):
        return [tree_of(one) for one in node.items]
    return Leaf(node.text, node.style)


def node_of(tree: Tree, source: Source, span: Span) -> Node:
    """A tree as a node that stands as a whole in a span."""
    if isinstance(tree, dict):
        pairs = [
            (Scalar.made(source, span, key), node_of(value, source, span))
            for key, value in tree.items()
        ]
        return Mapping.of(source, span, pairs)
    if isinstance(tree, list):
        return Sequence(source, span, [node_of(one, source, span) for one in tree])
    return Scalar.made(source, span, tree.text, tree.style)


def leaves(tree: Tree, at: Pointer = ()) -> Iterator[tuple[Pointer, Tree]]:
    """Everything below the root with its place, outer before inner."""
    if at:
        yield at, tree
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*at, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from leaves(value, (*at, number))


def placed(tree: Tree, at: Pointer, value: Tree) -> Tree:
    """The tree with a value at a place; named fields on the way are made."""
    if not at:
        return value
    step, below = at[0], at[1:]
    if isinstance(step, int):
        items = list(tree) if isinstance(tree, list) else []
        if step < len(items):
            items[step] = placed(items[step], below, value)
        else:
            items.append(placed({}, below, value))
        return items
    fields = dict(tree) if isinstance(tree, dict) else {}
    fields[step] = placed(fields.get(step, {}), below, value)
    return fields


def without_place(tree: Tree, at: Pointer) -> Tree:
    """The tree without what stands at a place."""
    step, below = at[0], at[1:]
    if isinstance(tree, dict) and isinstance(step, str):
        if below:
            return {**tree, step: without_place(tree[step], below)}
        return {key: value for key, value in tree.items() if key != step}
    if isinstance(tree, list) and isinstance(step, int):
        if below:
            return [*tree[:step], without_place(tree[step], below), *tree[step + 1 :]]
        return [*tree[:step], *tree[step + 1 :]]
    return tree


def flow(tree: Tree) -> str:
    """A tree as YAML in braces, on one line."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(flow, tree)) + "]"
    plain = _PLAIN.fullmatch(tree.text) and tree.text not in _NULLS and tree.text.isprintable()
    if plain and tree.style == "plain":
        return tree.text
    return '"' + "".join(map(_escaped, tree.text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits
