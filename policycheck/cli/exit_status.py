"""The exit status of a check: the same for every format."""

from __future__ import annotations

from policycheck.model.finding import SEVERITIES, Severity
from policycheck.model.report import Report

__all__ = ["exit_status"]

CLEAN, FOUND, UNDONE, INTERRUPTED = 0, 1, 2, 130


def exit_status(report: Report, fail_on: tuple[str, ...]) -> int:
    """2 where not all could be done, 1 where something weighs enough, else 0.

    130 where somebody interrupted it.
    """
    if report.interrupted:
        return INTERRUPTED
    if report.errors:
        return UNDONE
    counts = report.summary.findings
    for wanted in fail_on:
        if wanted == "unknown" and report.summary.unknown:
            return FOUND
        if wanted in ("unknown", "never"):
            continue
        enough = SEVERITIES[: SEVERITIES.index(Severity(wanted)) + 1]
        if any(counts.get(severity, 0) for severity in enough):
            return FOUND
    return CLEAN
