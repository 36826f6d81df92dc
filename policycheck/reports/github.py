"""Workflow commands, which GitHub Actions shows as annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.errors import Problem
from policycheck.model.finding import Finding, Location, Outcome, Severity
from policycheck.model.report import Report
from policycheck.reports.closing import cuts
from policycheck.reports.format import Format, Style
from policycheck.reports.in_repository import in_repository
from policycheck.reports.undecided import by_cause
from policycheck.text.harmless import for_github, one_line

__all__ = ["FORMAT"]

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.REVIEW: "notice",
    Severity.INFO: "notice",
}


def render(report: Report, style: Style) -> Iterator[str]:
    """Write a command for each finding, each cause of undecided rules and each error."""
    for finding in report.to_read:
        waived = finding.outcome is Outcome.WAIVED
        yield _waived(finding, style) if waived else _finding(finding, style)
    for undecided in by_cause(report.unknown):
        rules = ", ".join(undecided.rules)
        alone = len(undecided.rules) == 1
        title = {"title": f"unknown {rules}" if alone else "unknown"}
        more = [] if alone else [f"rules: {rules}"]
        yield _command("notice", title, undecided.message, *more, f"records: {undecided.records}")
    for problem in report.errors:
        yield _problem(problem, style)
    for sentence in cuts(report):
        yield _command("notice", {"title": "policycheck"}, sentence)


def _finding(finding: Finding, style: Style) -> str:
    properties = {"title": f"{finding.rule} {finding.title}", **_place(finding.location, style)}
    remedy = f"help: {finding.remedy}" if finding.remedy else ""
    return _command(_COMMANDS[finding.severity], properties, finding.message, remedy)


def _waived(finding: Finding, style: Style) -> str:
    properties = {
        "title": f"waived {finding.rule} {finding.title}",
        **_place(finding.location, style),
    }
    by = f"waiver: {finding.waiver}" if finding.waiver else ""
    return _command("notice", properties, finding.message, by)


def _problem(problem: Problem, style: Style) -> str:
    place = {
        "file": in_repository(problem.path, style),
        "line": str(problem.line),
        "col": str(problem.column),
    }
    return _command("error", {"title": "policycheck", **place}, problem.message, problem.help)


def _place(location: Location, style: Style) -> dict[str, str]:
    """File, lines and columns; GitHub takes columns only where the place is within one line."""
    lines = {"line": str(location.line), "endLine": str(location.end_line)}
    columns = {"col": str(location.column), "endColumn": str(location.end_column)}
    within = location.line == location.end_line
    return {"file": in_repository(location.path, style), **lines, **(columns if within else {})}


def _command(name: str, properties: dict[str, str], *lines: str) -> str:
    """One command. Line ends are ours between the lines of a message; those within are shown."""
    values = [f"{key}={for_github(one_line(text), prop=True)}" for key, text in properties.items()]
    message = for_github("\n".join(one_line(line) for line in lines if line))
    return f"::{name} {','.join(values)}::{message}\n"


FORMAT = Format("github", "annotations in GitHub Actions", render, True)
