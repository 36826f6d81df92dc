"""Where a part of a policy or a suite stands, as reports show it."""

from __future__ import annotations

from policycheck.document import Mapping, Node
from policycheck.model.finding import Excerpt, Location

__all__ = ["location_of"]

#: A mark over more lines than this is put at the beginning alone.
_MOST_LINES = 3


def location_of(node: Node) -> Location:
    """Where a node stands; a long one at its beginning."""
    source, span = node.source, node.span
    start, end = source.position(span.start), source.position(span.end)
    if end.line - start.line >= _MOST_LINES:
        if isinstance(node, Mapping) and node.entries:
            span = next(iter(node)).key.span
        end = source.position(max(span.start + 1, min(span.end, _line_end(node))))
        start = source.position(span.start)
    lines = range(start.line, end.line + 1)
    excerpt = Excerpt(
        tuple((number, source.line(number)) for number in lines) if source.text else ()
    )
    return Location(source.path, start.line, start.column, end.line, end.column, excerpt=excerpt)


def _line_end(node: Node) -> int:
    """The end of the line that a node begins in, as an offset."""
    start = node.source.position(node.span.start)
    return node.span.start + len(node.source.line(start.line)) - start.column + 1
