"""Diagnostics for reviewdog, which comments on changes in whatever service reviews them.

Source of the shape: reviewdog's `proto/rdf/reviewdog.proto`, seen 2026-11: columns count bytes of
UTF-8 from 1, and an end is past the last. Paths are relative to the project, as reviewdog takes
them from the folder that it runs in. Columns need the source line: without it the whole line is
meant. A fix is a suggestion where what is to be written stands for itself in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.errors import Problem
from policycheck.model.finding import Authority, Finding, Fix, Location, Outcome, Severity
from policycheck.model.report import Report
from policycheck.reports.closing import cuts
from policycheck.reports.format import Format, Style
from policycheck.reports.json_text import Json, array
from policycheck.reports.undecided import reason

__all__ = ["FORMAT"]

SEVERITIES = {
    Severity.ERROR: "ERROR",
    Severity.WARNING: "WARNING",
    Severity.REVIEW: "INFO",
    Severity.INFO: "INFO",
}
#: What would have to be escaped in a cell or a string; such a fix is left to the person.
_NEEDS_ESCAPES = re.compile(r"""["'\\,\n\r\t]|: | \#""")


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    yield '{"source": {"name": "policycheck"}, "diagnostics": '
    yield from array(_diagnostics(report))
    yield "}\n"


def _diagnostics(report: Report) -> Iterator[Json]:
    for problem in report.errors:
        yield _problem(problem)
    for finding in report.to_read:
        yield _finding(finding)
    rules = {rule.id: rule for rule in report.rules}
    for unknown in report.unknown:
        rule = rules.get(unknown.rule)
        entry: dict[str, Json] = {
            "message": f"unknown: {unknown.record.id}: {reason(unknown)}",
            "severity": "INFO",
            "code": _code(unknown.rule, rule.authority if rule else ()),
        }
        if rule:
            entry["location"] = _lines(rule.clause.path, rule.clause.line)
        yield entry
    for sentence in (*cuts(report), *report.remarks):
        yield {"message": f"note: {sentence}", "severity": "INFO"}


def _finding(finding: Finding) -> Json:
    words = [finding.message, *([f"help: {finding.remedy}"] if finding.remedy else [])]
    severity = "INFO" if finding.observed else SEVERITIES[finding.severity]
    if finding.outcome is Outcome.WAIVED:
        by = f" ({finding.waiver})" if finding.waiver else ""
        words, severity = [f"waived: {finding.message}{by}"], "INFO"
    place: dict[str, Json] = {
        "path": finding.location.path,
        "range": _range(finding.location),
    }
    return {
        "message": "\n".join(words),
        "location": place,
        "severity": severity,
        "code": _code(finding.rule, finding.authority),
        **_suggestions(finding.fix, finding.location),
    }


def _suggestions(fix: Fix | None, beside: Location) -> dict[str, Json]:
    """What to write instead; nothing where it cannot be put into the file as it stands."""
    if fix is None or fix.location.path != beside.path:
        return {}
    held = dict(fix.location.excerpt.lines)
    exact = fix.location.line in held and fix.location.end_line in held
    if not exact or (fix.location.field and _NEEDS_ESCAPES.search(fix.replacement)):
        return {}
    return {"suggestions": [{"range": _range(fix.location), "text": fix.replacement}]}


def _problem(problem: Problem) -> Json:
    words = [problem.message, *([f"help: {problem.help}"] if problem.help else [])]
    start: dict[str, Json] = {"line": problem.line}
    if problem.excerpt:
        start["column"] = _bytes(problem.excerpt, problem.column)
    return {
        "message": "\n".join(words),
        "location": {"path": problem.path, "range": {"start": start}},
        "severity": "ERROR",
        "code": {"value": problem.id or "policycheck"},
    }


def _range(location: Location) -> Json:
    """The range in bytes, or whole lines where a source line is not at hand."""
    held = dict(location.excerpt.lines)
    if location.line not in held or location.end_line not in held:
        return {"start": {"line": location.line}, "end": {"line": location.end_line}}
    return {
        "start": _position(held, location.line, location.column),
        "end": _position(held, location.end_line, location.end_column),
    }


def _position(held: dict[int, str], line: int, column: int) -> Json:
    return {"line": line, "column": _bytes(held[line], column)}


def _bytes(line: str, column: int) -> int:
    """Convert a column of code points to one of bytes, both from 1."""
    return len(line[: column - 1].encode("utf-8", "surrogatepass")) + 1


def _lines(path: str, line: int) -> Json:
    return {"path": path, "range": {"start": {"line": line}}}


def _code(rule: str, authority: tuple[Authority, ...]) -> Json:
    url = next((one.url for one in authority if one.url), "")
    return {"value": rule, "url": url} if url else {"value": rule}


FORMAT = Format("rdjson", "diagnostics for reviewdog, with suggestions", render, True)
