"""The register for spreadsheets, in which no text can become a formula.

A cell that begins like one gets an apostrophe before it, as spreadsheets show text as text.
Source: OWASP, "CSV Injection", seen 2026-11.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from policycheck.model.waiver import Register
from policycheck.reports.format import Style
from policycheck.reports.register import RegisterFormat
from policycheck.reports.register.rows import COLUMNS, row
from policycheck.text.harmless import one_line

__all__ = ["FORMAT"]

#: What spreadsheets take for the beginning of a formula, also in full width.
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_DAYS = COLUMNS.index("days left")


def render(register: Register, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write a line of titles and one for each waiver."""
    yield _line(COLUMNS)
    for entry in register.waivers:
        texts = row(entry)
        yield _line([text if at == _DAYS else _safe(text) for at, text in enumerate(texts)])


def _safe(text: str) -> str:
    shown = one_line(text)
    return f"'{shown}" if text.lstrip(" ").startswith(_BEGINS) else shown


def _line(cells: tuple[str, ...] | list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


FORMAT = RegisterFormat("csv", render, for_machines=True)
