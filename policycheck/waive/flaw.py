"""What is wrong with a waiver: in words, with what to do, and where it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from policycheck.document import Mapping, Node, Scalar
from policycheck.errors import Problem
from policycheck.model.finding import Excerpt, Location
from policycheck.source import Source, Span

__all__ = ["Flaw", "location_of"]

_WORD = re.compile(r"[^\s:,}\]]+")


class Flaw(NamedTuple):
    """One thing that makes a waiver invalid; it stands at a run of characters of its file."""

    source: Source
    span: Span
    message: str
    advice: str

    @classmethod
    def at(cls, node: Node, message: str, advice: str) -> Flaw:
        return cls(node.source, _shown(node), message, advice)

    @classmethod
    def of(cls, source: Source, problem: Problem) -> Flaw:
        """What a reader found wrong, at the word that stands there."""
        start = source.starts[problem.line - source.first_line] + problem.column - 1
        word = _WORD.match(source.text, start)
        end = word.end() if word else start
        return cls(source, Span(start, end), problem.message, problem.help)


def location_of(source: Source, place: Node | Span) -> Location:
    """The place of a node or a run of characters, with the line that it stands on."""
    span = place if isinstance(place, Span) else _shown(place)
    start, end = source.position(span.start), source.position(span.end)
    lines = tuple((number, source.line(number)) for number in {start.line, end.line})
    excerpt = Excerpt(tuple(sorted(lines)))
    return Location(source.path, start.line, start.column, end.line, end.column, excerpt=excerpt)


def _shown(node: Node) -> Span:
    """A text as a whole; of what has keys, the first of them."""
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node)).key.span
    if isinstance(node, Scalar):
        return node.span
    return Span(node.span.start, min(node.span.start + 1, node.span.end))
