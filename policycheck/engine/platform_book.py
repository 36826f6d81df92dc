"""Platform records by all their names: `twitter`, `X` and `x` mean one platform."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policycheck.model.record import Record
from policycheck.plan import Profiles

__all__ = ["PlatformBook"]


class PlatformBook(Mapping[str, Record]):
    """Platforms on record by id; found by any name that the record or the shipped profile has.

    Case makes no difference. Where two records have a name, it is that of the first by id.
    """

    def __init__(self, records: Iterable[Record], profiles: Profiles) -> None:
        self._by_id = {record.id: record for record in records}
        self._by_name: dict[str, Record] = {}
        for _, record in sorted(self._by_id.items()):
            for name in _names(record, profiles):
                self._by_name.setdefault(name.casefold(), record)

    def __getitem__(self, name: str) -> Record:
        return self._by_id.get(name) or self._by_name[name.casefold()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)


def _names(record: Record, profiles: Profiles) -> Iterator[str]:
    yield record.id
    name, aliases = record.fields.get("name"), record.fields.get("aliases")
    yield from (one for one in (name, *(aliases or ())) if isinstance(one, str))
    known = profiles.find(record.id)
    if known:
        yield from (known.id, known.name, *known.aliases)
