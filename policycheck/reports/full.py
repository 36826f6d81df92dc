"""The format for a person at a terminal: each finding with its place, its clause and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from policycheck.model.finding import Finding, Outcome
from policycheck.model.report import Report
from policycheck.reports.closing import closing
from policycheck.reports.format import Format, Style
from policycheck.reports.frame import Frame, Mark
from policycheck.reports.paint import Paint
from policycheck.reports.undecided import Undecided, by_cause
from policycheck.text.harmless import one_line

__all__ = ["FORMAT"]


def render(report: Report, style: Style) -> Iterator[str]:
    """Write failures and what is waived, then what could not be decided.

    Of an audit the tables are written instead.
    """
    if report.audit is not None:
        from policycheck.reports.matrix import matrix

        yield from matrix(report.audit, style)
        yield from closing(report)
        return
    for finding in report.to_read:
        if finding.outcome is Outcome.WAIVED:
            yield "\n".join(_waived(finding, Paint(style))) + "\n\n"
        else:
            can_be_waived = finding.rule in report.waivable and not finding.observed
            lines = [*_finding(finding, style)]
            if can_be_waived:
                lines.append(_waive(finding, style))
            yield "\n".join(lines) + "\n\n"
    for undecided in by_cause(report.unknown):
        yield "\n".join(_undecided(undecided, Paint(style))) + "\n\n"
    yield from closing(report)


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    paint = Paint(style)
    url = next((authority.url for authority in finding.authority if authority.url), "")
    rule = paint.link(one_line(finding.rule), url)
    severity = paint.severity(finding.severity, f"{finding.severity}[{rule}]")
    tried = " (observed, counts nowhere)" if finding.observed else ""
    yield severity + paint.bold(f": {one_line(finding.message)}") + paint.gutter(tried)
    frames = _frames(finding, paint)
    digits = max(frame.widest for frame in frames)
    for frame in frames:
        yield from frame.draw(digits, style)
    yield f"{paint.gutter(' clause:')} {_clause(finding)}"
    if finding.remedy:
        yield f"{paint.help('   help:')} {one_line(finding.remedy)}"


def _waive(finding: Finding, style: Style) -> str:
    """The command that adds a waiver, to be completed."""
    from shlex import quote

    command = f"policycheck waivers add {quote(finding.rule)} --record {quote(finding.record.id)}"
    more = "--until … --reason … --approved-by …"
    return f"{Paint(style).help('  waive:')} {one_line(command)} {more}"


def _waived(finding: Finding, paint: Paint) -> Iterator[str]:
    """What failed and where, and who has excepted it until when."""
    head = paint.unknown(f"waived[{one_line(finding.rule)}]")
    yield head + paint.bold(f": {one_line(finding.message)}")
    place = paint.place(one_line(str(finding.location)), finding.location)
    yield f"{paint.gutter('    -->')} {place}"
    if finding.waiver:
        yield f"{paint.gutter(' waiver:')} {one_line(finding.waiver)}"


def _frames(finding: Finding, paint: Paint) -> list[Frame]:
    """Put the related places in the frame of the finding, or in one for each other file."""
    own = Mark(
        finding.location,
        "^",
        one_line(finding.label),
        partial(paint.severity, finding.severity),
    )
    marks = {finding.location.path: [own]}
    for related in finding.related:
        mark = Mark(related.location, "-", one_line(related.message), paint.gutter)
        marks.setdefault(related.location.path, []).append(mark)
    arrows = ["-->"] + [":::"] * (len(marks) - 1)
    return [Frame(arrow, group) for arrow, group in zip(arrows, marks.values(), strict=True)]


def _clause(finding: Finding) -> str:
    """Where the rule stands, its title, and the first authority that it rests on."""
    clause = finding.clause
    text = f"{clause.path}:{clause.line}  {clause.title}"
    if finding.authority:
        first = finding.authority[0]
        text += f"   ({', '.join(filter(None, (first.cite, first.section)))})"
    return one_line(text)


def _undecided(undecided: Undecided, paint: Paint) -> Iterator[str]:
    rules = ", ".join(undecided.rules)
    alone = len(undecided.rules) == 1
    head = paint.unknown(f"unknown[{one_line(rules)}]" if alone else "unknown")
    yield head + paint.bold(f": {one_line(undecided.message)}")
    if undecided.why:
        yield f"{paint.gutter('    why:')} {one_line(undecided.why)}"
    if not alone:
        yield f"{paint.gutter('  rules:')} {one_line(rules)}"
    yield f"{paint.gutter('records:')} {one_line(undecided.records)}"


FORMAT = Format("full", "each finding with its source line, clause and remedy", render, False)
