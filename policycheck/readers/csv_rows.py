"""CSV by RFC 4180, row by row, with the place of every character.

A cell that begins with a double quote runs to the quote that closes it, over line ends, with quotes
in it doubled. Line ends within a cell are read as LF: a file means the same whatever its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from policycheck.document import Scalar
from policycheck.errors import Problem
from policycheck.readers.lines import Line
from policycheck.source import Segments, Source, Span, TextBuilder

__all__ = ["DELIMITERS", "ROW_LIMIT", "Row", "read_rows", "sniff_delimiter"]

DELIMITERS: Final = ",;\t"
#: How many characters a row may have; a quote that nobody closed would else take the whole file.
ROW_LIMIT: Final = 1_000_000

_QUOTED = re.compile(r'"(?:[^"]|"")*+"?')
_SPECIAL = re.compile(r'""|\r\n?')


class Row:
    """The cells of a row, in a source that holds just this row.

    The cells of a row without quotes are known as `texts` at once, and made when asked for.
    """

    __slots__ = ("_cells", "source", "texts")

    def __init__(
        self, source: Source, cells: list[Scalar] | None, texts: list[str] | None = None
    ) -> None:
        self.source = source
        self.texts = texts
        self._cells = cells

    @classmethod
    def without_quotes(cls, source: Source, delimiter: str) -> Row:
        """Cut a line that has no quotes in it."""
        return cls(source, None, source.text.rstrip("\r\n").split(delimiter))

    @property
    def cells(self) -> list[Scalar]:
        if self._cells is None:
            self._cells, at = [], 0
            for text in self.texts or ():
                self._cells.append(Scalar.cut(self.source, Span(at, at + len(text))))
                at += len(text) + 1
        return self._cells

    @property
    def is_blank(self) -> bool:
        if self.texts is not None:
            return self.texts == [""]
        return len(self.cells) == 1 and not self.cells[0].span.end


def sniff_delimiter(header: str) -> str:
    """Choose what separates the most names in the first line: comma, semicolon or tab."""
    bare = _QUOTED.sub("", header)
    return max(DELIMITERS, key=bare.count)


def read_rows(lines: Iterable[Line], delimiter: str, path: str) -> Iterator[Row | Problem]:
    """Give the rows of a table. A row that has a problem is not given, and the next ones are."""
    row: _OpenRow | None = None
    spoiled = False
    for line in lines:
        if row is None and _is_whole(line):
            yield Row.without_quotes(Source(path, line.text, line.number), delimiter)
            continue
        if row is None:
            row, spoiled = _OpenRow(path, line.number, delimiter), False
        if line.problem:
            yield line.problem
            spoiled = True
        if not row.take(line.text):
            if row.length > ROW_LIMIT:
                yield row.unclosed()
                return
            continue
        done = row.finish()
        row = None
        if not spoiled:
            yield from [done] if isinstance(done, Row) else done
    if row is not None:
        yield row.unclosed()


def _is_whole(line: Line) -> bool:
    """Tell a row that ends with its line, whatever its cells."""
    return '"' not in line.text and line.problem is None


@dataclass(slots=True)
class _OpenRow:
    """A row whose end has not come yet. Offsets count from the start of the row."""

    path: str
    number: int
    delimiter: str
    length: int = 0
    _texts: list[str] = field(default_factory=list)
    _cells: list[tuple[int, int, bool]] = field(default_factory=list)  # start, end, in quotes
    _quote: int = -1  # where the quote that is open stands
    _stray: list[int] = field(default_factory=list)  # where text follows a closing quote

    def take(self, line: str) -> bool:
        """Read a line with its end; tell whether the row ends with it."""
        base, end = self.length, len(line.rstrip("\r\n"))
        self._texts.append(line)
        self.length += len(line)
        at = 0
        while True:
            if self._quote < 0 and line[at : at + 1] == '"':
                self._quote = base + at
                at += 1
            if self._quote < 0:
                start, at = at, self._cell_end(line, at, end)
                self._cells.append((base + start, base + at, False))
            else:
                at = self._closing(line, at)
                if at < 0:
                    return False
                at = self._close(line, at, end, base)
            if at >= end:
                return True
            at += 1

    def _cell_end(self, line: str, at: int, end: int) -> int:
        found = line.find(self.delimiter, at, end)
        return end if found < 0 else found

    def _closing(self, line: str, at: int) -> int:
        """Give the offset of the quote that closes the cell, -1 where it is not in this line."""
        while (at := line.find('"', at)) >= 0:
            if line[at + 1 : at + 2] != '"':
                return at
            at += 2
        return -1

    def _close(self, line: str, at: int, end: int, base: int) -> int:
        """End a cell in quotes; give the offset of the delimiter, or of the line's end."""
        self._cells.append((self._quote, base + at + 1, True))
        self._quote = -1
        after = self._cell_end(line, at + 1, end)
        if after > at + 1:
            self._stray.append(base + at + 1)
        return after

    def finish(self) -> Row | list[Problem]:
        """Give the row, or what is wrong with it."""
        source = Source(self.path, "".join(self._texts), self.number)
        if self._stray:
            return [
                Problem(
                    self.path,
                    *source.position(at),
                    "text follows the quote that closes a cell",
                    "double every quote within a cell that stands in quotes",
                )
                for at in self._stray
            ]
        return Row(source, [_cell(source, *cell) for cell in self._cells])

    def unclosed(self) -> Problem:
        """Say where the quote stands that nobody closed."""
        source = Source(self.path, "".join(self._texts), self.number)
        return Problem(
            self.path,
            *source.position(self._quote),
            "the quote that opens this cell is never closed: it takes all that follows",
            'close it, and double every quote within the cell: ""',
        )


def _cell(source: Source, start: int, end: int, quoted: bool) -> Scalar:
    if not quoted:
        return Scalar.cut(source, Span(start, end))
    raw = source.text[start + 1 : end - 1]
    text = _SPECIAL.sub(_meaning, raw) if _SPECIAL.search(raw) else raw
    return Scalar(source, Span(start, end), text, "plain", _segments)


def _meaning(match: re.Match[str]) -> str:
    return '"' if match[0] == '""' else "\n"


def _segments(scalar: Scalar) -> Segments:
    """Map a cell in quotes."""
    text, builder = scalar.source.text, TextBuilder()
    at, end = scalar.span.start + 1, scalar.span.end - 1
    for match in _SPECIAL.finditer(text, at, end):
        builder.copy(text, at, match.start())
        builder.put(_meaning(match), match.start(), match.end())
        at = match.end()
    builder.copy(text, at, end)
    return builder.build()[1] if len(builder) else Segments.direct(scalar.span.start + 1, 0)
