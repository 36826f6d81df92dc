"""References that lead nowhere: an id of a kind that is on record, and not among its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.engine.places import locate
from policycheck.engine.references import Refers, references
from policycheck.engine.world import World
from policycheck.model.finding import Finding, Location, order
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
    _lost: list[Lost] = field(default_factory=list)
    _places: set[Location] = field(default_factory=set)
    _posts: set[str] = field(default_factory=set)
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
                self._posts.add(record.id)
            for one in references(record, resolved):
                if self.streams_posts and one.kind == "post":
                    self._open.append((record, one))
                elif one.kind in resolved:
                    self._add(_lost(record, one))
            yield record

    def open(self) -> Iterator[Lost]:
        """References to posts that have not gone by."""
        return (_lost(record, one) for record, one in self._open if one.id not in self._posts)

    @property
    def found(self) -> Sequence[Lost]:
        """Those that lead nowhere, whatever is still to come."""
        return self._lost

    def join(self, found: Iterable[Lost], still_open: Iterable[Lost], ids: Iterable[str]) -> None:
        """Add what was found elsewhere, and what is open there; `ids` are of all that went by."""
        if self.streams_posts:  # and nothing else went by
            self._posts.update(ids)
        for one in found:
            self._add(one)
        for one in still_open:
            if one.id not in self._posts:
                self._add(one)

    @property
    def findings(self) -> list[Finding]:
        """What is to be said of them, the first with the nearest id, in the order of a report."""
        said = sorted(self._lost, key=lambda one: order(one.finding))
        near = [replace(one.finding, label=self._advice(one)) for one in said[:_MOST_NEAREST]]
        return near + [one.finding for one in said[_MOST_NEAREST:]]

    def _advice(self, one: Lost) -> str:
        streams = self.streams_posts and one.kind == "post"
        return nearest(one.id, self._posts if streams else self.world.records[one.kind])

    def _add(self, one: Lost) -> None:
        at = one.finding.location
        if at not in self._places:  # one file for several accounts makes several records
            self._places.add(at)
            self._lost.append(one)


def _lost(record: Record, one: Refers) -> Lost:
    location = locate(record, Place(one.pointer))
    return Lost(unresolved_reference(record, one, location, ""), one.kind, one.id)
