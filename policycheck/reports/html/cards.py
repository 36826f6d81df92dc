"""The findings by the record that they are about: one card each, those to be fixed first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policycheck.model.finding import Finding, RecordName
from policycheck.model.report import Report
from policycheck.model.view import Readiness, RecordView
from policycheck.reports.html.words import STATES, order_of_kind, state_of

__all__ = ["Card", "Filters", "cards_by_kind", "filters_of"]

#: A record by its kind and id.
Name = tuple[str, str]
_ORDER = tuple(Readiness)
_STATES = tuple(STATES)
#: The parts of a post in the order in which it shows them.
_PARTS = ("/content_warning", "/text", "/media", "/poll")


@dataclass(slots=True)
class Card:
    """A record, what is known of how it looks, and its findings with the number of the first.

    Where the record itself is not known, `view` is None: of a waiver, of a rule, of a file, or
    where there were too many.
    """

    record: RecordName
    view: RecordView | None
    findings: list[Finding] = field(default_factory=list)
    first: int = 0

    @property
    def readiness(self) -> Readiness | None:
        return self.view.readiness if self.view else None

    @property
    def accounts(self) -> tuple[str, ...]:
        own = (self.record.account,) if self.record.account else ()
        return (self.view.accounts if self.view else ()) or own

    @property
    def owners(self) -> tuple[str, ...]:
        return self.view.owners if self.view else ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What can be chosen, in the order of the lists: a place in these is what a card names."""

    accounts: Sequence[str]
    owners: Sequence[str]
    states: Mapping[str, int]


def cards_by_kind(report: Report) -> dict[str, list[Card]]:
    """The cards of each kind of record, posts first; findings are numbered through."""
    cards: dict[Name, Card] = {}
    for view in report.view.records if report.view else ():
        cards[view.record.kind, view.record.id] = Card(view.record, view)
    for finding in report.to_read:
        name = (finding.record.kind, finding.record.id)
        cards.setdefault(name, Card(finding.record, None)).findings.append(finding)
    by_kind: dict[str, list[Card]] = {}
    for card in cards.values():
        by_kind.setdefault(card.record.kind, []).append(card)
    ordered = {
        kind: sorted(by_kind[kind], key=_order) for kind in sorted(by_kind, key=order_of_kind)
    }
    for card in cards.values():
        if card.view and card.view.post:
            card.findings.sort(key=_as_read)
    _number(one for found in ordered.values() for one in found)
    return ordered


def _order(card: Card) -> tuple[bool, int, int, str, int, str]:
    """What has to be fixed first, the gravest before all, then by place."""
    view = card.view
    path = view.path if view else card.findings[0].location.path
    weight = _ORDER.index(view.readiness) if view else 0
    states = [_STATES.index(state_of(one)) for one in card.findings]
    gravest = min(states, default=len(_STATES))
    return not card.findings, weight, gravest, path, view.line if view else 0, card.record.id


def _as_read(finding: Finding) -> tuple[int, str, bool, int]:
    """As a reader comes by them: the text, what is attached, the post as a whole."""
    at = finding.location
    part = next((n for n, name in enumerate(_PARTS) if at.pointer.startswith(name)), len(_PARTS))
    return part, at.pointer, at.reach is None, at.reach[0] if at.reach else 0


def _number(cards: Iterable[Card]) -> None:
    number = 1
    for card in cards:
        card.first = number
        number += len(card.findings)


def filters_of(cards: Mapping[str, Sequence[Card]]) -> Filters:
    """What the cards can be filtered by, each by name."""
    every = [card for found in cards.values() for card in found if card.findings]
    states: dict[str, int] = {}
    for one in _findings(every):
        states[state_of(one)] = states.get(state_of(one), 0) + 1
    return Filters(
        accounts=sorted({one for card in every for one in card.accounts}),
        owners=sorted({one for card in every for one in card.owners}),
        states=states,
    )


def _findings(cards: Iterable[Card]) -> Iterator[Finding]:
    for card in cards:
        yield from card.findings
