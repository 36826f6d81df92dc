"""Counts instead of findings: how often each rule failed, most first, and how many have a fix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from policycheck.model.finding import SEVERITIES, Finding, Outcome
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


def statistics(report: Report, style: Style) -> Iterator[str]:
    """Write a row a rule that found anything, then the notes and the summary."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if not finding.observed:
            by_rule[finding.rule].append(finding)
    if by_rule:
        paint = Paint(style)
        head = [
            Cell(title, paint.bold(title), right=at < _TITLES.index("severity"))
            for at, title in enumerate(_TITLES)
        ]
        rows = sorted((_counts(found), rule) for rule, found in by_rule.items())
        yield from draw([head, *(_row(by_rule[rule], style) for _, rule in rows)])
        yield "\n"
    yield from closing(report)


def _counts(found: list[Finding]) -> tuple[int, int]:
    """What a rule is sorted by: the most failures first, then the most waived."""
    failed = sum(one.outcome is Outcome.FAIL for one in found)
    return -failed, failed - len(found)


def _row(found: list[Finding], style: Style) -> list[Cell]:
    paint = Paint(style)
    failed = [one for one in found if one.outcome is Outcome.FAIL]
    fixable = sum(1 for one in failed if one.fix and one.fix.safe)
    worst = min(found, key=lambda one: SEVERITIES.index(one.severity))
    room = None if style.width is None else max(style.width - _BEFORE, _LEAST)
    severity = str(worst.severity)
    return [
        Cell(f"{len(failed):,}", right=True),
        Cell(f"{fixable:,}" if fixable else "-", right=True),
        Cell(f"{len(found) - len(failed):,}" if len(found) > len(failed) else "-", right=True),
        Cell(severity, paint.severity(worst.severity, severity)),
        Cell(one_line(worst.rule)),
        Cell(fitted(one_line(worst.title), room)),
    ]
