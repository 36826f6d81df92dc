"""Where a value stands: in which record, at which place, and how a path came there."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing, NotCarried, Path, Place

__all__ = ["Standing"]

#: Longer values are not said again where their place is shown.
_SHORT = 40


class Standing(Struct, frozen=True):
    """A value and where it stands: its place, the record that holds it, and its dotted name there.

    In another record than the one that is judged, the place carries that record, `via` are the
    records that were crossed before it, and `anchor` is set beyond a reference: the place of the
    reference, where a finding stands.
    """

    value: Any
    place: Place
    record: Record
    name: str = ""
    anchor: Place | None = None
    via: tuple[Place, ...] = ()

    @classmethod
    def of(cls, record: Record) -> Standing:
        return cls(record.fields, Place(()), record)

    @property
    def is_record(self) -> bool:
        return self.value is self.record.fields

    @property
    def abroad(self) -> bool:
        """Whether it stands in another record than the one that is judged."""
        return self.place.record is not None

    @property
    def stands(self) -> Place:
        """Where a finding about the value stands."""
        return self.place if self.anchor is None else self.anchor

    @property
    def trail(self) -> tuple[tuple[Place, str], ...]:
        """Every record on the way, ending at the value itself; none in the record itself."""
        if not self.abroad:
            return ()
        words = described(self.record)
        said = _shown(self.value) if self.name else ""
        here = (self.place, f"{words}: {self.name} is {said}" if said else words)
        return (*((place, described(place.record)) for place in self.via if place.record), here)

    def item(self, index: int, value: Any) -> Standing:
        return self.at(value, self._below(index), self.name)

    def field(self, name: str, value: Any) -> Standing:
        dotted = f"{self.name}.{name}" if self.name else name
        return self.at(value, self._below(name), dotted)

    def at(self, value: Any, place: Place, name: str) -> Standing:
        here = Place(place.pointer, place.start, place.end, place.scalar, self.place.record)
        return Standing(value, here, self.record, name, self.anchor, self.via)

    def beyond(self, target: Record) -> Standing:
        """On to the record that the value names."""
        place = Place((), record=target)
        if self.is_id_of(target):
            return replace(self, value=target.fields, place=place, name="")
        return Standing(target.fields, place, target, anchor=self.stands, via=self._crossed())

    def back(self, source: Record) -> Standing:
        """Back to a record that names the one it stands in: the id of that record, placed there."""
        here = Place((), None, None, None, source)
        return Standing(source.id, here, source, "", None, self._crossed())

    def at_other(self, value: Any, place: Place, record: Record, name: str) -> Standing:
        """A value of another record that a field is made of; `place` is in that record."""
        return Standing(value, place, record, name, via=self._crossed())

    def is_id_of(self, target: Record) -> bool:
        """Whether it is the id of a record that was reached backwards, and stands for it."""
        return self.place.record is target and not self.place.pointer

    def not_carried(self, path: Path, why: str = "") -> Standing:
        missing = Missing(path.dotted, why) if why else Missing(path.dotted)
        return replace(self, value=NotCarried(missing))

    def _crossed(self) -> tuple[Place, ...]:
        """What was crossed once this record is left."""
        return (*self.via, self.place) if self.abroad else ()

    def _below(self, step: str | int) -> Place:
        """What a text implies has its place in the text, and so have its fields."""
        return self.place if self.place.start is not None else Place((*self.place.pointer, step))


@lru_cache(256)  # several rules say the same of one record
def described(record: Record) -> str:
    """A record in a few words: an assignment by who may do what, all else by its id."""
    if record.kind != "assignment":
        return f"{record.kind.replace('_', ' ')} {record.id}"
    who, role, account = (record.fields.get(name) for name in ("person", "role", "account"))
    words = f"{who or 'somebody'} is {role or 'somebody'} on {account or 'some account'}"
    return " ".join([words, *_periods(record)])


def _periods(record: Record) -> list[str]:
    """Since when and until when an assignment was given."""
    named = {"granted_at": "since", "expires_at": "until", "revoked_at": "revoked"}
    return [
        f"{word} {record.fields[name]}" for name, word in named.items() if name in record.fields
    ]


def _shown(value: Any) -> str:
    """A value in words; '' where it would be no short one: the place shows it."""
    if value is ABSENT:
        return "empty"
    if not isinstance(value, str | int | float | Moment):
        return ""
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return words if len(words) <= _SHORT and words.isprintable() else ""
