"""The records that others refer to, by kind and id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policycheck.model.record import Record
from policycheck.plan import Missing

__all__ = ["World"]


@dataclass(frozen=True, slots=True)
class World:
    """What was loaded besides the records under check. A kind not here was not given at all."""

    records: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)

    def find(self, kind: str, name: str, path: str) -> Record | Missing:
        """The record that a reference names, or why it cannot be had."""
        known = self.records.get(kind)
        if known is None:
            return Missing(path, f"no {kind} records were given")
        record = known.get(name)
        return record or Missing(path, f"no {kind} {name!r} is on record")
