"""From a place in a record to lines and columns of its file."""

from __future__ import annotations

from policycheck.document import Mapping, Node, Scalar, walk
from policycheck.model.finding import Excerpt, Location
from policycheck.model.record import Record
from policycheck.plan import Place
from policycheck.source import Source, Span

__all__ = ["locate", "words", "written"]

#: A finding that spans more lines than this shows the first ones.
_MOST_LINES = 12


def locate(record: Record, place: Place) -> Location:
    """Where a place stands. What is absent is placed at its nearest parent that exists."""
    node, found = (
        (place.scalar, place.pointer) if place.scalar else walk(record.node, place.pointer)
    )
    span = _span(node, place if found == place.pointer else Place(found))
    start, end = node.source.position(span.start), node.source.position(span.end)
    field, character = _by_field(record, node, place)
    return Location(
        path=node.source.path,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        pointer="".join(f"/{_escaped(step)}" for step in place.pointer),
        excerpt=_excerpt(node.source, start.line, end.line),
        field=field,
        character=character,
    )


def written(record: Record, place: Place) -> str:
    """The characters of the file that a place covers."""
    node, found = (
        (place.scalar, place.pointer) if place.scalar else walk(record.node, place.pointer)
    )
    return node.source.cut(_span(node, place if found == place.pointer else Place(found)))


def words(record: Record, place: Place) -> str:
    """The words that a place covers, as the record has them: escapes undone, folded lines joined."""
    node, found = (
        (place.scalar, place.pointer) if place.scalar else walk(record.node, place.pointer)
    )
    if not isinstance(node, Scalar) or found != place.pointer:
        return ""
    return node.text[place.start : place.end]


def _span(node: Node, place: Place) -> Span:
    if isinstance(node, Scalar):
        if place.start is not None and place.end is not None:
            return node.segments.locate(place.start, place.end)
        return node.span
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node)).key.span  # a record as a whole stands at its first key
    return Span(node.span.start, min(node.span.start + 1, node.span.end))


def _excerpt(source: Source, first: int, last: int) -> Excerpt:
    last = min(last, first + _MOST_LINES - 1)
    return Excerpt(tuple((number, source.line(number)) for number in range(first, last + 1)))


def _by_field(record: Record, node: Node, place: Place) -> tuple[str, int]:
    """In tables and streams of records a place is a field and a character in it."""
    if record.layout == "lines" or place.scalar:
        return "", 0
    name = ".".join(str(step) for step in place.pointer)
    inside = isinstance(node, Scalar) and place.start is not None
    return (name, (place.start or 0) + 1 if inside else 1) if name else ("", 0)


def _escaped(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
