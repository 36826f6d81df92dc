"""The report as a page: one file that needs no network, for those who never open a terminal.

The verdict comes first, then what to do, then each record beside its findings. Everything is in the
page as it is sent: the script only filters, and a reader without it sees all. A
Content-Security-Policy lets nothing run but that script, and nothing be loaded at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.report import Report
from policycheck.reports.format import Format, Style
from policycheck.reports.html.accounts import accounts
from policycheck.reports.html.cards import Card, cards_by_kind, filters_of
from policycheck.reports.html.charts import charts
from policycheck.reports.html.filters import filter_form
from policycheck.reports.html.frame import begin, contents, end
from policycheck.reports.html.markup import Markup, el
from policycheck.reports.html.problems import notes, problems
from policycheck.reports.html.records import anchor_of, record_sections
from policycheck.reports.html.undecided import undecided
from policycheck.reports.html.verdict import headline, verdict
from policycheck.reports.html.waivers import waivers
from policycheck.reports.html.words import plural

__all__ = ["FORMAT"]


def render(report: Report, style: Style) -> Iterator[str]:  # noqa: ARG001 - a page has its own looks
    cards = cards_by_kind(report)
    filters = filters_of(cards)
    after = {
        "Undecided": undecided(report),
        "Scores": accounts(report.audit),
        "Register": waivers(report),
        "Charts": charts(report, cards),
        "Problems": problems(report),
        "Notes": notes(report),
    }
    yield begin(report, headline(report))
    yield el("div", *verdict(report, cards), class_="verdict").html + "\n</header>\n"
    yield contents([*_of_records(cards), *_of_sections(after)])
    yield '<main id="main">\n'
    form = filter_form(filters)
    yield f"{form.html}\n" if form else ""
    yield from record_sections(report, cards, filters)
    for section in after.values():
        yield f"{section.html}\n" if section else ""
    yield end(report)


def _of_records(cards: dict[str, list[Card]]) -> Iterator[tuple[str, str, str]]:
    for kind, found in cards.items():
        number = sum(len(one.findings) for one in found)
        if number or any(one.view and one.view.post for one in found):
            yield plural(kind).capitalize(), anchor_of(kind), f"{number:,}" if number else ""


def _of_sections(sections: dict[str, Markup | None]) -> Iterator[tuple[str, str, str]]:
    for name, section in sections.items():
        if section is not None:
            yield name, name.lower(), ""


FORMAT = Format(
    "html", "a page to look at in a browser: verdict, posts, accounts", render, True, True
)
