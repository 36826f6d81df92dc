"""How accounts stand: by groups of rules, with scores, and their organisations.

What was missing where rules are undecided stands in a section of its own, whatever was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.model.audit import Audit, Cells, Standing
from policycheck.reports.html.markup import Attribute, Child, Markup, el
from policycheck.reports.html.words import plural
from policycheck.reports.matrix import percent

__all__ = ["accounts"]

_EXPLAINED = (
    "A cell is the rules of a group on the records of an account. The score is the share of "
    "decided answers that passed; coverage is the share of answers that could be decided."
)


def accounts(audit: Audit | None) -> Markup | None:
    """The section; None where not every outcome was asked for."""
    if audit is None:
        return None
    return el(
        "section",
        el("h2", "Accounts by groups of rules"),
        el("p", _EXPLAINED),
        _matrix(audit),
        _legend(),
        _organizations(audit.organizations),
        id="scores",
    )


def _wide(table: Markup, name: str) -> Markup:
    return el("div", table, class_="wide", tabindex="0", role="region", aria_label=name)


def _matrix(audit: Audit) -> Markup:
    groups = [*audit.groups]
    others = (one._replace(name=f"{plural(one.name)} of no account") for one in audit.others)
    rows = sorted([*audit.accounts, *others], key=_worst)
    titles = ("Account", "Score", "Coverage", *groups)
    head = el("tr", *(el("th", one, scope="col") for one in titles))
    body = (el("tr", *_row(one, groups)) for one in rows)
    total = el(
        "tr",
        el("th", "All", scope="row"),
        *_shares(audit.total),
        *(el("td") for _ in groups),
    )
    table = el("table", el("thead", head), el("tbody", *body), el("tfoot", total), class_="matrix")
    return _wide(table, "Accounts by groups of rules")


def _worst(one: Standing) -> tuple[int, int, str]:
    return -one.cells.failed, -one.cells.unknown, one.name


def _row(one: Standing, groups: Sequence[str]) -> Iterator[Markup]:
    under = el("span", one.organization, class_="label") if one.organization else None
    yield el("th", el("span", one.name), under, scope="row")
    yield from _shares(one.cells)
    for group in groups:
        yield _cell(one.groups.get(group, Cells()))


def _shares(cells: Cells) -> Iterator[Markup]:
    yield el("td", percent(cells.score), _meter(cells.score), class_="share")
    yield el("td", percent(cells.coverage), class_="share")


def _meter(share: float | None) -> Markup | None:
    if share is None:
        return None
    attributes: dict[str, Attribute] = {"viewBox": "0 0 100 4", "preserveAspectRatio": "none"}
    rect = el("rect", width=f"{share * 100:.1f}", height="4")
    return el("svg", rect, class_="bar", aria_hidden="true", **attributes)


def _cell(cells: Cells) -> Markup:
    """`2 failed`, `3 undecided`, in signs with their words for who does not see them."""
    if not cells.applicable:
        return el("td", class_="blank")
    parts: list[Child] = []
    for count, state, word in (
        (cells.failed, "failed", "failed"),
        (cells.unknown, "unknown", "undecided"),
        (cells.waived, "waived", "waived"),
    ):
        if count:
            said = el("span", f" {word} ", class_="unseen")
            parts.append(el("span", f"{count:,}", said, class_=f"count {state}"))
    if not parts:
        return el("td", el("span", "ok", class_="count passed"))
    return el("td", *parts)


def _legend() -> Markup:
    keys = (
        el("span", el("span", sign, class_=f"count {state}"), f" {word}", class_="key-pair")
        for sign, state, word in (
            ("2", "failed", "failed"),
            ("3", "unknown", "undecided"),
            ("4", "waived", "waived"),
            ("ok", "passed", "all passed"),
        )
    )
    return el("p", *keys, " blank: no rule applied", class_="legend")


def _organizations(rows: Sequence[Standing]) -> Markup | None:
    if not any(one.name for one in rows):
        return None
    numbers = ("Accounts", "Failed", "Undecided")
    titles = ("Organisation", "Score", "Coverage", *numbers)
    head = el(
        "tr",
        *(
            el("th", one, scope="col", class_="number" if one in numbers else None)
            for one in titles
        ),
    )
    body = (
        el(
            "tr",
            el("th", one.name or "no organisation", scope="row"),
            *_shares(one.cells),
            *(
                el("td", f"{number:,}", class_="number")
                for number in (one.accounts, one.cells.failed, one.cells.unknown)
            ),
        )
        for one in sorted(rows, key=_worst)
    )
    table = el("table", el("thead", head), el("tbody", *body))
    return el("div", el("h3", "Organisations"), _wide(table, "Organisations"))
