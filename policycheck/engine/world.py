"""The records that others refer to, by kind and id, and those that refer to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from policycheck.model.moment import Moment
from policycheck.model.record import Record, carries
from policycheck.plan import Missing, Profiles

if TYPE_CHECKING:  # most drafts stand alone
    from policycheck.engine.account_book import AccountBook
    from policycheck.engine.epochs import Epochs
    from policycheck.engine.plain import Way

__all__ = ["World"]


class _Index(Struct):
    """The records of a kind by what one of their fields names; `unsure` may name anything."""

    by_id: dict[str, list[Record]] = field(default_factory=dict)
    unsure: int = 0

    def add(self, record: Record, name: str, platforms: Mapping[str, Record]) -> None:
        named = record.fields.get(name)
        if isinstance(named, str):
            if name == "platform" and named in platforms:
                named = platforms[named].id  # which has several names
            self.by_id.setdefault(named, []).append(record)
        elif name in record.withheld or not carries(record, name):
            self.unsure += 1


class World(Struct, frozen=True, eq=False):
    """What was loaded besides the records under check. A kind not here was not given at all.

    `profiles` gives what is known of the platforms, where handles and addresses are compared.
    `ways` are the paths that were walked in it, by their identity; `of_accounts` is what rules made
    of an account, by a name for that and its id, and the instant that was "now" then.
    """

    records: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    profiles: Callable[[], Profiles] = Profiles
    ways: dict[int, Way] = field(default_factory=dict)
    of_accounts: dict[tuple[str, str], tuple[Moment, Any]] = field(default_factory=dict)
    _indexes: dict[tuple[str, str], _Index] = field(default_factory=dict)
    _books: list[AccountBook] = field(default_factory=list)
    _epochs: list[Epochs] = field(default_factory=list)

    def epochs(self) -> Epochs:
        """The times between which nothing on record changes; worked out when first used."""
        if not self._epochs:
            from policycheck.engine.epochs import Epochs

            self._epochs.append(Epochs.of(self.records, self.profiles()))
        return self._epochs[0]

    def find(self, kind: str, name: str, path: str) -> Record | Missing:
        """The record that a reference names, or why it cannot be had."""
        known = self.records.get(kind)
        if known is None:
            return Missing(path, f"no {kind} records were given")
        record = known.get(name)
        return record or Missing(path, f"no {kind} {name!r} is on record")

    def referring(self, kind: str, name: str, to: str, path: str) -> Sequence[Record] | Missing:
        """The records of a kind whose field of that name names `to`, in the order of their source.

        Where the field of one cannot be told, it cannot be told which they are.
        """
        if kind not in self.records:
            return Missing(path, f"no {kind} records were given")
        index = self._index(kind, name)
        if index.unsure:
            why = f"of {index.unsure} {kind} records it cannot be told which {name} they name"
            return Missing(path, why)
        return index.by_id.get(to, ())

    def account_book(self, path: str) -> AccountBook | Missing:
        """The accounts by handle and address; made once, when it is first asked for."""
        accounts = self.records.get("account")
        if accounts is None:
            return Missing(path, "no account records were given")
        if not self._books:
            from policycheck.engine.account_book import AccountBook

            self._books.append(AccountBook.of(accounts.values(), self.profiles()))
        return self._books[0]

    def _index(self, kind: str, name: str) -> _Index:
        """Made once, when it is first asked for."""
        if (kind, name) not in self._indexes:
            index = _Index()
            for record in self.records[kind].values():
                index.add(record, name, self.records.get("platform", {}))
            self._indexes[kind, name] = index
        return self._indexes[kind, name]
