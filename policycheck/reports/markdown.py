"""The summary of a job, or a comment on a pull request: the verdict first, then tables.

It is no longer than a comment on GitHub may be (65,536 characters; a job summary may have 1 MiB,
and is no place for more either), so the most severe findings come first, and what there was no room
for is counted. Everything from a record is text: no link, no mention, no markup.
Source of the limits: GitHub's documentation of job summaries and of its API, seen 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from policycheck.errors import Problem
from policycheck.model.finding import SEVERITIES, Authority, Finding, Outcome
from policycheck.model.report import Report
from policycheck.reports.closing import cuts
from policycheck.reports.format import Format, Style
from policycheck.reports.summary import counted, results, summary_line
from policycheck.reports.undecided import Undecided, by_cause
from policycheck.text.markdown_cell import code_in_markdown, for_markdown

__all__ = ["FORMAT", "LIMIT"]

#: Bytes of UTF-8, of which a character has one at least; a part is kept for what is said last.
LIMIT, _RESERVE = 65_536, 6_000
#: More rows than this there is never room for: each has at least sixteen characters of its own.
_MOST_ROWS = LIMIT // 16
#: No cell has more characters of a record than this.
_LONGEST = 600
#: The titles of the columns.
_PROBLEM = ("Where", "What", "What to do")
_FINDING = ("Severity", "Rule", "Where", "What is wrong", "What to do")
_WAIVED = ("Rule", "Where", "What is accepted", "By what")
_UNDECIDED = ("What", "Why", "Rules", "Records")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with a heading; one that is folded is opened by a click.

    `rows` are as many of its `count` as there may be room for, or more.
    """

    heading: str
    titles: Sequence[str]
    rows: Iterable[Sequence[str]]
    count: int
    folded: bool = False


def render(report: Report, style: Style) -> Iterator[str]:
    """Write the verdict, what could not be done, what fails, what is accepted or undecided."""
    head = f"## {_verdict(report)}\n\n{for_markdown(summary_line(report))}\n"
    yield head
    notes = "".join(f"\n- note: {_cell(one)}" for one in (*cuts(report), *report.notes))
    notes = _fitted(notes, _RESERVE // 2)
    room = LIMIT - _RESERVE - _size(head)
    for table in _tables(report):
        text, cut = _written(table, room)
        room -= _size(text)
        if cut:
            style.tell(f"markdown: {table.heading}: {cut} than there is room for")
        yield text
    yield f"{notes}\n" if notes else ""


def _verdict(report: Report) -> str:
    """What matters most, in a heading: `policycheck: 2 errors, 1 warning`."""
    if report.errors:
        undone = f"not all could be done ({counted(len(report.errors), 'problem')})"
        return f"policycheck: {undone}; {', '.join(results(report.summary))}"
    return f"policycheck: {', '.join(results(report.summary))}"


def _tables(report: Report) -> Iterator[_Table]:
    if report.errors:
        heading = f"{counted(len(report.errors), 'problem')}: not all could be done"
        yield _Table(heading, _PROBLEM, map(_problem, report.errors), len(report.errors))
    waived = sum(one.outcome is Outcome.WAIVED for one in report.to_read)
    failed = sum(1 for _ in report.to_read) - waived
    if failed:
        heading = counted(failed, "finding")
        yield _Table(heading, _FINDING, map(_finding, _severest(report, waived=False)), failed)
    if waived:
        rows = map(_waived, _severest(report, waived=True))
        yield _Table(f"{waived:,} waived", _WAIVED, rows, waived, folded=True)
    if report.unknown:
        heading = f"{report.summary.unknown:,} could not be decided"
        causes = by_cause(report.unknown)
        yield _Table(heading, _UNDECIDED, map(_undecided, causes), len(causes), folded=True)


def _severest(report: Report, *, waived: bool) -> list[Finding]:
    """As many findings as there may be room for, the gravest first; places keep their order."""
    ranks = {severity: rank for rank, severity in enumerate(SEVERITIES)}
    wanted = (one for one in report.to_read if (one.outcome is Outcome.WAIVED) is waived)
    return nsmallest(_MOST_ROWS, wanted, key=lambda one: ranks[one.severity])


def _written(table: _Table, room: int) -> tuple[str, str]:
    """The table as far as there is room, and in words how many rows had none."""
    head = f"\n<details><summary>{table.heading}</summary>\n" if table.folded else ""
    head = head or f"\n### {table.heading}\n"
    head += f"\n{_row(table.titles)}{_row(['---'] * len(table.titles))}"
    left = room - _size(head)
    kept: list[str] = []
    for row in map(_row, table.rows):
        left -= _size(row)
        if left < 0:
            break
        kept.append(row)
    text = head + "".join(kept) if kept else f"\n### {table.heading}\n"
    more = ""
    if len(kept) < table.count:
        more = f"{counted(table.count - len(kept), 'row')} more"
        text += f"\n**{more} than there is room for here: --format json or full has all.**\n"
    return text + ("\n</details>\n" if table.folded and kept else ""), more


def _problem(problem: Problem) -> Sequence[str]:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    known = f" ({code_in_markdown(problem.id)})" if problem.id else ""
    return code_in_markdown(place), _cell(problem.message) + known, _cell(problem.help)


def _finding(finding: Finding) -> Sequence[str]:
    tried = " (observed, counts nowhere)" if finding.observed else ""
    message = _cell(finding.message)
    cited = f" ({_cell(_cite(finding.authority[0]))})" if finding.authority else ""
    return (
        f"{finding.severity}{tried}",
        f"{code_in_markdown(finding.rule)} {_cell(finding.title)}{cited}",
        code_in_markdown(_fitted(str(finding.location), _LONGEST)),
        message,
        _cell(finding.remedy),
    )


def _waived(finding: Finding) -> Sequence[str]:
    place = code_in_markdown(_fitted(str(finding.location), _LONGEST))
    return code_in_markdown(finding.rule), place, _cell(finding.message), _cell(finding.waiver)


def _undecided(undecided: Undecided) -> Sequence[str]:
    rules = ", ".join(undecided.rules)
    return (
        _cell(undecided.message),
        _cell(undecided.why),
        code_in_markdown(_fitted(rules, _LONGEST)),
        _cell(undecided.records),
    )


def _cite(authority: Authority) -> str:
    return ", ".join(filter(None, (authority.cite, authority.section)))


def _cell(text: str) -> str:
    return for_markdown(_fitted(text, _LONGEST))


def _fitted(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


FORMAT = Format("markdown", "a job summary or a comment on a pull request", render, True)
