"""The last line: what was checked and what came of it; silence must not pass for health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policycheck.model.finding import Severity
from policycheck.model.report import Fixed, Report, Summary

if TYPE_CHECKING:
    from policycheck.model.trials import Trials

__all__ = ["counted", "results", "summary_line"]

_PLURALS = {"person": "people", "strategy": "strategies"}
_WORDS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.REVIEW: ("to review", "to review"),
    Severity.INFO: ("info", "info"),
}


def counted(number: int, noun: str) -> str:
    """`1 post`, `41 posts`, `1,200 people`."""
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"


def summary_line(report: Report) -> str:
    """One sentence without a line end: records and rules, then every count that is not zero."""
    if report.trials is not None:
        return _ran(report, report.trials)
    records = [counted(count, kind) for kind, count in report.summary.records.items() if count]
    checked = ", ".join(records) or "no records"
    rules = report.against or counted(report.policy.rules, "rule")
    came = ", ".join(results(report.summary))
    left = f" ({report.left_out})" if report.left_out else ""
    sentence = f"Checked {checked}{left} against {rules}: {came}{_fixed(report.fixed)}"
    return f"{sentence} in {report.summary.seconds:.2f} s"


def _fixed(fixed: Fixed | None) -> str:
    """`, fixed 3 in 2 files`, or what could be; nothing where nobody asked."""
    if fixed is None:
        return ""
    did = "fixed" if fixed.written else "would fix"
    if not fixed.findings:
        return f", {did} nothing"
    return f", {did} {fixed.findings:,} in {counted(fixed.files, 'file')}"


def _ran(report: Report, trials: Trials) -> str:
    """The same of tests: `Ran 12 examples and 1 suite of 4 rules: all validated in 0.10 s`."""
    from policycheck.model.trials import Word

    done = [counted(trials.examples, "example")] if trials.examples else []
    done += [counted(trials.suites, "suite")] if trials.suites else []
    words = [f"{trials.words[word]:,} {word}" for word in Word if trials.words.get(word)]
    if report.errors:
        words.append(counted(len(report.errors), "problem"))
    elif len(words) == 1 and not report.findings:
        words = ["all validated"]
    came = ", ".join(words) or "nothing to select from"
    ran = " and ".join(done) or "no tests"
    seconds = report.summary.seconds
    return f"Ran {ran} of {counted(trials.rules, 'rule')}: {came} in {seconds:.2f} s"


def results(summary: Summary) -> list[str]:
    """Each count that is not zero, with its noun: `2 errors`, `1 to review`, `4 unknown`."""
    words = []
    for severity, (one, more) in _WORDS.items():
        if count := summary.findings.get(severity, 0):
            words.append(f"{count:,} {one if count == 1 else more}")
    words = words or ["no findings"]
    if summary.unknown:
        words.append(f"{summary.unknown:,} unknown")
    if summary.waived:
        words.append(f"{summary.waived:,} waived")
    if summary.fixable:
        words[-1] += f" ({summary.fixable:,} fixable with --fix)"
    return words
