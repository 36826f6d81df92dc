"""Findings by rule and by account, as bars in a table: the numbers are the text of the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policycheck.model.finding import SEVERITIES, Finding
from policycheck.model.report import Report
from policycheck.reports.html.cards import Card
from policycheck.reports.html.markup import Attribute, Markup, el
from policycheck.reports.html.words import STATES, state_of
from policycheck.reports.summary import counted

__all__ = ["charts"]

#: So many bars; the others are added up in a last row without one.
MOST_BARS = 10

Bars = Mapping[str, Counter[str]]


def charts(report: Report, cards: Mapping[str, Sequence[Card]]) -> Markup | None:
    """The section; None where nothing was found."""
    rules: dict[str, Counter[str]] = {}
    accounts: dict[str, Counter[str]] = {}
    titles: dict[str, str] = {}
    for card, one in _failing(cards):
        rules.setdefault(one.rule, Counter())[str(one.severity)] += 1
        titles[one.rule] = one.title
        for account in card.accounts or ("no account",):
            accounts.setdefault(account, Counter())[str(one.severity)] += 1
    if not rules:
        return None
    return el(
        "section",
        el("h2", "Where the findings are"),
        el(
            "div",
            _table("Findings by rule", "Rule", rules, titles),
            _table("Findings by account", "Account", accounts, {}),
            class_="charts",
        ),
        _legend(report),
        id="charts",
    )


def _failing(cards: Mapping[str, Sequence[Card]]) -> Iterator[tuple[Card, Finding]]:
    for found in cards.values():
        for card in found:
            yield from ((card, one) for one in card.findings if state_of(one) in SEVERITIES)


def _table(caption: str, noun: str, bars: Bars, titles: Mapping[str, str]) -> Markup:
    ordered = sorted(bars, key=lambda one: (-bars[one].total(), *_weights(bars[one]), one))
    most = max(count.total() for count in bars.values())
    rows = [_row(name, titles.get(name, ""), bars[name], most) for name in ordered[:MOST_BARS]]
    rest = ordered[MOST_BARS:]
    if rest:
        total = sum(bars[name].total() for name in rest)
        name = el("th", counted(len(rest), f"other {noun.lower()}"), scope="row")
        rows.append(el("tr", name, el("td", f"{total:,}", class_="number"), el("td")))
    number = el("th", "Findings", scope="col", class_="number")
    head = el("tr", el("th", noun, scope="col"), number, el("td"))
    table = el("table", el("caption", caption), el("thead", head), el("tbody", *rows))
    return el("div", table, class_="wide chart")


def _row(name: str, title: str, counts: Counter[str], most: int) -> Markup:
    under = el("span", name, class_="label rule") if title else None
    said = el("th", title or name, under, scope="row")
    bar = el("td", _bar(counts, most), class_="plot")
    return el("tr", said, el("td", f"{counts.total():,}", class_="number"), bar)


def _weights(counts: Counter[str]) -> Iterator[int]:
    """What has more of the graver comes first."""
    return (-counts[str(one)] for one in SEVERITIES)


def _bar(counts: Counter[str], most: int) -> Markup:
    attributes: dict[str, Attribute] = {"viewBox": "0 0 100 10", "preserveAspectRatio": "none"}
    label = ", ".join(f"{counts[one]:,} {STATES[one].lower()}" for one in _present(counts))
    return el(
        "svg", *_segments(counts, most), role="img", aria_label=label, class_="bar", **attributes
    )


def _segments(counts: Counter[str], most: int) -> Iterator[Markup]:
    at = 0.0
    for one in _present(counts):
        width = counts[one] * 100 / most
        yield el("rect", x=f"{at:.2f}", width=f"{width:.2f}", height="10", class_=one)
        at += width


def _present(counts: Counter[str]) -> Iterable[str]:
    return (str(one) for one in SEVERITIES if counts[str(one)])


def _legend(report: Report) -> Markup:
    present = [str(one) for one in SEVERITIES if report.summary.findings.get(one)]
    keys = (el("span", STATES[one], class_=f"key {one}") for one in present)
    return el("p", *keys, class_="legend")
