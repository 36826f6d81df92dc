"""From an input to text: UTF-8, of a size that can be held, without NUL, line ends as they are."""

from __future__ import annotations

import errno
import io
from typing import BinaryIO, Final

from policycheck.errors import Problem
from policycheck.readers.reader import Input
from policycheck.source import Source

__all__ = ["LIMIT", "decode", "open_source", "open_stream", "unreadable"]

#: How many bytes of a file are read as a whole: a document of 10 MB holds thousands of posts.
LIMIT: Final = 10_000_000

_BOM: Final = b"\xef\xbb\xbf"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def open_source(input: Input, limit: int = LIMIT) -> Source | Problem:  # noqa: A002
    """Read a whole input, or say why it cannot be read."""
    if input.file is not None and input.data is None:
        try:
            size = input.file.stat().st_size
        except OSError as error:
            return unreadable(input.path, error)
        if size > limit:
            return _too_large(input.path, size, limit)
    stream = open_stream(input)
    if isinstance(stream, Problem):
        return stream
    try:
        with stream:
            data = stream.read(limit + 1)
    except OSError as error:
        return unreadable(input.path, error)
    if len(data) > limit:
        return _too_large(input.path, len(data), limit)
    text, problem = decode(input.path, data)
    return problem or Source(input.path, text)


def open_stream(input: Input) -> BinaryIO | Problem:  # noqa: A002
    """Open an input to read it bit by bit."""
    if input.file is None or input.data is not None:
        return io.BytesIO(input.data or b"")
    try:
        return input.file.open("rb")
    except OSError as error:
        return unreadable(input.path, error)


def decode(path: str, data: bytes, line: int = 1) -> tuple[str, Problem | None]:
    """Decode UTF-8, without a byte order mark at the start of a file; say what is wrong, and where.

    `line` is the number of the first line in `data`. Text with a problem has U+FFFD in its place.
    """
    if line == 1:
        if data.startswith(_UTF_16):
            return "", Problem(path, 1, 1, "the file is UTF-16", "save it as UTF-8")
        data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = Source(path, data[: error.start].decode("utf-8"), line)
        place = before.position(len(before.text))
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        problem = Problem(path, *place, message, "save the file as UTF-8")
        return data.decode("utf-8", "replace"), problem
    nul = text.find("\0")
    if nul < 0:
        return text, None
    place = Source(path, text, line).position(nul)
    message = "a NUL character stands here"
    return text, Problem(path, *place, message, "remove it, or name a file that holds text")


def unreadable(path: str, error: OSError) -> Problem:
    """Say in plain words why the system does not give a file."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return Problem(path, 1, 1, "you are not allowed to read this", "check its permissions")
    if error.errno == errno.ENOENT:
        return Problem(path, 1, 1, "there is no such file or folder", "check the path")
    reason = (error.strerror or type(error).__name__).lower()
    return Problem(path, 1, 1, f"this cannot be read: {reason}", "check the file and the disk")


def _too_large(path: str, size: int, limit: int) -> Problem:
    message = f"the file has {size:,} bytes, and at most {limit:,} are read"
    return Problem(path, 1, 1, message, "split it, or keep the records as .jsonl or .csv")
