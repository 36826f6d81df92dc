"""Small changes of a node, each a function that a mutant keeps."""

from __future__ import annotations

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.mutants.mutant import Edit
from policycheck.policy.validation import as_python

__all__ = ["any_value", "flipped", "replaced", "said", "taken_out", "without", "without_key"]


def without(item: Node) -> Edit:
    """Take an entry out of a list; a list that lacks it stays as it is."""
    wanted = as_python(item)

    def edit(node: Node) -> Node:
        if not isinstance(node, Sequence):
            return Sequence(node.source, node.span, []) if as_python(node) == wanted else node
        kept = [one for one in node.items if as_python(one) != wanted]
        return Sequence(node.source, node.span, kept)

    return edit


def without_key(key: str) -> Edit:
    """Take a key out of a mapping."""

    def edit(node: Node) -> Node:
        entries = dict(node.entries) if isinstance(node, Mapping) else {}
        entries.pop(key, None)
        return Mapping(node.source, node.span, entries)

    return edit


def taken_out(_node: Node) -> None:
    """Take the node itself out."""


def replaced(text: str) -> Edit:
    """Put another value in its place, written as the old one was."""

    def edit(node: Node) -> Node:
        style = node.style if isinstance(node, Scalar) else "plain"
        return Scalar.made(node.source, node.span, text, style)

    return edit


def flipped(node: Node) -> Node:
    """`true` for `false`, and the other way round."""
    text = "false" if isinstance(node, Scalar) and node.text == "true" else "true"
    return Scalar.made(node.source, node.span, text, "plain")


def any_value(node: Node) -> Node:
    """A matcher that every value meets."""
    key = Scalar.made(node.source, node.span, "filled")
    yes = Scalar.made(node.source, node.span, "true", "plain")
    return Mapping(node.source, node.span, {"filled": Entry(key, yes)})


def said(node: Node) -> str:
    """A node in one line, as it would be written in brackets."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return "[" + ", ".join(said(one) for one in node.items) + "]"
    return "{" + ", ".join(f"{one.key.text}: {said(one.value)}" for one in node) + "}"
