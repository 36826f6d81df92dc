"""The end of a report that a person reads: what was left out, what to know, what was done."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.report import Report
from policycheck.reports.summary import counted, summary_line
from policycheck.text.harmless import one_line

__all__ = ["closing", "cuts"]


def cuts(report: Report) -> list[str]:
    """Say of each list that does not hold everything how much is missing."""
    sentences = []
    if report.cut_findings:
        sentences.append(f"{counted(report.cut_findings, 'finding')} more, counted but not listed")
    if report.cut_unknown:
        sentences.append(f"{report.cut_unknown:,} unknown more, counted but not listed")
    return sentences


def closing(report: Report) -> Iterator[str]:
    """Write the notes, each on its line, and the summary as the last one."""
    for note in (*cuts(report), *report.notes):
        yield f"note: {one_line(note)}\n"
    yield f"{one_line(summary_line(report))}\n"
