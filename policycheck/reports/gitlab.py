"""Code Quality for GitLab: issues in merge requests, at the lines that they are about.

Source of the shape: GitLab's "Code Quality report format", seen 2026-11: an array of issues with
`description`, `check_name`, a `fingerprint` that is unique, `severity`, and `location` with `path`
(from the root of the repository) and `lines.begin`. GitLab shows no check_name, so the rule stands
in the description too. There is nothing but issues: what is waived, could not be decided or is to
be noted is one of severity info, and what could not be read or used is a blocker.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.errors import Problem
from policycheck.model.finding import Clause, Finding, Outcome, Severity
from policycheck.model.report import Report
from policycheck.reports.closing import cuts
from policycheck.reports.fingerprints import Distinct, of_text, of_unknown
from policycheck.reports.format import Format, Style
from policycheck.reports.in_repository import in_repository
from policycheck.reports.json_text import Json, array
from policycheck.reports.undecided import reason
from policycheck.text.harmless import one_line

__all__ = ["FORMAT"]

SEVERITIES = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.REVIEW: "minor",
    Severity.INFO: "info",
}
_TOOL = "policycheck"


def render(report: Report, style: Style) -> Iterator[str]:
    yield from array(_issues(report, style))
    yield "\n"


def _issues(report: Report, style: Style) -> Iterator[Json]:
    distinct = Distinct()
    for problem in report.errors:
        yield _problem(problem, distinct, style)
    for finding in report.to_read:
        yield _finding(finding, distinct, style)
    clauses = {rule.id: rule.clause for rule in report.rules}
    for unknown in report.unknown:
        clause = clauses.get(unknown.rule)
        words = f"{unknown.rule}: unknown: {unknown.record.id}: {reason(unknown)}"
        place = _at(clause, style)
        yield _issue(unknown.rule, words, distinct(of_unknown(unknown)), "info", place)
    anywhere = _at(None, style)
    for sentence in (*cuts(report), *report.remarks):
        yield _issue(_TOOL, f"note: {sentence}", distinct(of_text(sentence)), "info", anywhere)


def _finding(finding: Finding, distinct: Distinct, style: Style) -> Json:
    remedy = f"; help: {finding.remedy}" if finding.remedy else ""
    words = f"{finding.rule}: {finding.message}{remedy}"
    severity = SEVERITIES[finding.severity]
    if finding.outcome is Outcome.WAIVED:
        by = f" ({finding.waiver})" if finding.waiver else ""
        words, severity = f"{finding.rule}: waived: {finding.message}{by}", "info"
    elif finding.observed:
        severity = "info"
    place = (in_repository(finding.location.path, style), finding.location.line)
    return _issue(finding.rule, words, distinct(finding.fingerprint), severity, place)


def _problem(problem: Problem, distinct: Distinct, style: Style) -> Json:
    name = problem.id or _TOOL
    words = f"{problem.message}; {problem.help}" if problem.help else problem.message
    mark = distinct(of_text("problem", problem.path, name, problem.message))
    place = (in_repository(problem.path, style), problem.line)
    return _issue(name, f"could not be done: {words}", mark, "blocker", place)


def _at(clause: Clause | None, style: Style) -> tuple[str, int]:
    """The place of what has none in a record: the clause, else the project file."""
    if clause is None:
        return in_repository("policycheck.yaml", style), 1
    return in_repository(clause.path, style), clause.line


def _issue(name: str, words: str, mark: str, severity: str, place: tuple[str, int]) -> Json:
    path, line = place
    return {
        "description": one_line(words),
        "check_name": name,
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }


FORMAT = Format("gitlab", "Code Quality issues in GitLab merge requests", render, True)
