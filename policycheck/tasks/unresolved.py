"""References that lead nowhere: an id of a kind that is on record, and not among its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.engine.places import locate
from policycheck.engine.references import Refers, references
from policycheck.engine.spool import Spool
from policycheck.engine.world import World
from policycheck.model.finding import Finding, order
from policycheck.model.record import Record
from policycheck.plan import Place
from policycheck.policy.problems import nearest
from policycheck.tasks.built_in import unresolved_reference

__all__ = ["Lost", "Unresolved"]

#: For this many the nearest id is looked up; it takes a look at every id.
_MOST_NEAREST = 200


class Lost(NamedTuple):
    """A reference that leads nowhere, or may do so: what is said of it, and what it names."""

    finding: Finding
    kind: str
    id: str


class Unresolved(Struct):
    """Watches records go by and finds their references that lead nowhere, each place once.

    Where no records of a kind were given, nothing is expected of references to it. Where
    `streams_posts`, all posts go by and are known once the last one has.
    """

    world: World
    streams_posts: bool = False
    _lost: Spool[Lost] = field(default_factory=lambda: Spool(_order))
    _places: set[tuple[object, ...]] = field(default_factory=set)
    _posts: Spool[str] = field(default_factory=Spool)
    _open: list[tuple[Record, Refers]] = field(default_factory=list)

    def over(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records as they are, each looked at on its way."""
        yield from self.over_some(records)
        for one in self.open():
            self._add(one)

    def over_some(self, records: Iterable[Record]) -> Iterator[Record]:
        """The same for some of the records; others are looked at elsewhere."""
        resolved = dict(self.world.records)
        if self.streams_posts:
            resolved.pop("post", None)
        for record in records:
            if self.streams_posts and record.kind == "post":
                self._posts.append(record.id)
            for one in references(record, resolved):
                if self.streams_posts and one.kind == "post":
                    self._open.append((record, one))
                elif one.kind in resolved:
                    self._add(_lost(record, one))
            yield record

    def open(self) -> Iterator[Lost]:
        """References to posts that have not gone by."""
        known = {one.id for _, one in self._open}.intersection(self._posts)
        return (_lost(record, one) for record, one in self._open if one.id not in known)

    @property
    def found(self) -> Iterable[Lost]:
        """Those that lead nowhere, whatever is still to come."""
        return self._lost

    def join(self, found: Iterable[Lost], still_open: Sequence[Lost], ids: Iterable[str]) -> None:
        """Add what was found elsewhere, and what is open there; `ids` are of all that went by."""
        if self.streams_posts and still_open:  # nothing but posts went by
            self._posts += ids
        known = {one.id for one in still_open}.intersection(self._posts)
        for one in chain(found, (one for one in still_open if one.id not in known)):
            self._add(one)

    @property
    def findings(self) -> Iterator[Finding]:
        """What is to be said of them, the first with the nearest id, in the order of a report."""
        for at, one in enumerate(self._lost):
            label = self._advice(one) if at < _MOST_NEAREST else one.finding.label
            yield replace(one.finding, label=label)

    def _advice(self, one: Lost) -> str:
        streams = self.streams_posts and one.kind == "post"
        return nearest(one.id, self._posts if streams else self.world.records[one.kind])

    def _add(self, one: Lost) -> None:
        at = one.finding.location
        place = *at.begin, at.pointer, at.character
        if place not in self._places:  # one file for several accounts makes several records
            self._places.add(place)
            self._lost.append(one)


def _order(one: Lost) -> tuple[object, ...]:
    return order(one.finding)


def _lost(record: Record, one: Refers) -> Lost:
    location = locate(record, Place(one.pointer))
    return Lost(unresolved_reference(record, one, location, ""), one.kind, one.id)
