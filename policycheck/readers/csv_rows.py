"""CSV by RFC 4180, row by row, with the place of every character.

A cell that begins with a double quote runs to the quote that closes it, over line ends, with quotes
in it doubled. Line ends within a cell are read as LF: a file means the same whatever its line ends.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from policycheck.document import Scalar
from policycheck.errors import Problem
from policycheck.readers.lines import Line
from policycheck.source import Segments, Source, Span, TextBuilder

__all__ = ["DELIMITERS", "ROW_LIMIT", "Row", "read_rows", "sniff_delimiter"]

DELIMITERS: Final = ",;\t"
#: How many characters a row may have; a quote that nobody closed would else take the whole file.
ROW_LIMIT: Final = 1_000_000

#: Where a cell starts and ends in its row, and whether it is in quotes.
_Ends: TypeAlias = tuple[int, int, bool]

_QUOTED = re.compile(r'"(?:[^"]|"")*+"?')
_SPECIAL = re.compile(r'""|\r\n?')


class Row:
    """The cells of a row, in a source that holds just this row; both are made when asked for.

    `ends` are where each cell starts and ends, and whether it is in quotes, where that is known;
    else the row is one line without faults.
    """

    __slots__ = ("_cells", "_delimiter", "_ends", "_texts", "source")

    def __init__(self, source: Source, delimiter: str, ends: Sequence[_Ends] | None = None) -> None:
        self.source = source
        self._delimiter = delimiter
        self._ends = ends
        self._cells: list[Scalar] | None = None
        self._texts: list[str] | None = None

    @property
    def texts(self) -> list[str]:
        """What the cells say, without their places."""
        if self._texts is None:
            known = _texts(self.source.text, self._delimiter) if self._ends is None else None
            self._texts = known or [cell.text for cell in self.cells]
        return self._texts

    @property
    def cells(self) -> list[Scalar]:
        if self._cells is None:
            if self._ends is None:
                row = _OpenRow(self.source.path, self.source.first_line, self._delimiter)
                row.take(self.source.text)
                self._ends = row.ends
            self._cells = [_cell(self.source, *one) for one in self._ends]
        return self._cells

    def line_of(self, at: int) -> int:
        """The line of the file that a cell begins in."""
        if self._ends is None:
            return self.source.first_line
        return self.source.position(self.cells[at].span.start).line

    @property
    def is_blank(self) -> bool:
        return not self.source.text.rstrip("\r\n")


def _texts(line: str, delimiter: str) -> list[str] | None:
    """Take apart a row that is one line without faults."""
    line = line.rstrip("\r\n")
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader((line,), delimiter=delimiter))
    except csv.Error:  # it takes no cell of more than 131,072 characters
        return None


def sniff_delimiter(header: str) -> str:
    """Choose what separates the most names in the first line: comma, semicolon or tab."""
    bare = _QUOTED.sub("", header)
    return max(DELIMITERS, key=bare.count)


def read_rows(lines: Iterable[Line], delimiter: str, path: str) -> Iterator[Row | Problem]:
    """Give the rows of a table. A row that has a problem is not given, and the next ones are."""
    row: _OpenRow | None = None
    spoiled = False
    is_whole = _telling_whole_rows(delimiter)
    for line in lines:
        if row is None and line.problem is None and is_whole(line.text):
            yield Row(Source(path, line.text, line.number), delimiter)
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


def _telling_whole_rows(delimiter: str) -> Callable[[str], bool]:
    """What tells of a line whether it is a row without faults that ends with it."""
    bare = rf'[^"{delimiter}\r\n][^{delimiter}\r\n]*+'
    cell = rf'(?:"(?:[^"]|"")*+"|{bare}|)'
    whole = re.compile(rf"{cell}(?:{delimiter}{cell})*+[\r\n]*")
    return lambda text: '"' not in text or whole.fullmatch(text) is not None


@dataclass(slots=True)
class _OpenRow:
    """A row whose end has not come yet. Offsets count from the start of the row."""

    path: str
    number: int
    delimiter: str
    length: int = 0
    _texts: list[str] = field(default_factory=list)
    ends: list[_Ends] = field(default_factory=list)
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
                self.ends.append((base + start, base + at, False))
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
        self.ends.append((self._quote, base + at + 1, True))
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
        return Row(source, self.delimiter, self.ends)

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
