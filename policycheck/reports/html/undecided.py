"""What could not be decided, by its cause: what is missing, why, and what hangs on it."""

from __future__ import annotations

from policycheck.model.report import Report
from policycheck.reports.html.markup import Markup, el
from policycheck.reports.undecided import Undecided, by_cause

__all__ = ["undecided"]

#: A longer list of rules is folded.
_FEW = 6


def undecided(report: Report) -> Markup | None:
    """The section; None where everything was decided."""
    if not report.unknown:
        return None
    causes = sorted(by_cause(report.unknown), key=lambda one: (-len(one.unknowns), one.message))
    head = ("Missing", "Why", "Undecided", "Rules", "Records")
    rows = (el("tr", *_cells(one)) for one in causes)
    table = el(
        "table",
        el("thead", el("tr", *map(_title, head))),
        el("tbody", *rows),
    )
    said = "What is missing never counts as a pass. Supply it, and these rules can decide."
    return el(
        "section",
        el("h2", "Undecided ", el("span", f"{report.summary.unknown:,}", class_="total")),
        el("p", said),
        el("div", table, class_="wide", tabindex="0", role="region", aria_label="Undecided"),
        id="undecided",
    )


def _title(name: str) -> Markup:
    return el("th", name, scope="col", class_="number" if name == "Undecided" else None)


def _cells(one: Undecided) -> list[Markup]:
    missing = ", ".join(one.unknowns[0].missing) or "not said"
    return [
        el("th", missing, scope="row"),
        el("td", one.why),
        el("td", f"{len(one.unknowns):,}", class_="number"),
        el("td", _rules(one.rules)),
        el("td", one.records, class_="place"),
    ]


def _rules(rules: list[str]) -> Markup:
    words = ", ".join(rules)
    if len(rules) <= _FEW:
        return el("span", words)
    return el("details", el("summary", f"{len(rules):,} rules"), words)
