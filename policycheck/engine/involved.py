"""Records that somebody wants to look at afterwards, so many and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policycheck.model.record import Record

__all__ = ["Involved"]


@dataclass(slots=True)
class Involved:
    """Keeps the records of findings, and the first of the others, as an evaluation goes by.

    A stream of posts may be long, and a record with its document weighs more than what is said of
    it: `most_found` and `most_others` say how many are kept.
    """

    most_found: int = 10_000
    most_others: int = 200
    _found: dict[tuple[str, str], Record] = field(default_factory=dict)
    _others: dict[tuple[str, str], Record] = field(default_factory=dict)

    def judged(self, record: Record) -> None:
        """Keep one of which there is nothing to say so far."""
        name = (record.kind, record.id)
        if len(self._others) < self.most_others and name not in self._found:
            self._others.setdefault(name, record)

    def found(self, record: Record) -> None:
        """Keep one that breaks a rule."""
        if len(self._found) < self.most_found:
            self._found.setdefault((record.kind, record.id), record)

    def __iter__(self) -> Iterator[Record]:
        yield from self._found.values()
        yield from (one for name, one in self._others.items() if name not in self._found)
