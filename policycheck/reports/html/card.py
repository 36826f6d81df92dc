"""One card: a record, a post as it will look, and what was found."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.view import RecordView
from policycheck.reports.html.cards import Card, Filters
from policycheck.reports.html.finding import finding_item
from policycheck.reports.html.marked import Mark
from policycheck.reports.html.markup import Child, Markup, el
from policycheck.reports.html.post import pointers, post_preview
from policycheck.reports.html.words import state_of

__all__ = ["Places", "card_of", "quiet_card"]

#: In a longer card the findings out of sight are not laid out.
_MANY = 20


class Places:
    """Where accounts and owners stand in the lists of the filters."""

    def __init__(self, filters: Filters) -> None:
        self._accounts = {one: number for number, one in enumerate(filters.accounts)}
        self._owners = {one: number for number, one in enumerate(filters.owners)}

    def accounts(self, card: Card) -> str:
        return " ".join(str(self._accounts[one]) for one in card.accounts)

    def owners(self, card: Card) -> str:
        return " ".join(str(self._owners[one]) for one in card.owners)


def card_of(card: Card, places: Places) -> Markup:
    """The record with its findings, and what it can be filtered by."""
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


def quiet_card(card: Card, number: int) -> Markup:
    """A post without findings."""
    assert card.view is not None
    assert card.view.post is not None
    anchor = f"q{number}"
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
    facts = (_fact(name, value) for name, value in (view.facts if view else ()))
    owners = (_fact("owner", one) for one in card.owners)
    return el(
        "header",
        el("h3", el("span", card.record.id, dir="auto"), id=anchor),
        _readiness(view) if view else None,
        el("p", *facts, *owners, class_="facts"),
    )


def _readiness(view: RecordView) -> Markup:
    name = str(view.readiness)
    return el("span", name.capitalize(), class_=f"ready {name.replace(' ', '-')}")


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
