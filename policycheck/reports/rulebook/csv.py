"""The rules for a spreadsheet: one row each, with what it rests on and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.rulebook import ListedRule, Rulebook
from policycheck.reports.csv import BOM, line
from policycheck.reports.format import Style

__all__ = ["COLUMNS", "render"]

#: The columns, in their order; `in force` is yes or no, `stand` says the rest of it.
COLUMNS = (
    *("rule", "severity", "in force", "stand", "for", "kind", "title", "asks", "remedy"),
    *("authority", "controls", "serves", "policy", "clause", "waivable"),
)


def render(book: Rulebook, style: Style, by: str = "") -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write a line of titles and one for each rule, in the order of the policy."""
    yield BOM + line(COLUMNS)
    for rule in book.rules:
        yield line(_row(rule))


def _row(rule: ListedRule) -> tuple[str, ...]:
    each = f".{rule.each}" if rule.each else ""
    cited = (", ".join(filter(None, (one.cite, one.section))) for one in rule.authority)
    return (
        rule.id,
        str(rule.severity),
        "yes" if rule.stand.in_force else "no",
        rule.stand.words,
        ", ".join(f"{kind}{each}" for kind in rule.applies_to),
        rule.kind,
        rule.title,
        "; ".join(one.text for one in rule.asks),
        rule.remedy,
        "; ".join(cited),
        ", ".join(rule.controls),
        ", ".join(rule.serves),
        rule.policy,
        f"{rule.clause.path}:{rule.clause.line}",
        "yes" if rule.waivers.allowed else "no",
    )
