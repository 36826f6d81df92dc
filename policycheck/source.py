"""Sources and places in them: which file, which line, which character.

Offsets count Unicode code points from 0; lines and columns count from 1. A line ends at LF, CRLF or
CR and nowhere else, so U+2028, form feeds and the like never move a caret.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

__all__ = ["Position", "Segments", "Source", "Span", "TextBuilder"]

_LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


class Span(NamedTuple):
    """A run of characters in a source: `start` up to, not including, `end`."""

    start: int
    end: int


class Source:
    """Text with a path. A piece of a file has in `first_line` the line where it begins."""

    __slots__ = ("_starts", "_text", "first_line", "path")

    def __init__(self, path: str, text: str, first_line: int = 1) -> None:
        self.path = path
        self._text: str | bytes = text
        self.first_line = first_line
        self._starts: list[int] | None = None

    @property
    def text(self) -> str:
        if isinstance(self._text, bytes):
            self._text = self._text.decode("utf-8", "surrogatepass")
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        self._text = text

    def pack(self) -> None:
        """Make it small until somebody asks for its text.

        One character beyond the usual ones, such as an emoji, has Python take four bytes for each.
        """
        if not self.text.isascii():
            self._text = self.text.encode("utf-8", "surrogatepass")
            self._starts = None

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        return self._starts

    def position(self, offset: int) -> Position:
        starts = self.starts
        index = bisect_right(starts, offset) - 1
        return Position(self.first_line + index, offset - starts[index] + 1)

    def line(self, number: int) -> str:
        """The text of a line (numbered as in the file), without what ends it; '' outside."""
        index, starts = number - self.first_line, self.starts
        if not 0 <= index < len(starts):
            return ""
        end = starts[index + 1] if index + 1 < len(starts) else len(self.text)
        return self.text[starts[index] : end].rstrip("\r\n")

    @property
    def last_line(self) -> int:
        return self.first_line + len(self.starts) - 1

    def cut(self, span: Span) -> str:
        return self.text[span.start : span.end]


class _Run(Struct, frozen=True):
    """`length` characters of a text that stand at `start` of its source, `size` characters wide."""

    at: int
    length: int
    start: int
    size: int


class Segments:
    """Where each run of a text stands in its source.

    A run as long as its source maps character by character; any other run (an escape, a folded line
    break, something a tool will insert) maps as a whole.
    """

    __slots__ = ("_ats", "_runs")

    def __init__(self, runs: Sequence[_Run]) -> None:
        self._runs = tuple(runs)
        self._ats = [run.at for run in runs]

    @classmethod
    def direct(cls, start: int, length: int) -> Segments:
        return cls([_Run(0, length, start, length)])

    def _index(self, offset: int) -> int:
        return max(bisect_right(self._ats, offset) - 1, 0)

    def locate(self, start: int, end: int) -> Span:
        """The span in the source of the text from `start` to `end`.

        Where the text goes on further up in the source, the span ends before that.
        """
        if not self._runs:
            return Span(0, 0)
        index = self._index(start)
        first = self._runs[index]
        if start >= first.at + first.length:
            begin = first.start + first.size
        elif first.length == first.size:
            begin = first.start + start - first.at
        else:
            begin = first.start
        if end <= start:
            return Span(begin, begin)
        last_index = self._index(end - 1)
        last = self._runs[last_index]
        while last.start < begin and last_index > index:
            last_index -= 1
            last = self._runs[last_index]
        if last.length == last.size:
            finish = last.start + min(end - last.at, last.size)
        else:
            finish = last.start + last.size
        return Span(begin, max(begin, finish))

    def cut(self, start: int, end: int) -> Segments:
        """The map of a piece of the text, `start` up to `end`."""
        runs = []
        for run in self._runs:
            low, high = max(run.at, start), min(run.at + run.length, end)
            if low >= high:
                continue
            if run.length == run.size:
                runs.append(_Run(low - start, high - low, run.start + low - run.at, high - low))
            else:
                runs.append(_Run(low - start, high - low, run.start, run.size))
        return Segments(runs) if runs else Segments.direct(self.locate(start, start).start, 0)

    def runs(self) -> tuple[_Run, ...]:
        return self._runs


class TextBuilder:
    """Puts a text together from pieces of its source and remembers where each piece came from."""

    __slots__ = ("_length", "_pieces", "_runs")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[_Run] = []
        self._length = 0

    def copy(self, source: str, start: int, end: int) -> None:
        """Take characters as they stand."""
        if end > start:
            self._add(source[start:end], start, end - start)

    def put(self, text: str, start: int, end: int) -> None:
        """Take `text` for what stands from `start` to `end`: an escape, a fold, an insertion."""
        if text:
            self._add(text, start, end - start)

    def join(self, text: str, segments: Segments) -> None:
        """Take another text with its own map."""
        for run in segments.runs():
            self._add(text[run.at : run.at + run.length], run.start, run.size)

    def _add(self, text: str, start: int, size: int) -> None:
        last = self._runs[-1] if self._runs else None
        if (
            last
            and last.length == last.size
            and len(text) == size
            and last.start + last.size == start
        ):
            size += last.size
            self._runs[-1] = _Run(last.at, size, last.start, size)
        else:
            self._runs.append(_Run(self._length, len(text), start, size))
        self._pieces.append(text)
        self._length += len(text)

    def __len__(self) -> int:
        return self._length

    def build(self) -> tuple[str, Segments]:
        return "".join(self._pieces), Segments(self._runs)
