"""The report for programs: version 1 of the document that `schemas/report.schema.json` describes.

Every key is always there, `fixed` and `audit` aside; what a finding does not have is null. One
finding stands on one line, so that two reports can be compared line by line and a large one is
never held in memory as text.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.errors import Problem
from policycheck.model.finding import (
    SEVERITIES,
    Authority,
    Finding,
    Fix,
    Location,
    RecordName,
    Related,
    Unknown,
)
from policycheck.model.report import Fixed, Report
from policycheck.reports.format import Format, Style
from policycheck.reports.json_audit import audit_text
from policycheck.reports.json_text import Json, array, dumps

__all__ = ["FORMAT"]

VERSION = 1


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    head: dict[str, Json] = {
        "version": VERSION,
        "tool": {"name": "policycheck", "version": report.version},
        "as_of": report.as_of,
        "policy": _policy(report),
        "summary": _summary(report),
    }
    yield "{"
    for key, value in head.items():
        yield f"{dumps(key)}: {dumps(value)},\n"
    lists: dict[str, Iterator[Json]] = {
        "findings": map(_finding, report.findings),
        "unknown": map(_unknown, report.unknown),
        "errors": map(_error, report.errors),
    }
    for key, values in lists.items():
        yield f"{dumps(key)}: "
        yield from array(values)
        yield ",\n"
    yield f'"cut": {dumps({"findings": report.cut_findings, "unknown": report.cut_unknown})},\n'
    yield f'"notes": {dumps([*report.remarks])}'
    if report.fixed is not None:
        yield f',\n"fixed": {dumps(_fixed(report.fixed))}'
    if report.audit is not None:
        yield ',\n"audit": '
        yield from audit_text(report.audit)
    yield "}\n"


def _policy(report: Report) -> Json:
    policy = report.policy
    return {"id": policy.id, "digest": policy.digest, "rules": policy.rules}


def _summary(report: Report) -> Json:
    summary = report.summary
    return {
        "records": dict(summary.records),
        "findings": {str(severity): summary.findings.get(severity, 0) for severity in SEVERITIES},
        "unknown": summary.unknown,
        "waived": summary.waived,
        "not_applicable": summary.not_applicable,
        "passed": summary.passed,
        "fixable": summary.fixable,
        "seconds": round(summary.seconds, 3),
    }


def _fixed(fixed: Fixed) -> Json:
    return {
        "written": fixed.written,
        "findings": fixed.findings,
        "edits": fixed.edits,
        "files": fixed.files,
        "not_made": fixed.not_made,
        "left_alone": [*fixed.left_alone],
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "severity": str(finding.severity),
        "outcome": str(finding.outcome),
        "message": finding.message,
        "record": _record(finding.record),
        "location": _location(finding.location),
        "related": [_related(related) for related in finding.related],
        "clause": {"path": finding.clause.path, "line": finding.clause.line},
        "authority": [_authority(authority) for authority in finding.authority],
        "remedy": finding.remedy or None,
        "fix": _fix(finding.fix) if finding.fix else None,
        "fingerprint": finding.fingerprint,
        "waiver": finding.waiver or None,
        "observed": finding.observed,
    }


def _record(record: RecordName) -> dict[str, Json]:
    return {"kind": record.kind, "id": record.id, "account": record.account or None}


def _location(location: Location) -> dict[str, Json]:
    place: dict[str, Json] = {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
        "pointer": location.pointer,
    }
    if location.field:
        place |= {"field": location.field, "character": location.character}
    return place


def _related(related: Related) -> Json:
    place = related.location
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "message": related.message,
    }


def _authority(authority: Authority) -> Json:
    return {
        "cite": authority.cite,
        "section": authority.section or None,
        "url": authority.url or None,
    }


def _fix(fix: Fix) -> Json:
    return {"location": _location(fix.location), "replacement": fix.replacement, "safe": fix.safe}


def _unknown(unknown: Unknown) -> Json:
    return {
        "rule": unknown.rule,
        "record": _record(unknown.record),
        "missing": [*unknown.missing],
        "why": unknown.why,
    }


def _error(problem: Problem) -> Json:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "help": problem.help or None,
        "id": problem.id or None,
    }


FORMAT = Format("json", "everything, for programs; described by a JSON Schema", render, True)
