"""What the reader can choose by. It is shown once the script runs: without it all is shown."""

from __future__ import annotations

from collections.abc import Sequence

from policycheck.reports.html.cards import Filters
from policycheck.reports.html.markup import Markup, el
from policycheck.reports.html.words import STATES

__all__ = ["filter_form"]


def filter_form(filters: Filters) -> Markup | None:
    """The form; None where there is nothing to choose from."""
    if not filters.states:
        return None
    return el(
        "form",
        el(
            "p",
            el("label", "Search", for_="search"),
            el("input", type="search", id="search", autocomplete="off", spellcheck="false"),
            class_="search",
        ),
        _choice("account", "Account", "All accounts", filters.accounts),
        _choice("owner", "Owner", "All owners", filters.owners),
        _states(filters),
        el(
            "p",
            el("output", id="shown", for_="search account owner"),
            el("button", "Show all", type="reset", id="show-all", hidden=True),
            class_="shown",
        ),
        id="filters",
        role="search",
        aria_label="Filter the findings",
        hidden=True,
    )


def _choice(name: str, label: str, all_: str, values: Sequence[str]) -> Markup | None:
    if len(values) < 2:  # noqa: PLR2004 - there is nothing to choose
        return None
    options = (el("option", one, value=number) for number, one in enumerate(values))
    select = el("select", el("option", all_, value=""), *options, id=name)
    return el("p", el("label", label, for_=name), select)


def _states(filters: Filters) -> Markup:
    boxes = (
        el(
            "label",
            el("input", type="checkbox", name="state", value=state, checked=True),
            el("span", f"{word} ", el("span", f"{filters.states[state]:,}", class_="total")),
            class_=f"box {state}",
        )
        for state, word in STATES.items()
        if state in filters.states
    )
    return el("fieldset", el("legend", "Severity"), *boxes)
