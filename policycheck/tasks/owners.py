"""Whose a record is: its accounts, and the organisations and agencies that run them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policycheck.engine.world import World
from policycheck.model.record import Record

__all__ = ["Owners"]


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose a record is: the accounts and posts on record, by id."""

    on_record: Mapping[str, Record]
    posts: Mapping[str, Record]

    @classmethod
    def of(cls, judged: Iterable[Record], world: World) -> Owners:
        by_kind: dict[str, dict[str, Record]] = {
            kind: dict(world.records.get(kind, {})) for kind in ("account", "post")
        }
        for record in judged:
            if record.kind in by_kind:
                by_kind[record.kind][record.id] = record
        return cls(by_kind["account"], by_kind["post"])

    def accounts(self, record: Record) -> tuple[str, ...]:
        named = record.account
        if named is None and isinstance(post := record.fields.get("post"), str):
            named = self.posts[post].account if post in self.posts else None
        return (named,) if isinstance(named, str) else tuple(named or ())

    def organizations(self, account: str) -> tuple[str, ...]:
        record = self.on_record.get(account)
        if record is None:
            return ()
        if record.fields.get("organization"):
            return (str(record.fields["organization"]),)
        agencies = record.fields.get("agencies") or ()
        names = (str(one.get("name") or one.get("id") or "") for one in agencies)
        return tuple(sorted({name for name in names if name}))

    def agencies(self, record: Record) -> frozenset[str]:
        """The ids of the agencies that run the accounts of a record."""
        return frozenset(
            str(agency["id"])
            for account in self.accounts(record)
            if account in self.on_record
            for agency in self.on_record[account].fields.get("agencies") or ()
            if agency.get("id")
        )
