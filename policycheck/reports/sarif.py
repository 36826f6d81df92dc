"""SARIF 2.1.0, for code scanning services and editors.

Source of the shape: OASIS SARIF 2.1.0 (errata 01); of what a service insists on: GitHub's "SARIF
support for code scanning", seen 2026-11. A failure has kind `fail` and a level; what asks a person,
informs or could not be decided has a kind of its own and level `none`. A fix is given where a file
takes its words as they are; where they need quotes or escapes, `check --fix` knows how.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from policycheck.errors import Problem
from policycheck.model.finding import Accepted, Finding, Outcome, Unknown
from policycheck.model.report import Report, RuleInForce
from policycheck.reports.format import Format, Style
from policycheck.reports.json_text import Json, array, dumps
from policycheck.reports.sarif_place import change, file, physical, point
from policycheck.reports.sarif_rule import KINDS, LEVELS, descriptor
from policycheck.reports.undecided import reason

__all__ = ["FORMAT"]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write one run: the tool with its rules, what went wrong, and a result a line."""
    yield f'{{"$schema": {dumps(SCHEMA)}, "version": "2.1.0", "runs": [{{\n"tool": {{"driver": {{'
    yield f'"name": "policycheck", "version": {dumps(report.version)},\n"rules": '
    yield from array(map(descriptor, report.rules))
    yield '}},\n"columnKind": "utf16CodeUnits",\n'
    yield f'"invocations": [{dumps(_invocation(report))}],\n'
    yield f'"properties": {dumps(_properties(report))},\n"results": '
    yield from array(_results(report))
    yield "}]}\n"


def _invocation(report: Report) -> dict[str, Json]:
    notes: list[Json] = [{"level": "note", "message": {"text": note}} for note in report.notes]
    return {
        "executionSuccessful": not report.errors,
        "toolExecutionNotifications": [*map(_notification, report.errors), *notes],
    }


def _notification(problem: Problem) -> Json:
    text = f"{problem.message}; {problem.help}" if problem.help else problem.message
    place = physical(file(problem.path), {"startLine": problem.line, "startColumn": problem.column})
    return {"level": "error", "message": {"text": text}, "locations": [place]}


def _properties(report: Report) -> dict[str, Json]:
    return {
        "policy": {"id": report.policy.id, "digest": report.policy.digest},
        "cut": {"findings": report.cut_findings, "unknown": report.cut_unknown},
    }


def _results(report: Report) -> Iterator[Json]:
    rules = {rule.id: (index, rule) for index, rule in enumerate(report.rules)}
    seen: Counter[str] = Counter()
    for finding in report.findings:
        seen[finding.fingerprint] += 1
        index, _ = rules.get(finding.rule, (None, None))
        yield _finding(finding, index, seen[finding.fingerprint])
    for unknown in report.unknown:
        yield _unknown(unknown, *rules.get(unknown.rule, (None, None)))


def _finding(finding: Finding, index: int | None, occurrence: int) -> Json:
    """Write a result; the hash that GitHub matches by is ours, which survives moved lines."""
    result: dict[str, Json] = {
        **_head(finding.rule, index, KINDS[finding.severity], LEVELS[finding.severity]),
        "message": {"text": finding.message},
        "locations": [point(finding.location)],
        "relatedLocations": _related(finding),
        "partialFingerprints": {
            "policycheck/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:{occurrence}",
        },
    }
    if finding.fix is not None and finding.fix.verbatim:
        result["fixes"] = [change(finding.fix)]
    if finding.outcome is Outcome.WAIVED:
        where = "inSource" if finding.accepted is Accepted.COMMENT else "external"
        waived: dict[str, Json] = {"kind": where, "status": "accepted"}
        justification: dict[str, Json] = {"justification": finding.waiver} if finding.waiver else {}
        result["suppressions"] = [waived | justification]
    return result


def _head(rule: str, index: int | None, kind: str, level: str) -> dict[str, Json]:
    known: dict[str, Json] = {} if index is None else {"ruleIndex": index}
    return {"ruleId": rule, **known, "kind": kind, "level": level}


def _related(finding: Finding) -> Json:
    """List the places that explain the finding, the clause of the policy as the last one."""
    clause = finding.clause
    places = [(point(related.location), related.message) for related in finding.related]
    places.append((physical(file(clause.path), {"startLine": clause.line}), clause.title))
    return [
        {"id": number, **place, "message": {"text": message}}
        for number, (place, message) in enumerate(places, start=1)
    ]


def _unknown(unknown: Unknown, index: int | None, rule: RuleInForce | None) -> Json:
    """Write an open result. It stands at the clause: services refuse a result without a file."""
    record = unknown.record
    named: dict[str, Json] = {
        "logicalLocations": [{"fullyQualifiedName": record.id, "kind": record.kind}]
    }
    place = physical(file(rule.clause.path), {"startLine": rule.clause.line}) if rule else {}
    name = f"unknown\n{unknown.rule}\n{record.kind}\n{record.id}"
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return {
        **_head(unknown.rule, index, "open", "none"),
        "message": {"text": f"{record.id}: {reason(unknown)}"},
        "locations": [{**place, **named}],
        "partialFingerprints": {"policycheck/v1": digest, "primaryLocationLineHash": f"{digest}:1"},
    }


FORMAT = Format("sarif", "SARIF 2.1.0, for code scanning and editors", render, True)
