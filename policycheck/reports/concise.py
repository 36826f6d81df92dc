"""One line a finding, for editors, `grep` and small screens."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.finding import Finding, Outcome, Unknown
from policycheck.model.report import Report
from policycheck.reports.closing import closing
from policycheck.reports.format import Format, Style
from policycheck.reports.paint import Paint
from policycheck.reports.undecided import reason
from policycheck.text.harmless import one_line

__all__ = ["FORMAT"]


def render(report: Report, style: Style) -> Iterator[str]:
    """Write failures and what is waived, then what could not be decided."""
    paint = Paint(style)
    for finding in report.findings:
        yield _waived(finding, paint) if _is_waived(finding) else _finding(finding, paint)
    for unknown in report.unknown:
        yield _unknown(unknown, paint)
    yield from closing(report)


def _finding(finding: Finding, paint: Paint) -> str:
    place = paint.place(one_line(str(finding.location)), finding.location)
    severity = paint.severity(finding.severity, f"{finding.severity}[{one_line(finding.rule)}]")
    return f"{place}: {severity} {one_line(finding.message)}\n"


def _is_waived(finding: Finding) -> bool:
    return finding.outcome is Outcome.WAIVED


def _waived(finding: Finding, paint: Paint) -> str:
    place = paint.place(one_line(str(finding.location)), finding.location)
    head = paint.unknown(f"waived[{one_line(finding.rule)}]")
    by = f"; {one_line(finding.waiver)}" if finding.waiver else ""
    return f"{place}: {head} {one_line(finding.message)}{by}\n"


def _unknown(unknown: Unknown, paint: Paint) -> str:
    head = paint.unknown(f"unknown[{one_line(unknown.rule)}]")
    return f"{one_line(unknown.record.id)}: {head} {one_line(reason(unknown))}\n"


FORMAT = Format("concise", "one line a finding", render, False)
