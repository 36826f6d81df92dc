"""The header of a table: its names, each once, and what the cells of a row are called by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.document import Scalar
from policycheck.errors import Problem
from policycheck.readers.csv_rows import Row

__all__ = ["Header"]


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns in their order; None for a column that cannot be read by name.

    `nameless` are the places of the columns that have no name at all.
    """

    names: tuple[Scalar | None, ...]
    nameless: tuple[int, ...]

    @classmethod
    def of(cls, row: Row) -> tuple[Header, list[Problem]]:
        """Read a header, and say which names stand in it twice."""
        problems = []
        first: dict[str, int] = {}
        names: list[Scalar | None] = []
        for number, cell in enumerate(row.cells, 1):
            name = cell.text.strip()
            known = first.setdefault(name, number) != number if name else False
            names.append(cell if name and not known else None)
            if known:
                message = (
                    f"the column {name!r} stands here a second time, first as number {first[name]}"
                )
                advice = "remove one of the two, or rename it; this one is not read"
                problems.append(_problem(row, cell.span.start, message, advice))
        nameless = tuple(at for at, cell in enumerate(row.cells) if not cell.text.strip())
        return cls(tuple(names), nameless), problems

    def known(self) -> list[Scalar]:
        """Give the columns that have a name of their own."""
        return [name for name in self.names if name is not None]

    def cells(self, row: Row) -> dict[str, tuple[Scalar, Scalar]] | Problem:
        """Give name and value by name, or say in what way the row does not fit under the header."""
        if len(row.cells) != len(self.names):
            return self._ragged(row)
        cells: dict[str, tuple[Scalar, Scalar]] = {}
        for name, cell in zip(self.names, row.cells, strict=True):
            if name is not None:
                cells[name.text.strip()] = (name, cell)
        return cells

    def lost(self, row: Row) -> Iterator[Problem]:
        """Say which cells have content and stand under no name."""
        for at in self.nameless:
            cell = row.cells[at]
            if cell.text.strip():
                message = "this cell stands in a column that has no name"
                yield _problem(row, cell.span.start, message, "give the column a name")

    def _ragged(self, row: Row) -> Problem:
        found, expected = len(row.cells), len(self.names)
        message = f"this row has {found} cells and the header has {expected}"
        if found > expected:
            offset = row.cells[expected].span.start
            advice = "put a cell that has the delimiter in it in double quotes"
        else:
            offset = row.cells[-1].span.end
            advice = "add the cells that are missing, if only the delimiters"
        return _problem(row, offset, message, advice)


def _problem(row: Row, offset: int, message: str, advice: str) -> Problem:
    return Problem(row.source.path, *row.source.position(offset), message, advice)
