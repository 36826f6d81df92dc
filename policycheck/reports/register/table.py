"""The register for a person: a table, whose longest columns are cut to the width of a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.finding import Severity
from policycheck.model.waiver import Register, WaiverState
from policycheck.reports.format import Style
from policycheck.reports.paint import Paint
from policycheck.reports.register import RegisterFormat
from policycheck.reports.register.rows import COLUMNS, REASON, STATE, WHY, register_line, row
from policycheck.reports.table import GAP, Cell, draw, fitted, width
from policycheck.text.harmless import one_line

__all__ = ["FORMAT"]

#: So many columns of a terminal a reason gets at least, however narrow it is.
LEAST = 12


def render(register: Register, style: Style) -> Iterator[str]:
    """Write a row for each waiver, then what there is to note, then the counts."""
    if register.waivers:
        paint = Paint(style)
        rows = [[one_line(text) for text in row(entry)] for entry in register.waivers]
        rows = _cut(rows, style.width)
        yield from draw(
            [
                [Cell(name, paint.bold(name)) for name in COLUMNS],
                *([_cell(at, text, paint) for at, text in enumerate(texts)] for texts in rows),
            ]
        )
        yield "\n"
    for note in register.notes:
        yield f"note: {one_line(note)}\n"
    yield f"{register_line(register)}\n"


def _cut(rows: list[list[str]], room: int | None) -> list[list[str]]:
    """The rows with reasons that leave room for the rest; without a width nothing is cut."""
    if room is None:
        return rows
    widths = [max(map(width, column)) for column in zip(COLUMNS, *rows, strict=True)]
    taken = sum(one for at, one in enumerate(widths) if at not in (REASON, WHY))
    left = room - taken - len(GAP) * (len(COLUMNS) - 1)
    why = min(widths[WHY], max(left // 2, LEAST))
    most = {REASON: max(left - why, LEAST), WHY: why}
    return [
        [fitted(text, most[at]) if at in most else text for at, text in enumerate(texts)]
        for texts in rows
    ]


def _cell(at: int, text: str, paint: Paint) -> Cell:
    if at != STATE:
        return Cell(text, right=COLUMNS[at] == "days left")
    if text == WaiverState.IN_FORCE:
        return Cell(text, paint.passed(text))
    is_wrong = text == WaiverState.INVALID
    return Cell(text, paint.severity(Severity.ERROR if is_wrong else Severity.WARNING, text))


FORMAT = RegisterFormat("table", render, for_machines=False)
