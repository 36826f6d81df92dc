"""What could not be decided, by its cause: what is missing, why, and what hangs on it."""

from __future__ import annotations

from policycheck.model.report import Report
from policycheck.reports.html.markup import Markup, el
from policycheck.reports.summary import counted
from policycheck.reports.undecided import Undecided, by_cause

__all__ = ["undecided"]

#: A longer list of rules is folded.
_FEW = 6


def undecided(report: Report) -> Markup | None:
    """The section; None where everything was decided."""
    if not report.unknown:
        return None
    causes = sorted(by_cause(report.unknown), key=lambda one: (-len(one.unknowns), one.message))
    said = "What is missing never counts as a pass. Supply it, and these rules can decide."
    return el(
        "section",
        el("h2", "Undecided ", el("span", f"{report.summary.unknown:,}", class_="total")),
        el("p", said),
        el("ul", *map(_cause, causes), class_="causes"),
        id="undecided",
    )


def _cause(one: Undecided) -> Markup:
    """What is missing and why; how much is open; the rules that wait, and the records."""
    missing = ", ".join(one.unknowns[0].missing) or "Not said what"
    number = el("b", f"{len(one.unknowns):,}", class_="open")
    noun = counted(len(one.unknowns), "answer").partition(" ")[2]
    return el(
        "li",
        el("div", el("h3", missing), el("p", one.why, class_="label") if one.why else None),
        el("p", number, f" {noun} open"),
        el("div", _rules(one.rules), el("p", one.records, class_="place")),
    )


def _rules(rules: list[str]) -> Markup:
    words = ", ".join(rules)
    if len(rules) <= _FEW:
        return el("p", words)
    return el("details", el("summary", f"{len(rules):,} rules"), words)
