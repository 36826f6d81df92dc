"""References that lead nowhere: an id of a kind that is on record, and not among its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from policycheck.engine.places import locate
from policycheck.engine.references import Refers, references
from policycheck.engine.spool import Spool
from policycheck.engine.world import World
from policycheck.model.finding import Finding, Location
from policycheck.model.record import Record
from policycheck.plan import Place
from policycheck.policy.problems import nearest
from policycheck.tasks.built_in import unresolved_reference

__all__ = ["Unresolved"]

#: For this many the nearest id is looked up; it takes a look at every id.
_MOST_NEAREST = 200


class Unresolved(Struct):
    """Watches records go by and finds their references that lead nowhere, each place once.

    Where no records of a kind were given, nothing is expected of references to it. Where
    `streams_posts`, all posts go by and are known once the last one has.
    """

    world: World
    streams_posts: bool = False
    findings: Spool[Finding] = field(default_factory=Spool)
    _places: set[tuple[object, ...]] = field(default_factory=set)
    _posts: Spool[str] = field(default_factory=Spool)
    _open: list[tuple[Record, Refers]] = field(default_factory=list)

    def over(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records as they are, each looked at on its way."""
        for record in records:
            if self.streams_posts and record.kind == "post":
                self._posts.append(record.id)
            for one in references(record):
                self._look(record, one)
            yield record
        known = {one.id for _, one in self._open}.intersection(self._posts)
        for record, one in self._open:
            if one.id not in known:
                self._found(record, one, self._posts)

    def _look(self, record: Record, one: Refers) -> None:
        if self.streams_posts and one.kind == "post":
            self._open.append((record, one))
            return
        known = self.world.records.get(one.kind)
        if known is not None and one.id not in known:
            self._found(record, one, known)

    def _found(self, record: Record, one: Refers, known: Iterable[str]) -> None:
        location = locate(record, Place(one.pointer))
        place = location[: Location._fields.index("excerpt")]
        if place in self._places:
            return  # one file for several accounts makes several records
        self._places.add(place)
        advice = nearest(one.id, known) if len(self.findings) < _MOST_NEAREST else ""
        self.findings.append(unresolved_reference(record, one, location, advice))
