"""Counts instead of findings: how often each rule failed, most first, and how many have a fix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from policycheck.model.finding import SEVERITIES, Finding, Outcome, Severity
from policycheck.model.report import Report
from policycheck.reports.closing import closing
from policycheck.reports.format import Style
from policycheck.reports.paint import Paint
from policycheck.reports.table import Cell, draw, fitted
from policycheck.text.harmless import one_line

__all__ = ["statistics"]

_TITLES = ("findings", "fixable", "waived", "severity", "rule", "title")
#: What the columns before the title need at most, and the least that a title gets.
_BEFORE, _LEAST = 60, 20
_RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}


class _Count(Struct):
    """What one rule found. `severity` and `title` are those of its gravest finding."""

    failed: int = 0
    waived: int = 0
    fixable: int = 0
    severity: Severity | None = None
    title: str = ""

    def add(self, one: Finding) -> None:
        if one.outcome is Outcome.FAIL:
            self.failed += 1
            self.fixable += bool(one.fix and one.fix.safe)
        else:
            self.waived += 1
        if self.severity is None or _RANKS[one.severity] < _RANKS[self.severity]:
            self.severity, self.title = one.severity, one.title


def statistics(report: Report, style: Style) -> Iterator[str]:
    """Write a row a rule that found anything, then the notes and the summary."""
    by_rule: defaultdict[str, _Count] = defaultdict(_Count)
    for finding in report.findings:
        if not finding.observed:
            by_rule[finding.rule].add(finding)
    if by_rule:
        paint = Paint(style)
        head = [
            Cell(title, paint.bold(title), right=at < _TITLES.index("severity"))
            for at, title in enumerate(_TITLES)
        ]
        # The most failures come first, then the most waived.
        rows = sorted(by_rule.items(), key=lambda row: (-row[1].failed, -row[1].waived, row[0]))
        yield from draw([head, *(_row(rule, count, style) for rule, count in rows)])
        yield "\n"
    yield from closing(report)


def _row(rule: str, count: _Count, style: Style) -> list[Cell]:
    paint = Paint(style)
    room = None if style.width is None else max(style.width - _BEFORE, _LEAST)
    assert count.severity is not None, "it counted a finding"
    severity = str(count.severity)
    return [
        Cell(f"{count.failed:,}", right=True),
        Cell(f"{count.fixable:,}" if count.fixable else "-", right=True),
        Cell(f"{count.waived:,}" if count.waived else "-", right=True),
        Cell(severity, paint.severity(count.severity, severity)),
        Cell(one_line(rule)),
        Cell(fitted(one_line(count.title), room)),
    ]
