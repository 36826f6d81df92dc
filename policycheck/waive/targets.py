"""The records that waivers are about: watched as they go by, and remembered by little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.waive.written import Written

__all__ = ["Target", "Targets"]


class Target(NamedTuple):
    """A record that a waiver may be about: the account it belongs to, and whose doing it is."""

    kind: str
    id: str
    account: str
    author: str

    @property
    def words(self) -> str:
        return f"{self.kind.replace('_', ' ')} {self.id}"


@dataclass(slots=True)
class Targets:
    """The records of a run that waivers name, by themselves or by their account."""

    ids: frozenset[str]
    accounts: frozenset[str]
    world: World = field(default_factory=World)
    _found: dict[tuple[str, str], Target] = field(default_factory=dict)
    _of_posts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def named_by(cls, waivers: Iterable[Written]) -> Targets:
        several = list(waivers)
        ids = frozenset(one.id for one in several if one.id)
        return cls(ids, frozenset(one.account for one in several if one.account))

    def over(self, records: Iterable[Record], world: World) -> Iterator[Record]:
        """The records as they are, each looked at on its way. Posts come before other records."""
        self.world = world
        if not self.ids and not self.accounts:
            yield from records
            return
        for record in records:
            found = self._target(record)
            if record.kind == "post" and found.account:
                self._of_posts[record.id] = found.account
            if record.id in self.ids or found.account in self.accounts:
                self._found[record.kind, record.id] = found
            yield record

    def leave_out(self, names: Iterable[tuple[str, str]]) -> None:
        """Forget records, by kind and id, that went by and are not judged."""
        for name in names:
            self._found.pop(name, None)

    def get(self, kind: str, id_: str) -> Target | None:
        return self._found.get((kind, id_))

    def of(self, waiver: Written) -> list[Target]:
        """The records of this run that a waiver names, of whatever kind."""
        return [one for one in self._found.values() if names(waiver, one)]

    def on_record(self, waiver: Written) -> list[Target]:
        """The records that a waiver names by id and that are loaded, judged in this run or not."""
        known = (records.get(waiver.id) for records in self.world.records.values())
        found = (self._target(record) for record in known if record is not None)
        return [one for one in found if names(waiver, one)]

    def _target(self, record: Record) -> Target:
        return Target(record.kind, record.id, self._account(record), _author(record))

    def _account(self, record: Record) -> str:
        """An account's own id, the account that a record names, or that of the post it is about."""
        named = record.account
        if named is None and isinstance(post := record.fields.get("post"), str):
            known = self.world.records.get("post", {}).get(post)
            named = known.account if known else self._of_posts.get(post)
        return named if isinstance(named, str) else ""


def names(waiver: Written, target: Target) -> bool:
    """Whether a waiver is about a record."""
    if waiver.account:
        return waiver.account == target.account
    return waiver.id == target.id and waiver.kind in ("", target.kind)


def _author(record: Record) -> str:
    """Whose doing a record is: who wrote a post, who holds a role, and of a person, the person."""
    if record.kind == "person":
        return record.id
    field_ = {"post": "author", "assignment": "person"}.get(record.kind, "")
    author = record.fields.get(field_)
    return author if isinstance(author, str) else ""
