"""The register for the summary of a job or a page of a wiki; every text in it is only text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.model.waiver import Register
from policycheck.reports.format import Style
from policycheck.reports.register import RegisterFormat
from policycheck.reports.register.rows import COLUMNS, register_line, row
from policycheck.text.markdown_cell import for_markdown

__all__ = ["FORMAT"]


def render(register: Register, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write the counts, a row for each waiver, then what there is to note."""
    yield f"## {register_line(register)}\n"
    if register.waivers:
        yield f"\n{_row(COLUMNS)}{_row(['---'] * len(COLUMNS))}"
        for entry in register.waivers:
            yield _row([for_markdown(text) for text in row(entry)])
    for note in register.notes:
        yield f"\n- note: {for_markdown(note)}\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


FORMAT = RegisterFormat("markdown", render, for_machines=True)
