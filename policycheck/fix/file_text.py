"""The bytes of a file as text that can be edited, and back, with every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from policycheck.source import Source

__all__ = ["Edit", "FileText", "apart", "with_edits"]

_BOM = b"\xef\xbb\xbf"


class Edit(NamedTuple):
    """What is to stand in the file's text in place of the characters `start` up to `end`."""

    start: int
    end: int
    text: str


def apart(edits: Iterable[Edit]) -> bool:
    """Whether no two of the edits touch the same character."""
    end = -1
    for edit in sorted(edits):
        if edit.start < end:
            return False
        end = max(edit.end, edit.start)
    return True


def with_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits that are apart."""
    pieces, at = [], 0
    for edit in sorted(edits):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


class FileText:
    """A file's text, without the byte order mark that may stand before it.

    Bytes that are no UTF-8 are kept as they are: of a table or a list of records by lines, the
    other lines can still be read.
    """

    __slots__ = ("_mark", "source", "text")

    def __init__(self, path: str, data: bytes) -> None:
        self._mark = _BOM if data.startswith(_BOM) else b""
        self.text = data.removeprefix(_BOM).decode("utf-8", "surrogateescape")
        self.source = Source(path, self.text)

    def start_of(self, piece: Source) -> int:
        """The offset at which a source begins that is this file, or lines of it."""
        return self.source.starts[piece.first_line - 1]

    def with_edits(self, edits: Iterable[Edit]) -> bytes:
        """The bytes of the file with edits that are apart."""
        return self._mark + with_edits(self.text, edits).encode("utf-8", "surrogateescape")
