"""JSON that is known to be without fault: a node is made when somebody asks for it.

A line of records is read for its values first, by a decoder that is fast and knows no places. Of
the few values that break a rule a place is wanted afterwards, and the rest of the line is passed
over.
"""

from __future__ import annotations

import re
from json import JSONDecoder
from typing import Final, TypeAlias

from policycheck.document import json_strings
from policycheck.document.node import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    as_written,
    inside_quotes,
)
from policycheck.source import Source, Span

__all__ = ["known_object"]

_BLANK: Final = r"[ \t\n\r]*+"
_QUOTED: Final = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
#: What stands as a value: a string, a number or word, or what opens a list or a mapping.
_VALUE: Final = rf'({_QUOTED}|[^ \t\n\r,\[\]{{}}"]++|[\[{{])'
_MEMBER = re.compile(rf"{_BLANK}[{{,]{_BLANK}({_QUOTED}){_BLANK}:{_BLANK}{_VALUE}")
_ITEM = re.compile(rf"{_BLANK}[\[,]{_BLANK}{_VALUE}")
_DECODER: Final = JSONDecoder()


def known_object(source: Source, span: Span) -> Mapping:
    """Give the object that stands in the span of a source, and is known to be one without fault."""
    return _Known(source, span)


#: Where the key of a member starts and ends, and its value.
_Member: TypeAlias = tuple[int, int, int, int]


class _Known(Mapping):
    """A mapping that finds all its members at once, and makes the nodes of those asked for."""

    __slots__ = ("_made", "_members")

    def __init__(self, source: Source, span: Span) -> None:
        super().__init__(source, span, {})
        self._members: dict[str, _Member] | None = None
        self._made: dict[str, Entry] = {}

    @property
    def entries(self) -> dict[str, Entry]:
        members = self._found()
        if len(self._made) < len(members):
            self._made = {name: self._entry(name, one) for name, one in members.items()}
        return self._made

    @property
    def first_key(self) -> Scalar | None:
        return next((self._entry(name, one).key for name, one in self._found().items()), None)

    def get(self, key: str) -> Node | None:
        member = self._found().get(key)
        return self._entry(key, member).value if member else None

    def _entry(self, name: str, member: _Member) -> Entry:
        """Each is made once: nodes are told from each other by identity."""
        made = self._made.get(name)
        if made is None:
            key = _string(self.source, Span(*member[:2]))
            made = self._made[name] = Entry(key, _node(self.source, Span(*member[2:])))
        return made

    def _found(self) -> dict[str, _Member]:
        if self._members is None:
            self._members = _members(self.source.text, self.span.start)
        return self._members


def _members(text: str, at: int) -> dict[str, _Member]:
    found: dict[str, _Member] = {}
    while match := _MEMBER.match(text, at):
        start, end = match.span(1)
        name = text[start + 1 : end - 1]
        at = _end(text, match, 2)
        key = json_strings.text_of(name) if "\\" in name else name
        found[key] = (start, end, match.start(2), at)
    return found


def _end(text: str, match: re.Match[str], group: int) -> int:
    """Where a value ends; a list or a mapping is passed over by the decoder."""
    if match[group] in ("[", "{"):
        return _DECODER.raw_decode(text, match.start(group))[1]
    return match.end()


def _node(source: Source, span: Span) -> Node:
    first = source.text[span.start]
    if first == '"':
        return _string(source, span)
    if first == "{":
        return _Known(source, span)
    if first == "[":
        return _sequence(source, span)
    return Scalar(source, span, source.cut(span), "typed", as_written)


def _sequence(source: Source, span: Span) -> Sequence:
    items: list[Node] = []
    text, at = source.text, span.start
    while match := _ITEM.match(text, at):
        at = _end(text, match, 1)
        items.append(_node(source, Span(match.start(1), at)))
    return Sequence(source, span, items)


def _string(source: Source, span: Span) -> Scalar:
    raw = source.text[span.start + 1 : span.end - 1]
    if "\\" in raw:
        return Scalar(source, span, json_strings.text_of(raw), "quoted", json_strings.segments_of)
    return Scalar(source, span, raw, "quoted", inside_quotes)
