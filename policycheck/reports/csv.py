"""One row a finding, for spreadsheets, in which no text can become a formula.

The titles of the columns never change and none is left out. What is waived, unknown, noted or could
not be done has rows of its own: `outcome` says which. The file begins with a byte order mark: by it
Excel knows UTF-8, without it a quotation mark is shown as three letters; programs read `utf-8-sig`,
or the json format. Every text is quoted, also where nothing in it asks for that, so that a program
with another separator does not find cells in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from policycheck.errors import Problem
from policycheck.model.finding import Finding, Outcome, Unknown
from policycheck.model.report import Report, RuleInForce
from policycheck.reports.closing import cuts
from policycheck.reports.format import Format, Style
from policycheck.reports.undecided import reason
from policycheck.text.spreadsheet_cell import for_spreadsheet

__all__ = ["COLUMNS", "FORMAT"]

#: The columns, in their order. `line` and `column` count from 1, in the file.
COLUMNS = (
    *("outcome", "severity", "rule", "title", "message", "remedy"),
    *("kind", "record", "account", "path", "line", "column"),
    *("authority", "clause", "waiver", "fingerprint"),
)
_BOM = "\ufeff"

Row = dict[str, str | int]


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    yield _BOM + _line(COLUMNS)
    for row in _rows(report):
        yield _line([row.get(name, "") for name in COLUMNS])


def _rows(report: Report) -> Iterator[Row]:
    """What could not be done first, then what was found, then what could not be decided."""
    yield from map(_problem, report.errors)
    yield from map(_finding, report.findings)
    rules = {rule.id: rule for rule in report.rules}
    for unknown in report.unknown:
        yield _unknown(unknown, rules.get(unknown.rule))
    for sentence in (*cuts(report), *report.remarks):
        yield {"outcome": "note", "message": sentence}


def _finding(finding: Finding) -> Row:
    place = finding.location
    tried = finding.observed and finding.outcome is Outcome.FAIL
    return {
        "outcome": "observed" if tried else str(finding.outcome),
        "severity": str(finding.severity),
        "rule": finding.rule,
        "title": finding.title,
        "message": finding.message,
        "remedy": finding.remedy,
        "kind": finding.record.kind,
        "record": finding.record.id,
        "account": finding.record.account,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "authority": "; ".join(
            ", ".join(filter(None, (one.cite, one.section))) for one in finding.authority
        ),
        "clause": f"{finding.clause.path}:{finding.clause.line}",
        "waiver": finding.waiver,
        "fingerprint": finding.fingerprint,
    }


def _unknown(unknown: Unknown, rule: RuleInForce | None) -> Row:
    row: Row = {
        "outcome": str(Outcome.UNKNOWN),
        "rule": unknown.rule,
        "message": reason(unknown),
        "kind": unknown.record.kind,
        "record": unknown.record.id,
        "account": unknown.record.account,
    }
    if rule:
        row |= {"title": rule.title, "clause": f"{rule.clause.path}:{rule.clause.line}"}
    return row


def _problem(problem: Problem) -> Row:
    return {
        "outcome": "problem",
        "rule": problem.id,
        "message": problem.message,
        "remedy": problem.help,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
    }


def _line(cells: Sequence[str | int]) -> str:
    safe = [one if isinstance(one, int) else for_spreadsheet(one) for one in cells]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).writerow(safe)
    return text.getvalue()


FORMAT = Format("csv", "a row a finding, for spreadsheets", render, True)
