"""The sections with the records: each post as it will look beside what was found in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policycheck.model.report import Report
from policycheck.model.view import RecordView
from policycheck.reports.html.cards import Card, Filters
from policycheck.reports.html.finding import finding_item
from policycheck.reports.html.marked import Mark
from policycheck.reports.html.markup import Child, Markup, el
from policycheck.reports.html.post import pointers, post_preview
from policycheck.reports.html.words import plural, slug, state_of
from policycheck.reports.summary import counted

__all__ = ["anchor_of", "record_sections"]

#: So many findings a browser takes in without a pause that can be felt.
_BATCH = 60
#: In a longer card the findings out of sight are not laid out.
_MANY = 20


def anchor_of(kind: str) -> str:
    """The anchor of the section with the records of a kind."""
    return f"records-{slug(kind)}"


def record_sections(
    report: Report, cards: Mapping[str, Sequence[Card]], filters: Filters
) -> Iterator[str]:
    """One section a kind; in pieces, for there may be many records."""
    places = _Places(filters)
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
            written = "".join(f"{_card(card, places).html}\n" for card in batch)
            yield f'<div class="batch">{_later(written) if number else written}</div>\n'
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


def _later(cards: str) -> str:
    """Cards that a browser with a script takes in bit by bit, and one without at once.

    With a script, what stands in `noscript` is read as one text, which costs next to nothing; what
    is in it is escaped like all else, so that no text can end it.
    """
    return f"<noscript>{cards}</noscript>"


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
    for card in cards:
        yield _quiet_card(card).html + "\n"
    yield "</details>"


class _Places:
    """Where accounts and owners stand in the lists of the filters."""

    def __init__(self, filters: Filters) -> None:
        self._accounts = {one: number for number, one in enumerate(filters.accounts)}
        self._owners = {one: number for number, one in enumerate(filters.owners)}

    def accounts(self, card: Card) -> str:
        return " ".join(str(self._accounts[one]) for one in card.accounts)

    def owners(self, card: Card) -> str:
        return " ".join(str(self._owners[one]) for one in card.owners)


def _card(card: Card, places: _Places) -> Markup:
    anchor = f"r{card.first}"
    post = card.view.post if card.view else None
    shown = pointers(post) if post else frozenset[str]()
    preview = None
    if card.view and post:
        preview = post_preview(card.view, post, _marks(card, shown))
    items = [
        finding_item(one, number, _anchor(number), in_post=one.location.pointer in shown)
        for number, one in enumerate(card.findings, card.first)
    ]
    return el(
        "article",
        _header(card, anchor),
        el("div", preview, el("ol", *items, class_="findings"), class_="body"),
        class_=" ".join(("card", *_looks(card))),
        aria_labelledby=anchor,
        data_accounts=places.accounts(card),
        data_owners=places.owners(card),
    )


def _looks(card: Card) -> Iterator[str]:
    if card.view and card.view.post:
        yield "with-post"
    if len(card.findings) > _MANY:
        yield "long"


def _quiet_card(card: Card) -> Markup:
    assert card.view is not None
    assert card.view.post is not None
    anchor = f"q-{card.view.record.kind}-{slug(card.record.id)}-{card.view.line}"
    preview = post_preview(card.view, card.view.post, {})
    return el(
        "article",
        _header(card, anchor),
        el("div", preview, class_="body"),
        class_="card quiet",
        aria_labelledby=anchor,
    )


def _header(card: Card, anchor: str) -> Markup:
    view = card.view
    readiness = (
        el("span", str(view.readiness).capitalize(), class_=f"ready {_css(view)}") if view else None
    )
    facts = (_fact(name, value) for name, value in (view.facts if view else ()))
    owners = (_fact("owner", one) for one in card.owners)
    return el(
        "header",
        el("h3", el("span", card.record.id, dir="auto"), id=anchor),
        readiness,
        el("p", *facts, *owners, class_="facts"),
    )


def _css(view: RecordView) -> str:
    return str(view.readiness).replace(" ", "-")


def _fact(name: str, value: str) -> Markup:
    said: tuple[Child, ...] = (el("span", f"{name} ", class_="label"), value)
    return el("span", *said, class_="fact", dir="auto")


def _anchor(number: int) -> str:
    return f"f{number}"


def _marks(card: Card, shown: frozenset[str]) -> dict[str, list[Mark]]:
    """The marks of each text of the post, with the numbers of their findings."""
    marks: dict[str, list[Mark]] = {}
    for number, one in enumerate(card.findings, card.first):
        if one.location.pointer in shown:
            mark = Mark(*(one.location.reach or (0, 0)), number, state_of(one), _anchor(number))
            marks.setdefault(one.location.pointer, []).append(mark)
    return marks
