"""JSON as nodes, strictly by RFC 8259, with a place for everything that is wrong."""

from __future__ import annotations

import re
from typing import Final

from policycheck.document import json_strings
from policycheck.document.json_errors import Fault, describe_end, describe_word
from policycheck.document.node import (
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    as_written,
    inside_quotes,
)
from policycheck.errors import Problem
from policycheck.source import Source, Span

__all__ = ["MAX_DEPTH", "read_json"]

MAX_DEPTH: Final = 100

_BLANK: Final = r"[ \t\n\r]*+"
_QUOTED: Final = r'"[^"\\\x00-\x1f]*+"'
_TYPED: Final = r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null"
_VALUE: Final = rf"(?:({_QUOTED})|({_TYPED}))"
_SCALAR = re.compile(rf"{_VALUE}(?![^ \t\n\r,\]}}])")
_ITEM = re.compile(rf"{_BLANK}{_VALUE}{_BLANK}([,\]])")
_MEMBER = re.compile(rf"{_BLANK}({_QUOTED}){_BLANK}:{_BLANK}{_VALUE}{_BLANK}([,}}])")
_BLANKS = re.compile(_BLANK)
_COMMENT = re.compile(r"(?://|#)[^\r\n]*+|/\*.*?(?:\*/|\Z)", re.DOTALL)
_WORD = re.compile(r"""'[^'\r\n]*+'?|[^\s,:\[\]{}"]++""")


def read_json(source: Source, span: Span | None = None) -> tuple[Node | None, list[Problem]]:
    """Give the value that stands in a source, or in a piece of it, and all its problems.

    Offsets in nodes are offsets in the whole source, also for a piece. A document that cannot be
    read to its end gives None; with any other problem the rest of the tree is there.
    """
    reader = _Reader(source, Span(0, len(source.text)) if span is None else span)
    node: Node | None = None
    try:
        node = reader.document()
    except Fault as fault:
        reader.note(fault.offset, fault.message, fault.help)
    return node, sorted(reader.problems)


class _Reader:
    """Reads one value; what it can read past is noted, what it cannot is raised as Fault."""

    __slots__ = ("_end", "_source", "_start", "_text", "problems")

    def __init__(self, source: Source, span: Span) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._text = source.text
        self._start, self._end = span

    def document(self) -> Node:
        node, at = self._value(self._skip(self._start), 1)
        at = self._skip(at)
        if at < self._end:
            raise Fault(
                at,
                "the document ended before this",
                "keep one value in the document: put several in a list, or one in each line of a "
                "file that is read by lines",
            )
        return node

    def note(self, offset: int, message: str, help_: str) -> None:
        position = self._source.position(offset)
        self.problems.append(Problem(self._source.path, *position, message, help_))

    def _value(self, at: int, depth: int) -> tuple[Node, int]:
        match = _SCALAR.match(self._text, at, self._end)
        if match:
            return self._scalar(match), match.end()
        first = self._text[at : min(at + 1, self._end)]
        if first == '"':
            return self._string(at)
        if first in ("{", "["):
            if depth > MAX_DEPTH:
                raise Fault(at, f"more than {MAX_DEPTH} levels are nested here", "nest less deeply")
            return self._object(at, depth) if first == "{" else self._array(at, depth)
        return self._word(at)

    def _scalar(self, match: re.Match[str]) -> Scalar:
        """Give a number, a word, or a string without escapes."""
        if match[1]:
            span = Span(*match.span(1))
            return Scalar(self._source, span, match[1][1:-1], "quoted", inside_quotes)
        return Scalar(self._source, Span(*match.span(2)), match[2], "typed", as_written)

    def _object(self, start: int, depth: int) -> tuple[Node, int]:
        entries: dict[str, Entry] = {}
        at, comma, more = start + 1, -1, True
        while more:
            match = _MEMBER.match(self._text, at, self._end)
            value: Node
            if match:
                key, value = self._member(match)
                at, more = match.end(), match[4] == ","
            else:
                at = self._skip(at)
                if self._closes("}", at, comma):
                    at += 1
                    break
                key, at = self._key(at)
                value, at = self._value(self._skip(at), depth + 1)
                at, more = self._separator(at, "}", start)
            comma = at - 1
            self._enter(entries, key, value)
        return Mapping(self._source, Span(start, at), entries), at

    def _member(self, match: re.Match[str]) -> tuple[Scalar, Scalar]:
        """Give the key and the value of the commonest kind: neither has escapes or structure."""
        source, (name, text, typed, _) = self._source, match.groups()
        key = Scalar(source, Span(*match.span(1)), name[1:-1], "quoted", inside_quotes)
        if text is None:
            return key, Scalar(source, Span(*match.span(3)), typed, "typed", as_written)
        return key, Scalar(source, Span(*match.span(2)), text[1:-1], "quoted", inside_quotes)

    def _array(self, start: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        at, comma, more = start + 1, -1, True
        while more:
            item: Node
            match = _ITEM.match(self._text, at, self._end)
            if match:
                item = self._scalar(match)
                at, more = match.end(), match[3] == ","
            else:
                at = self._skip(at)
                if self._closes("]", at, comma):
                    at += 1
                    break
                item, at = self._value(at, depth + 1)
                at, more = self._separator(at, "]", start)
            items.append(item)
            comma = at - 1
        return Sequence(self._source, Span(start, at), items), at

    def _closes(self, bracket: str, at: int, comma: int) -> bool:
        """Tell whether the collection ends here; then no comma may stand before."""
        if at >= self._end or self._text[at] != bracket:
            return False
        if comma >= 0:
            self.note(comma, f"a comma stands before '{bracket}'", "remove the comma")
        return True

    def _separator(self, at: int, bracket: str, start: int) -> tuple[int, bool]:
        """Give the offset after a comma or the closing bracket, and whether it was a comma."""
        at = self._skip(at)
        found = self._text[at : min(at + 1, self._end)]
        if found in {",", bracket}:
            return at + 1, found == ","
        line = self._source.position(start).line
        name = "mapping" if bracket == "}" else "list"
        raise Fault(
            at,
            f"expected ',' or '{bracket}' in the {name} that opens in line {line}, "
            f"found {describe_end(found)}",
            f"write ',' between values and '{bracket}' after the last",
        )

    def _key(self, at: int) -> tuple[Scalar, int]:
        found = self._text[at : min(at + 1, self._end)]
        if found == '"':
            key, at = self._string(at)
        else:
            word = _WORD.match(self._text, at, self._end)
            if not word:
                raise Fault(
                    at,
                    f"expected a key in double quotes, found {describe_end(found)}",
                    'write "key": value',
                )
            self.note(at, f"the key {word[0]} is not in double quotes", "put it in double quotes")
            key, at = Scalar.cut(self._source, Span(at, word.end()), "quoted"), word.end()
        at = self._skip(at)
        found = self._text[at : min(at + 1, self._end)]
        if found != ":":
            raise Fault(
                at, f"expected ':' after a key, found {describe_end(found)}", 'write "key": value'
            )
        return key, at + 1

    def _enter(self, entries: dict[str, Entry], key: Scalar, value: Node) -> None:
        first = entries.setdefault(key.text, Entry(key, value)).key
        if first is not key:
            line = self._source.position(first.span.start).line
            self.note(
                key.span.start,
                f"the key '{key.text}' stands here a second time, first in line {line}",
                "remove one of the two, or rename it",
            )

    def _string(self, at: int) -> tuple[Scalar, int]:
        """Read a string that may have escapes in it."""
        match = json_strings.STRING.match(self._text, at, self._end)
        if not match:
            raise Fault(
                at,
                "the quotes that open here are not closed in their line",
                'close them; write \\n for a line break and \\" for a quote within a string',
            )
        raw, span = match[1], Span(*match.span())
        for fault in json_strings.faults(self._text, *match.span(1)):
            self.note(*fault)
        text = json_strings.text_of(raw)
        return Scalar(self._source, span, text, "quoted", json_strings.segments_of), match.end()

    def _word(self, at: int) -> tuple[Scalar, int]:
        """Note what stands in place of a value, and take it for a value."""
        match = _WORD.match(self._text, at, self._end)
        if not match:
            found = self._text[at : min(at + 1, self._end)]
            raise Fault(
                at, f"expected a value, found {describe_end(found)}", "write a value, or null"
            )
        self.note(at, *describe_word(match[0]))
        return Scalar.cut(self._source, Span(*match.span()), "typed"), match.end()

    def _skip(self, at: int) -> int:
        """Give the offset after blanks, and after comments, which are noted."""
        while True:
            match = _BLANKS.match(self._text, at, self._end)
            at = match.end() if match else at
            comment = _COMMENT.match(self._text, at, self._end)
            if not comment:
                return at
            self.note(at, "JSON has no comments", "remove the comment, or keep the file as YAML")
            at = comment.end()
