"""Records that are judged as they go by, and read again if somebody looks one of them up.

Posts may be a million, and few rules look at another one than the post they judge; those that do
find nothing to look up in most posts. So they are not kept for that: the first question for one
that is not at hand reads them once more, to learn which of them any record refers to, and keeps
these. Only who wants them all, or one that nothing refers to, has all of them kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from policycheck.engine.references import references
from policycheck.engine.spool import Spool
from policycheck.model.record import Record

__all__ = ["LookedUp"]


class LookedUp(Mapping[str, Record]):
    """Records of a kind by id: those at hand, and those that `read` gives when they are asked for.

    `beside` are the records of other kinds, which may refer to them.
    """

    def __init__(
        self,
        kind: str,
        at_hand: Mapping[str, Record],
        read: Callable[[], Iterable[Record]],
        beside: Iterable[Record] = (),
    ) -> None:
        self._kind = kind
        self._at_hand = at_hand
        self._known = dict(at_hand)
        self._read: Callable[[], Iterable[Record]] | None = read
        self._beside = beside
        self._referred: set[str] = set()
        self._ids: Spool[str] | None = None

    def get(self, key: str, default: Any = None) -> Any:
        found = self._known.get(key) or self._looked_for(key)
        return default if found is None else found

    def __getitem__(self, key: str) -> Record:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        record: Record = found
        return record

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        if self._read is None:
            return iter(self._known)
        ids = (one for one in self._walked() if one not in self._at_hand)
        return chain(ids, self._at_hand)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _looked_for(self, key: str) -> Record | None:
        """A record that is not at hand."""
        if self._read is None:
            return None
        self._walked()
        known = self._known if key in self._referred else self._all()
        return known.get(key)

    def _walked(self) -> Spool[str]:
        """All ids, once every record was read to learn which are referred to, and these kept."""
        if self._ids is None and self._read is not None:
            self._ids = Spool()
            for record in chain(self._beside, self._read()):
                if record.kind == self._kind:
                    self._ids.append(record.id)
                named = (one for one in references(record) if one.kind == self._kind)
                self._referred.update(one.id for one in named)
            found = {one.id: one for one in self._read() if one.id in self._referred}
            self._known = found | self._known
        assert self._ids is not None
        return self._ids

    def _all(self) -> Mapping[str, Record]:
        if self._read is not None:
            read, self._read = self._read, None
            self._known = {one.id: one for one in read()} | self._known
        return self._known
