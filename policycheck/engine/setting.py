"""What a path needs besides its record: the other records, and the instants it is judged at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from policycheck.engine.world import World
from policycheck.model.moment import Moment
from policycheck.model.record import Record, carries, lapsed
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing

__all__ = ["Setting", "begins_with_word", "told"]


class Setting(Struct, eq=False):
    """The other records, the instant judged, and the instant to which elapsed time is measured.

    `made` holds what computed fields of records on record came to at that instant.
    """

    world: World
    at: Moment
    now: Moment
    made: dict[tuple[Record, str], Any] = field(default_factory=dict)

    def target(self, record: Record, name: str, kind: str) -> Record | None:
        """The record that a field names, where it is on record."""
        named = record.fields.get(name)
        return self.world.records.get(kind, {}).get(named) if isinstance(named, str) else None

    def referring(
        self, record: Record, kind: str, name: str, path: str
    ) -> Sequence[Record] | Missing:
        """The records of a kind that name this one in that field, as `World.referring` has them."""
        return self.world.referring(kind, name, record.id, path)

    def has_word(self, record: Record, name: str) -> bool:
        """Whether a field is seen to be filled at its first letter."""
        return begins_with_word(record.fields.get(name))


def begins_with_word(value: Any) -> bool:
    """Whether it is a text that begins with a letter or digit of ASCII: no more need be read."""
    first = value[:1] if isinstance(value, str) else ""
    return first.isascii() and first.isalnum()


def told(record: Record, name: str, setting: Setting) -> Any:
    """The value of a field of a record itself: ABSENT, or Missing where it cannot be told.

    What time it is only matters where somebody vouches for a value.
    """
    if name in record.withheld:
        return Missing(name, record.withheld[name])
    value = record.fields.get(name, ABSENT)
    if value is ABSENT and not carries(record, name):
        return Missing(name, f"the source of {record.kind} {record.id} has no place for {name}")
    why = lapsed(record, name, setting.now) if record.attested else None
    return Missing(name, why) if why else value
