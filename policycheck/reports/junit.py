"""JUnit XML, which most continuous integration servers show: a suite a file, a test case a finding.

Of a run of tests each example and each expectation of a suite is a test case, failed or not.

There is no published standard; the shape is the one that the servers agree on: `failure`, `error`
and `skipped` inside a `testcase`, counts on the suites.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from policycheck.errors import Problem
from policycheck.model.finding import Finding, Outcome, Unknown
from policycheck.model.report import Report
from policycheck.model.trials import Trials
from policycheck.reports.closing import cuts
from policycheck.reports.format import Format, Style
from policycheck.reports.undecided import reason
from policycheck.text.harmless import for_xml, one_line

__all__ = ["FORMAT"]

Result: TypeAlias = Literal["", "failure", "error", "skipped"]


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case; `result` is empty where it passed."""

    name: str
    kind: str
    result: Result = ""
    type: str = ""
    message: str = ""
    text: str = ""


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write failures as such; what is waived or could not be decided counts as skipped."""
    suites, told = _suites(report)
    passed = partial(_passed, report, told, suites)
    every = Counter(case.result for cases in suites.values() for case in cases)
    every[""] += sum(1 for _ in passed())
    seconds = f"{report.summary.seconds:.3f}"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites{_attributes(name='policycheck', **_counts(every), time=seconds)}>\n"
    for name, cases in suites.items():
        yield from _suite(name, cases)
    for record in passed():
        yield from _suite(record, [_Case(record, "record")])
    yield "</testsuites>\n"


def _suite(name: str, cases: Sequence[_Case]) -> Iterator[str]:
    counts = _counts(Counter(case.result for case in cases))
    yield f"  <testsuite{_attributes(name=name, **counts)}>\n"
    yield from map(_case, cases)
    yield "  </testsuite>\n"


def _suites(report: Report) -> tuple[dict[str, list[_Case]], AbstractSet[str]]:
    """Gather the cases by file; what has no place of its own stands under its record's id.

    Of records of which there is nothing to say only those that are called like a suite are here.
    The ids are of those of which something is said.
    """
    suites: dict[str, list[_Case]] = _trials(report, report.trials) if report.trials else {}
    told: set[str] = set()
    for finding in () if report.trials else report.findings:
        suites.setdefault(finding.location.path, []).append(_finding(finding))
        told.add(finding.record.id)
    for unknown in report.unknown:
        suites.setdefault(unknown.record.id, []).append(_unknown(unknown))
        told.add(unknown.record.id)
    for problem in report.errors:
        suites.setdefault(problem.path, []).append(_problem(problem))
    for sentence in cuts(report):
        case = _Case("policycheck", "cut", "skipped", message=sentence)
        suites.setdefault("policycheck", []).append(case)
    for record in _silent(report, told):
        if record in suites:
            suites[record].append(_Case(record, "record"))
    return suites, told


def _silent(report: Report, told: AbstractSet[str]) -> Iterator[str]:
    """The records of which there is nothing to say; what is not listed may have failed."""
    return (one for one in (() if cuts(report) else report.records) if one not in told)


def _passed(report: Report, told: AbstractSet[str], suites: Container[str]) -> Iterator[str]:
    """Those of them that are a suite of their own. They may be many, and none is kept."""
    return (one for one in _silent(report, told) if one not in suites)


def _trials(report: Report, trials: Trials) -> dict[str, list[_Case]]:
    """Gather the tests by file, under names that do not change with the lines they stand on."""
    failed = {(one.location.path, one.record.id): one for one in report.findings}
    suites: dict[str, list[_Case]] = {}
    for trial in trials.cases:
        finding = failed.get((trial.path, trial.name))
        case = _finding(finding) if finding else _Case("", "")
        suites.setdefault(trial.path, []).append(replace(case, name=trial.name, kind=trial.rule))
    return suites


def _finding(finding: Finding) -> _Case:
    place = str(finding.location)
    name, message = f"{finding.rule} {place}", finding.message
    if finding.outcome is Outcome.WAIVED:
        by = f" ({finding.waiver})" if finding.waiver else ""
        return _Case(name, finding.rule, "skipped", message=f"waived: {message}{by}")
    remedy = f"\nhelp: {one_line(finding.remedy)}" if finding.remedy else ""
    text = f"{one_line(place)}: {one_line(message)}{remedy}"
    return _Case(name, finding.rule, "failure", str(finding.severity), message, text)


def _unknown(unknown: Unknown) -> _Case:
    name = f"{unknown.rule} {unknown.record.id}"
    return _Case(name, unknown.rule, "skipped", message=f"unknown: {reason(unknown)}")


def _problem(problem: Problem) -> _Case:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return _Case(place, "input", "error", "input", problem.message, one_line(problem.help))


def _counts(results: Counter[Result]) -> dict[str, str]:
    return {
        "tests": str(results.total()),
        "failures": str(results["failure"]),
        "errors": str(results["error"]),
        "skipped": str(results["skipped"]),
    }


def _case(case: _Case) -> str:
    opening = f"    <testcase{_attributes(name=case.name, classname=f'policycheck.{case.kind}')}"
    if not case.result:
        return f"{opening}/>\n"
    kind = {"type": case.type} if case.type else {}
    inner = f"<{case.result}{_attributes(message=case.message, **kind)}"
    text = escape(for_xml(case.text))
    inner += f">{text}</{case.result}>" if text else "/>"
    return f"{opening}>\n      {inner}\n    </testcase>\n"


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(for_xml(one_line(text)))}" for name, text in values.items())


FORMAT = Format("junit", "JUnit XML, for continuous integration servers", render, True)
