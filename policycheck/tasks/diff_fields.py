"""A field that differs between two policies, as it is shown: values, words, lines and places."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.model.policy_diff import FieldDiff, Item, Side, SourceLine
from policycheck.policy.lists_changed import added_to
from policycheck.policy.rules_compared import ComparedField
from policycheck.policy.worded import dotted, worded
from policycheck.tasks.rule_values import node_value

__all__ = ["field_diff"]


def field_diff(found: ComparedField) -> FieldDiff:
    """The field with the lines that only one side has, and what came to a list or went."""
    before, after = found.before, found.after
    ones, others = (_lines(node) for node in (before, after))
    said = _without_common(before, after), _without_common(after, before)
    is_list = all(each is None or isinstance(each, Sequence) for each in (before, after))
    return FieldDiff(
        field=dotted(found.field),
        verdict=found.verdict,
        old=_side(before, said[0], ones, others) if before else None,
        new=_side(after, said[1], others, ones) if after else None,
        removed=tuple(map(_item, added_to(after, before))) if is_list else (),
        added=tuple(map(_item, added_to(before, after))) if is_list else (),
    )


def _without_common(node: Node | None, other: Node | None) -> Node | None:
    """The node; of a mapping only what the other has otherwise, where both have such."""
    if not isinstance(node, Mapping) or not isinstance(other, Mapping):
        return node
    own, others = _only_in(node, other), _only_in(other, node)
    return Mapping(node.source, node.span, own) if own and others else node


def _only_in(node: Mapping, other: Mapping) -> dict[str, Entry]:
    found = (entry for one in added_to(other, node) if isinstance(one, Mapping) for entry in one)
    return {entry.key.text: entry for entry in found}


def _side(node: Node, said: Node | None, own: list[SourceLine], others: list[SourceLine]) -> Side:
    elsewhere = {one.text.strip() for one in others}
    lines = tuple(one for one in own if one.text.strip() not in elsewhere)
    position = node.source.position(node.span.start)
    path = node.source.path
    return Side(node_value(node), worded(said or node), path, position.line, position.column, lines)


def _item(node: Node) -> Item:
    return Item(worded(node), node.source.path, node.source.position(node.span.start).line)


def _lines(node: Node | None) -> list[SourceLine]:
    """The lines that a value stands on, each once, in the order of the value."""
    return list(dict.fromkeys(_walked(node))) if node else []


def _walked(node: Node) -> Iterator[SourceLine]:
    """A list may be put together from several files: what is in it says where it stands."""
    if isinstance(node, Mapping) and node.entries:
        for entry in node:
            yield from _own_lines(entry.key)
            yield from _walked(entry.value)
    elif isinstance(node, Sequence) and node.items:
        if _last_line(node) == node.source.position(node.span.start).line:
            yield from _own_lines(node)
        for item in node.items:
            yield from _walked(item)
    else:
        yield from _own_lines(node)


def _own_lines(node: Node) -> Iterator[SourceLine]:
    first = node.source.position(node.span.start).line
    last = _last_line(node) if isinstance(node, Scalar) else first
    for number in range(first, last + 1):
        yield SourceLine(node.source.path, number, node.source.line(number))


def _last_line(node: Node) -> int:
    return node.source.position(max(node.span.start, node.span.end - 1)).line
