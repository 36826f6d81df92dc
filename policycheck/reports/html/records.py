"""The sections with the records: each post as it will look beside what was found in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policycheck.model.report import Report
from policycheck.reports.html.card import Places, card_of, quiet_card
from policycheck.reports.html.cards import Card, Filters
from policycheck.reports.html.markup import Markup, el
from policycheck.reports.html.words import plural, slug
from policycheck.reports.summary import counted

__all__ = ["anchor_of", "record_sections"]

#: So many findings a browser takes in without a pause that can be felt.
_BATCH = 60


def anchor_of(kind: str) -> str:
    """The anchor of the section with the records of a kind."""
    return f"records-{slug(kind)}"


def record_sections(
    report: Report, cards: Mapping[str, Sequence[Card]], filters: Filters
) -> Iterator[str]:
    """One section a kind; in pieces, for there may be many records."""
    places = Places(filters)
    for kind, found in cards.items():
        with_findings = [one for one in found if one.findings]
        others = [one for one in found if not one.findings and one.view and one.view.post]
        if not with_findings and not others:
            continue
        title = plural(kind).capitalize()
        yield f'<section id="{anchor_of(kind)}" class="records">'
        yield el("h2", title, " ", _total(with_findings)).html
        yield el("p", "Nothing here fits the filters.", class_="nothing", hidden=True).html
        for number, batch in enumerate(_batches(with_findings)):
            written = "".join(f"{card_of(card, places).html}\n" for card in batch)
            content = _later(batch, written) if number else written
            yield f'<div class="batch">{content}</div>\n'
        yield from _others(others, kind, report, unfolded=not with_findings)
        yield "</section>\n"


def _batches(cards: Sequence[Card]) -> Iterator[list[Card]]:
    """The cards in runs of about so many findings."""
    batch: list[Card] = []
    held = 0
    for card in cards:
        if batch and held + len(card.findings) > _BATCH:
            yield batch
            batch, held = [], 0
        batch.append(card)
        held += len(card.findings)
    if batch:
        yield batch


def _later(cards: Sequence[Card], written: str) -> str:
    """Cards that a browser with a script takes in bit by bit, and one without at once.

    With a script, what stands in `noscript` is read as one text, which costs next to nothing; what
    is in it is escaped like all else, so that no text can end it. A reader for whom somebody else
    forbids the script is told what is not shown.
    """
    number = counted(sum(len(one.findings) for one in cards), "finding")
    waiting = el("p", f"{number} more, shown once the script of this page runs.", class_="waiting")
    return f"{waiting.html}<noscript>{written}</noscript>"


def _total(cards: Sequence[Card]) -> Markup:
    number = sum(len(one.findings) for one in cards)
    said = f"{counted(number, 'finding')} in {len(cards):,}" if number else "no findings"
    return el("span", said, class_="total")


def _others(cards: Sequence[Card], kind: str, report: Report, *, unfolded: bool) -> Iterator[str]:
    """Those without findings, as they will look."""
    if not cards:
        return
    cut = report.view.cut_others if report.view else 0
    more = " of those" if cut else ""
    words = f"Show {counted(len(cards), kind)}{more} without findings"
    start = '<details class="others" open>' if unfolded else '<details class="others">'
    yield start + el("summary", words).html
    for number, card in enumerate(cards, 1):
        yield quiet_card(card, number).html + "\n"
    yield "</details>"
