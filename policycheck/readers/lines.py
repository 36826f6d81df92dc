"""A file line by line, however large it is: memory holds one line and a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from policycheck.errors import Problem
from policycheck.readers.opening import decode, open_stream, unreadable
from policycheck.readers.reader import Input

__all__ = ["LINE_LIMIT", "Line", "read_lines"]

#: How many bytes a line may have. What is longer is no table and no list of records.
LINE_LIMIT: Final = 10_000_000

_BLOCK: Final = 1 << 16
_LINE_END = re.compile(rb"\r\n?|\n")


class Line(NamedTuple):
    """A line with what ends it. Where it has a problem its text is not what the file says."""

    number: int
    text: str
    problem: Problem | None = None


def read_lines(input: Input) -> Iterator[Line]:  # noqa: A002
    """Give the lines of an input, which end at CRLF, LF or CR. A closed file is a bad line."""
    stream = open_stream(input)
    if isinstance(stream, Problem):
        yield Line(1, "", stream)
        return
    number = 1
    with stream:
        try:
            for data in _cut(stream):
                if len(data) > LINE_LIMIT:
                    yield Line(number, "", _too_long(input.path, number))
                    return
                yield Line(number, *decode(input.path, data, number))
                number += 1
        except OSError as error:
            yield Line(number, "", unreadable(input.path, error))


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
        data, at = rest + block, 0
        for match in _LINE_END.finditer(data):
            if match.end() == len(data) and data.endswith(b"\r"):
                break  # a line feed may follow in the next block
            yield data[at : match.end()]
            at = match.end()
        rest = data[at:]
        if len(rest) > LINE_LIMIT:
            break
    if rest:
        yield rest
