"""What a document holds: one record, a list of records, or records under their ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policycheck.document import Entry, Node, Scalar, Sequence
from policycheck.document import Mapping as MappingNode
from policycheck.errors import Problem
from policycheck.readers.assembly import named
from policycheck.readers.mapping import find_node, roots
from policycheck.readers.reader import Draft, Drafts, Input, shape_of
from policycheck.source import Source

__all__ = ["drafts_in", "empty", "found", "items_in", "wrong"]


def drafts_in(node: Node | None, source: Source, input: Input) -> Drafts:  # noqa: A002
    """Give a draft for each record in a document, in its order."""
    if input.records and node is not None:
        found_at = find_node(node, input.records)
        if found_at is None:
            yield _not_there(node, input.records)
            return
        node = found_at[1]
    known = roots(input.mapping) if input.mapping else shape_of(input).fields.keys()
    if isinstance(node, MappingNode):
        if _has_ids(node, known):
            yield from _under_ids(node)
        elif node.entries:
            yield Draft(node)
        return
    yield from items_in(node, source)


def items_in(node: Node | None, source: Source) -> Drafts:
    """Give a draft for each record of a list; what is no list is a Problem."""
    if node is None:
        yield empty(source)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items, 1):
            suffix = f"#{number}" if number > 1 else ""
            if isinstance(item, MappingNode):
                yield Draft(item, suffix, numbered=True)
            else:
                yield wrong(item, "a record")
    elif isinstance(node, Scalar):
        yield wrong(node, "a record, or a list of records")


def empty(source: Source) -> Problem:
    """Say that a file holds nothing at all."""
    return Problem(
        source.path,
        source.first_line,
        1,
        "the file holds no record",
        "write a record, or [] where there is none",
    )


def _not_there(node: Node, path: str) -> Problem:
    advice = "correct `records` of its mapping in policycheck.yaml"
    if isinstance(node, MappingNode):
        near = [entry.key.text for entry in node if not isinstance(entry.value, Scalar)]
        advice = f"{advice}; here are {', '.join(near[:9])}" if near else advice
    place = node.source.position(node.span.start)
    return Problem(node.source.path, *place, f"there are no records at {path!r}", advice)


def wrong(node: Node, expected: str) -> Problem:
    """Say that something else than a record stands where a record should."""
    return Problem(
        node.source.path,
        *node.source.position(node.span.start),
        f"expected {expected}, found {found(node)}",
        "write the record as named fields, such as text: ...",
    )


def found(node: Node) -> str:
    """Name what a node is, for a person."""
    if isinstance(node, Scalar):
        return repr(node.text) if node.text else "nothing"
    return "a list" if isinstance(node, Sequence) else "named fields"


def _has_ids(node: MappingNode, known: Collection[str]) -> bool:
    """Tell records under their ids from one record: no key is a field, and fields stand below."""
    if not node.entries or not known.isdisjoint(node.entries):  # type: ignore[attr-defined]
        return False
    below = [entry.value for entry in node if isinstance(entry.value, MappingNode)]
    if len(below) == len(node.entries):
        return True
    return any(not known.isdisjoint(value.entries) for value in below)  # type: ignore[attr-defined]


def _under_ids(node: MappingNode) -> Iterator[Draft | Problem]:
    for key, value in node:
        if not isinstance(value, MappingNode):
            yield wrong(value, f"a record under '{key.text}'")
            continue
        given = value.get("id")
        if isinstance(given, Scalar) and not given.is_null and given.text != key.text:
            yield Problem(
                given.source.path,
                *given.source.position(given.span.start),
                f"this record is called '{given.text}' here and '{key.text}' by its key",
                "remove the id, or give it the name of the key",
            )
        entries = {
            "id": Entry(named(key, "id"), key),
            **{k: v for k, v in value.entries.items() if k != "id"},
        }
        yield Draft(MappingNode(value.source, value.span, entries))
