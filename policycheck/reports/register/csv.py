"""The register for spreadsheets, in which no text can become a formula.

Like the report for spreadsheets it begins with a byte order mark, by which Excel knows UTF-8, and
all its texts are quoted.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.waiver import Register
from policycheck.reports.csv import BOM, line
from policycheck.reports.format import Style
from policycheck.reports.register import RegisterFormat
from policycheck.reports.register.rows import COLUMNS, row

__all__ = ["FORMAT"]

_DAYS = COLUMNS.index("days left")


def render(register: Register, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write a line of titles and one for each waiver."""
    yield BOM + line(COLUMNS)
    for entry in register.waivers:
        texts = row(entry)
        yield line([_number(text) if at == _DAYS else text for at, text in enumerate(texts)])


def _number(text: str) -> str | int:
    """The days left, which may be fewer than none; nothing where nobody can tell."""
    return int(text) if text.lstrip("-").isdigit() else text


FORMAT = RegisterFormat("csv", render, for_machines=True)
