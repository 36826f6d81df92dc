"""SARIF 2.1.0, for code scanning services and editors.

Source of the shape: OASIS SARIF 2.1.0 (errata 01); of what a service insists on: GitHub's "SARIF
support for code scanning", seen 2026-11. A failure has kind `fail` and a level; what asks a person,
informs or could not be decided has a kind of its own and level `none`. A fix is given where a file
takes its words as they are; where they need quotes or escapes, `check --fix` knows how.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policycheck.errors import Problem
from policycheck.mistakes import MISTAKES
from policycheck.model.finding import Accepted, Finding, Outcome, Unknown
from policycheck.model.report import Report, RuleInForce
from policycheck.reports.fingerprints import of_unknown
from policycheck.reports.format import Format, Style
from policycheck.reports.json_text import Json, array, dumps, joined
from policycheck.reports.sarif_limits import MOST_PROBLEMS, Cut, fitting, most_severe
from policycheck.reports.sarif_place import change, file, physical, point, utf16
from policycheck.reports.sarif_rule import KINDS, LEVELS, descriptor
from policycheck.reports.undecided import reason

__all__ = ["FORMAT"]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(report: Report, style: Style) -> Iterator[str]:
    """Write one run: the tool with its rules, what went wrong, and a result a line."""
    head = "".join(_head_of_run(report))
    results, cut = _results(report, style, head)
    invocation = dumps(_invocation(report, style, cut))
    if cut.sentence:
        style.tell(f"sarif: {cut.sentence}")
    yield head
    yield f'"invocations": [{invocation}],\n'
    yield f'"properties": {dumps(_properties(report))},\n"results": '
    yield from joined(results)
    yield "}]}\n"


def _head_of_run(report: Report) -> Iterator[str]:
    yield f'{{"$schema": {dumps(SCHEMA)}, "version": "2.1.0", "runs": [{{\n"tool": {{"driver": {{'
    yield f'"name": "policycheck", "version": {dumps(report.version)},\n"rules": '
    yield from array(map(descriptor, report.rules))
    if known := {problem.id for problem in report.errors if problem.id}:
        yield f',\n"notifications": {dumps([_sort_of_problem(id_) for id_ in sorted(known)])}'
    yield '}},\n"columnKind": "utf16CodeUnits",\n'


def _sort_of_problem(id_: str) -> Json:
    """Describe an entry of the registry of mistakes, by which a notification says what it is."""
    known = MISTAKES.get(id_)
    if known is None:
        return {"id": id_}
    return {
        "id": id_,
        "shortDescription": {"text": known.meaning},
        "help": {"text": known.remedy},
        "defaultConfiguration": {"level": "error"},
    }


def _invocation(report: Report, style: Style, cut: Cut) -> dict[str, Json]:
    notes: list[Json] = [{"level": "note", "message": {"text": note}} for note in report.remarks]
    said = [cut.sentence] if cut.sentence else []
    more = len(report.errors) - MOST_PROBLEMS
    if more > 0:
        said.append(f"{more:,} problems more, all on standard error")
    told = [_notification(problem, style) for problem in report.errors[:MOST_PROBLEMS]]
    warnings: list[Json] = [{"level": "warning", "message": {"text": one}} for one in said]
    return {
        "executionSuccessful": not report.errors,
        "toolExecutionNotifications": [*told, *warnings, *notes],
    }


def _notification(problem: Problem, style: Style) -> Json:
    text = f"{problem.message}; {problem.help}" if problem.help else problem.message
    column = utf16(problem.excerpt, problem.column)
    region: dict[str, Json] = {"startLine": problem.line, "startColumn": column}
    place = physical(file(problem.path, style), region)
    known: dict[str, Json] = {"descriptor": {"id": problem.id}} if problem.id else {}
    return {"level": "error", "message": {"text": text}, "locations": [place], **known}


def _properties(report: Report) -> dict[str, Json]:
    return {
        "policy": {"id": report.policy.id, "digest": report.policy.digest},
        "cut": {"findings": report.cut_findings, "unknown": report.cut_unknown},
    }


def _results(report: Report, style: Style, head: str) -> tuple[list[str], Cut]:
    """The results as text, in the order of the report; beyond the limits the most severe ones.

    The report is walked twice, so that no more is held than what is listed.
    """
    ranks = {number: rank for rank, number in enumerate(most_severe(_entries(report)))}
    rules = {rule.id: (index, rule) for index, rule in enumerate(report.rules)}
    seen: Counter[str] = Counter()
    found: list[tuple[int, str]] = []
    for number, entry in enumerate(_entries(report)):
        if isinstance(entry, Finding):
            seen[entry.fingerprint] += 1  # the how-manieth with its fingerprint it is
        if number in ranks:
            index, rule = rules.get(entry.rule, (None, None))
            result = (
                _unknown(entry, index, rule, style)
                if isinstance(entry, Unknown)
                else _finding(entry, index, seen[entry.fingerprint], style)
            )
            found.append((ranks[number], dumps(result)))
    kept = fitting(head, [text for _, text in sorted(found)])
    listed = [text for rank, text in found if rank < kept]
    return listed, Cut(len(report.findings) + len(report.unknown), kept)


def _entries(report: Report) -> Iterator[Finding | Unknown]:
    yield from report.findings
    yield from report.unknown


def _finding(finding: Finding, index: int | None, occurrence: int, style: Style) -> Json:
    """Write a result; the hash that GitHub matches by is ours, which survives moved lines."""
    result: dict[str, Json] = {
        **_head(finding.rule, index, KINDS[finding.severity], LEVELS[finding.severity]),
        "message": {"text": finding.message},
        "locations": [point(finding.location, style)],
        "relatedLocations": _related(finding, style),
        "partialFingerprints": {
            "policycheck/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:{occurrence}",
        },
    }
    if finding.fix is not None and finding.fix.verbatim:
        result["fixes"] = [change(finding.fix, style)]
    if finding.outcome is Outcome.WAIVED:
        where = "inSource" if finding.accepted is Accepted.COMMENT else "external"
        waived: dict[str, Json] = {"kind": where, "status": "accepted"}
        justification: dict[str, Json] = {"justification": finding.waiver} if finding.waiver else {}
        result["suppressions"] = [waived | justification]
    return result


def _head(rule: str, index: int | None, kind: str, level: str) -> dict[str, Json]:
    known: dict[str, Json] = {} if index is None else {"ruleIndex": index}
    return {"ruleId": rule, **known, "kind": kind, "level": level}


def _related(finding: Finding, style: Style) -> Json:
    """List the places that explain the finding, the clause of the policy as the last one."""
    clause = finding.clause
    places = [(point(related.location, style), related.message) for related in finding.related]
    places.append((physical(file(clause.path, style), {"startLine": clause.line}), clause.title))
    return [
        {"id": number, **place, "message": {"text": message}}
        for number, (place, message) in enumerate(places, start=1)
    ]


def _unknown(unknown: Unknown, index: int | None, rule: RuleInForce | None, style: Style) -> Json:
    """Write an open result. It stands at the clause: services refuse a result without a file."""
    record = unknown.record
    named: dict[str, Json] = {
        "logicalLocations": [{"fullyQualifiedName": record.id, "kind": record.kind}]
    }
    place: dict[str, Json] = {}
    if rule:
        place = physical(file(rule.clause.path, style), {"startLine": rule.clause.line})
    digest = of_unknown(unknown)[:16]
    return {
        **_head(unknown.rule, index, "open", "none"),
        "message": {"text": f"{record.id}: {reason(unknown)}"},
        "locations": [{**place, **named}],
        "partialFingerprints": {"policycheck/v1": digest, "primaryLocationLineHash": f"{digest}:1"},
    }


FORMAT = Format("sarif", "SARIF 2.1.0, for code scanning and editors", render, True)
