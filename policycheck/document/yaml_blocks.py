"""The text of a literal or folded block scalar, put together with the place of each character.

YAML 1.2, section 8.1. The parser has read the scalar before, so its indentation is never guessed:
it is what the first line with a word in it has more in the file than in the value.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policycheck.document.node import Scalar
from policycheck.source import Span, TextBuilder

__all__ = ["build_block"]

_LINE = re.compile(r"(?P<blanks> *+)(?P<rest>[^\r\n]*+)(?P<end>\r\n|\n|\r|\Z)")
_HEADER = re.compile(r"[|>](?P<signs>[-+0-9]*+)[^\r\n]*+(?:\r\n|\n|\r)?")
_FIRST_WORD = re.compile(r"[^ \n]")


class _Line(NamedTuple):
    """A line without its indentation, and the line break that ends it."""

    start: int
    end: int
    brk: Span
    indented: bool

    @property
    def empty(self) -> bool:
        return self.start == self.end


def build_block(scalar: Scalar) -> TextBuilder:
    """Put together the text of a block scalar whose span begins at its `|` or `>`."""
    text, builder = scalar.source.text, TextBuilder()
    header = _HEADER.match(text, *scalar.span)
    if not header:
        return builder
    lines = _lines(scalar, header.end())
    last = max((number for number, line in enumerate(lines) if not line.empty), default=-1)
    _put_content(builder, text, lines[: last + 1], folded=text[scalar.span.start] == ">")
    kept = 0 if "-" in header["signs"] else len(lines) if "+" in header["signs"] else last + 1
    for line in lines[max(last, 0) : kept]:
        _put_break(builder, line)
    return builder


def _lines(scalar: Scalar, start: int) -> list[_Line]:
    text, lines = scalar.source.text, []
    matches = list(_LINE.finditer(text, start, scalar.span.end))
    indent = _indentation(scalar.text, matches)
    for match in matches:
        begin = min(match.start() + indent, match.end("blanks"))
        end = match.end("rest")
        more = begin < end and text[begin] in " \t"
        lines.append(_Line(begin, end, Span(end, match.end()), more))
    return lines


def _indentation(value: str, lines: list[re.Match[str]]) -> int:
    word = _FIRST_WORD.search(value)
    if word:
        kept = word.start() - value.rfind("\n", 0, word.start()) - 1
        first = next((line for line in lines if line["rest"]), None)
        return len(first["blanks"]) - kept if first else 0
    kept = max(map(len, value.split("\n")))
    return max((len(line["blanks"]) for line in lines), default=0) - kept


def _put_content(builder: TextBuilder, text: str, lines: list[_Line], *, folded: bool) -> None:
    """Everything up to the end of the last line that is not empty."""
    before: _Line | None = None
    skipped: list[_Line] = []
    for line in lines:
        if line.empty:
            skipped.append(line)
            continue
        if before and folded and not before.indented and not line.indented:
            if not skipped:
                builder.put(" ", *before.brk)
        elif before:
            _put_break(builder, before)
        for empty in skipped:
            _put_break(builder, empty)
        builder.copy(text, line.start, line.end)
        before, skipped = line, []


def _put_break(builder: TextBuilder, line: _Line) -> None:
    if line.brk.start < line.brk.end:
        builder.put("\n", *line.brk)
