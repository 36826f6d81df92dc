"""`$name`: a whole scalar that stands for a parameter or a lexicon; inside a list it is spliced."""

from __future__ import annotations

from collections.abc import Mapping as MappingLike
from collections.abc import Set as AbstractSet

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.policy.problems import Problems, nearest

__all__ = ["names_in", "with_params"]


def with_params(node: Node, params: MappingLike[str, Node], problems: Problems) -> Node:
    """The node with every `$name` replaced by what it stands for; an unknown name is noted."""
    if isinstance(node, Scalar):
        return _scalar(node, params, problems)
    if isinstance(node, Mapping):
        entries = {
            key: Entry(entry.key, with_params(entry.value, params, problems))
            for key, entry in node.entries.items()
        }
        return Mapping(node.source, node.span, entries)
    items: list[Node] = []
    for item in node.items:
        value = with_params(item, params, problems)
        if value is not item and isinstance(item, Scalar) and isinstance(value, Sequence):
            items.extend(value.items)
        else:
            items.append(value)
    return Sequence(node.source, node.span, items)


def _scalar(node: Scalar, params: MappingLike[str, Node], problems: Problems) -> Node:
    if not node.text.startswith("$"):
        return node
    if node.text.startswith("$$"):
        return Scalar(node.source, node.span, node.text[1:], node.style, node.segments)
    name = node.text[1:]
    if name in params:
        return params[name]
    problems.at(node, f"unknown parameter ${name}", nearest(name, params))
    return node


def names_in(node: Node) -> AbstractSet[str]:
    """The parameters that a node uses."""
    if isinstance(node, Scalar):
        is_name = node.text.startswith("$") and not node.text.startswith("$$")
        return {node.text[1:]} if is_name else set()
    below = [e.value for e in node] if isinstance(node, Mapping) else node.items
    return {name for one in below for name in names_in(one)}
