"""The register of waivers: what is excepted, by whom, and how many days are left."""

from __future__ import annotations

from policycheck.model.report import Report
from policycheck.model.waiver import RegisterEntry
from policycheck.reports.html.markup import Child, Markup, el
from policycheck.reports.summary import counted

__all__ = ["waivers"]

_HEAD = ("Rule", "For", "State", "Days left", "Until", "Approved by", "Reason", "Place")


def waivers(report: Report) -> Markup | None:
    """The section; None where the project has no waivers."""
    entries = report.view.waivers if report.view else ()
    if not entries:
        return None
    ordered = sorted(entries, key=_order)
    table = el(
        "table",
        el("thead", el("tr", *map(_title, _HEAD))),
        el("tbody", *(el("tr", *_cells(one)) for one in ordered)),
    )
    return el(
        "section",
        el("h2", "Waiver register ", el("span", f"{len(entries):,}", class_="total")),
        el("p", _covered(report)),
        el("div", table, class_="wide", tabindex="0", role="region", aria_label="Waiver register"),
        id="register",
    )


def _title(name: str) -> Markup:
    return el("th", name, scope="col", class_="number" if name == "Days left" else None)


def _order(one: RegisterEntry) -> tuple[bool, int, str, int]:
    """The one that ends soonest first."""
    return one.days_left is None, one.days_left or 0, one.path, one.line


def _covered(report: Report) -> str:
    if not report.summary.waived:
        return "Nothing that was found is waived."
    number = counted(report.summary.waived, "finding")
    return f"{number} waived: by these waivers, by comments in files, or by a baseline."


def _cells(one: RegisterEntry) -> list[Markup]:
    about = f"account {one.account}" if one.account else f"{one.kind} {one.record}".strip()
    reason: list[Child] = [one.reason]
    if one.evidence:
        reason += [" ", el("span", f"evidence: {one.evidence}", class_="label")]
    reason += [el("span", f" {why}", class_="why") for why in one.why]
    state = str(one.state)
    return [
        el("th", one.rule, scope="row"),
        el("td", about),
        el("td", el("span", state, class_=f"badge waiver-{state.replace(' ', '-')}")),
        el("td", "" if one.days_left is None else f"{one.days_left:,}", class_="number"),
        el("td", one.expires),
        el("td", one.approved_by),
        el("td", *reason, dir="auto"),
        el("td", f"{one.path}:{one.line}", class_="place"),
    ]
