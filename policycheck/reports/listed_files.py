"""The files of a check as a table: what is read as what, then what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from policycheck.reports.summary import counted
from policycheck.reports.table import Cell, draw
from policycheck.text.harmless import one_line

__all__ = ["Listed", "listed_files"]


class Listed(Protocol):
    """A file, with what it is read as and by what, or with why it is left out."""

    @property
    def path(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def reader(self) -> str: ...
    @property
    def why(self) -> str: ...


def listed_files(files: Iterable[Listed]) -> Iterator[str]:
    """Write a line a file, in their order, and how many of both sorts there are."""
    every = list(files)
    read = [one for one in every if not one.why]
    left = [one for one in every if one.why]
    if read:
        cells = ((one.kind, one.reader, one.path) for one in read)
        yield from draw([Cell(one_line(text)) for text in row] for row in cells)
    if left:
        yield "\nleft out:\n"
        pairs = ((f"  {one_line(one.path)}", one_line(one.why)) for one in left)
        yield from draw([Cell(text) for text in row] for row in pairs)
    yield f"\n{counted(len(read), 'file')} to read, {len(left):,} left out; nothing was checked\n"
