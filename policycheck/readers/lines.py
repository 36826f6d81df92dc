"""A file line by line, however large it is: memory holds one line and a block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from policycheck.errors import Problem
from policycheck.readers.opening import decode, open_stream, unreadable
from policycheck.readers.reader import Input

__all__ = ["LINE_LIMIT", "Line", "RawLine", "raw_lines", "read_lines"]

#: How many bytes a line may have. What is longer is no table and no list of records.
LINE_LIMIT: Final = 10_000_000

_BLOCK: Final = 1 << 16


class Line(NamedTuple):
    """A line with what ends it. Where it has a problem its text is not what the file says."""

    number: int
    text: str
    problem: Problem | None = None


class RawLine(NamedTuple):
    """A line with what ends it, before anybody has looked at its bytes."""

    number: int
    data: bytes
    problem: Problem | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing but blanks stands in it."""
        return self.problem is None and not self.data.strip(b" \t\r\n")

    def read(self, path: str) -> Line:
        """Give its text."""
        if self.problem:
            return Line(self.number, "", self.problem)
        return Line(self.number, *decode(path, self.data, self.number))


def read_lines(input: Input) -> Iterator[Line]:  # noqa: A002
    """Give the lines of an input, which end at CRLF, LF or CR. A closed file is a bad line."""
    return (line.read(input.path) for line in raw_lines(input))


def raw_lines(input: Input) -> Iterator[RawLine]:  # noqa: A002
    """Give the same lines unread, for a reader that can do without some of them."""
    stream = open_stream(input)
    if isinstance(stream, Problem):
        yield RawLine(1, b"", stream)
        return
    number = 1
    with stream:
        try:
            for data in _cut(stream):
                if len(data) > LINE_LIMIT:
                    yield RawLine(number, b"", _too_long(input.path, number))
                    return
                yield RawLine(number, data)
                number += 1
        except OSError as error:
            yield RawLine(number, b"", unreadable(input.path, error))


def _too_long(path: str, number: int) -> Problem:
    return Problem(
        path,
        number,
        1,
        f"this line has more than {LINE_LIMIT:,} bytes; it and what follows it were not read",
        "put each record in a line of its own",
    )


def _cut(stream: BinaryIO) -> Iterator[bytes]:
    rest = b""
    while block := stream.read(_BLOCK):
        data = rest + block
        lines = data.splitlines(keepends=True)  # of bytes: at CRLF, LF and CR, nowhere else
        # The last line may go on in the next block; after a CR a line feed may follow there.
        rest = b"" if data.endswith(b"\n") else lines.pop()
        yield from lines
        if len(rest) > LINE_LIMIT:
            break
    if rest:
        yield rest
