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
    """Where a place stands: in the record, or in the other one that it is a place of.

    What is absent is placed at its nearest parent that exists.
    """
    is_own = place.scalar is None and place.record in (None, record)
    record = place.record or record
    steps = [str(step) for step in place.pointer]
    node, place = _stand(record, place)
    source, span = node.source, _span(node, place)
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    field, character = _by_field(record, node, place, ".".join(steps))
    return Location(
        path=source.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        pointer="".join([f"/{_escaped(step)}" for step in steps]),
        excerpt=_excerpt(source, line, end_line),
        field=field,
        character=character,
        reach=_reach(place) if is_own else None,
    )


def written(record: Record, place: Place) -> str:
    """The characters of the file that a place covers."""
    node, place = _stand(place.record or record, place)
    return node.source.cut(_span(node, place))


def words(record: Record, place: Place) -> str:
    """The words that a place covers, as the record has them: escapes undone, lines joined."""
    node, stands = _stand(place.record or record, place)
    if not isinstance(node, Scalar) or (stands.pointer != place.pointer and place.start is None):
        return ""
    return node.text[place.start : place.end]


def _stand(record: Record, place: Place) -> tuple[Node, Place]:
    """The node of a place, and the place as far as there is one.

    Text keeps its offsets where it stands for a whole element: `links: [epa.gov]` for its url.
    """
    if place.scalar:
        return place.scalar, place
    node, found = walk(record.node, place.pointer)
    if found == place.pointer or isinstance(node, Scalar):
        return node, Place(found, place.start, place.end)
    return node, Place(found)


def _span(node: Node, place: Place) -> Span:
    if isinstance(node, Scalar):
        if place.start is not None and place.end is not None:
            return node.segments.locate(place.start, place.end)
        return node.span
    first = node.first_key if isinstance(node, Mapping) else None
    if first:
        return first.span  # a record as a whole stands at its first key
    return Span(node.span.start, min(node.span.start + 1, node.span.end))


def _reach(place: Place) -> tuple[int, int] | None:
    return None if place.start is None or place.end is None else (place.start, place.end)


def _excerpt(source: Source, first: int, last: int) -> Excerpt:
    if first == last:
        return Excerpt(((first, source.line(first)),))
    last = min(last, first + _MOST_LINES - 1)
    return Excerpt(tuple((number, source.line(number)) for number in range(first, last + 1)))


def _by_field(record: Record, node: Node, place: Place, name: str) -> tuple[str, int]:
    """In tables and streams of records a place is a field and a character in it."""
    if record.layout == "lines" or place.scalar:
        return "", 0
    inside = isinstance(node, Scalar) and place.start is not None
    return (name, (place.start or 0) + 1 if inside else 1) if name else ("", 0)


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
