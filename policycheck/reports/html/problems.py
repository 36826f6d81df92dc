"""What could not be read or used, what was left out, and what else there is to know."""

from __future__ import annotations

from policycheck.errors import Problem
from policycheck.model.finding import Accepted, Excerpt, Location
from policycheck.model.report import Report
from policycheck.reports.closing import cuts
from policycheck.reports.html.excerpt import excerpt
from policycheck.reports.html.markup import Markup, el
from policycheck.reports.summary import counted

__all__ = ["notes", "problems"]


def problems(report: Report) -> Markup | None:
    """The section with the errors; None where all could be read."""
    if not report.errors:
        return None
    said = "What stands there and was not understood is not part of this report."
    return el(
        "section",
        el("h2", "Problems ", el("span", f"{len(report.errors):,}", class_="total")),
        el("p", said),
        el("ul", *map(_problem, report.errors), class_="problems"),
        id="problems",
    )


def _problem(problem: Problem) -> Markup:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    lines = None
    if problem.excerpt:
        line, column = problem.line, problem.column
        text = Excerpt(((line, problem.excerpt),))
        lines = excerpt(Location("", line, column, line, column + 1, excerpt=text), "error")
    known = el("span", f" [{problem.id}]", class_="label") if problem.id else None
    return el(
        "li",
        el("span", place, class_="place"),
        " ",
        el("b", problem.message, dir="auto"),
        known,
        lines,
        el("p", el("b", "What to do: "), problem.help, class_="do") if problem.help else None,
    )


def notes(report: Report) -> Markup | None:
    """The section with the notes: what is not listed, and what a run has to say of itself."""
    said = [*cuts(report), *_not_shown(report), *report.notes]
    if not said:
        return None
    return el(
        "section",
        el("h2", "Notes"),
        el("ul", *(el("li", one) for one in said), class_="notes"),
        id="notes",
    )


def _not_shown(report: Report) -> list[str]:
    sentences = []
    known = sum(one.accepted is Accepted.BASELINE for one in report.findings)
    if known:
        sentences.append(f"{counted(known, 'finding')} that the baseline knows, not listed")
    if report.view and report.view.cut_records:
        cut = counted(report.view.cut_records, "record")
        sentences.append(f"{cut} with findings shown without what they say: there are too many")
    if report.view and report.view.cut_others:
        cut = counted(report.view.cut_others, "record")
        sentences.append(f"{cut} more without findings, counted but not shown")
    return sentences
