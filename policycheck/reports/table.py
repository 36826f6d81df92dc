"""A table of text in columns, aligned by what a terminal shows, with colours that take no room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from policycheck.text.harmless import shown

__all__ = ["Cell", "draw", "fitted", "width"]

#: Between two columns.
GAP = "  "


class Cell(NamedTuple):
    """The text of a cell, harmless, and the same painted; numbers stand to the right."""

    text: str
    painted: str = ""
    right: bool = False


def width(text: str) -> int:
    return shown(text).width


def fitted(text: str, most: int | None) -> str:
    """The text in so many columns, cut at the end where it is longer; None cuts nothing."""
    whole = shown(text)
    if most is None or whole.width <= most:
        return whole.text
    kept = sum(1 for _, end in whole.cells if end < most)
    return shown(text[:kept]).text.rstrip() + "…"


def draw(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Write the rows as lines, with line ends; each column is as wide as its widest cell."""
    table = list(rows)
    widths = [max(width(cell.text) for cell in column) for column in zip(*table, strict=True)]
    for row in table:
        cells = (_padded(cell, room) for cell, room in zip(row, widths, strict=True))
        yield GAP.join(cells).rstrip() + "\n"


def _padded(cell: Cell, room: int) -> str:
    blank = " " * (room - width(cell.text))
    words = cell.painted or cell.text
    return blank + words if cell.right else words + blank
