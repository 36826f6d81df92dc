"""Records that are judged as they go by, and read again if somebody looks one of them up.

Posts may be a million, and few rules look at another one than the post they judge; those that do
find nothing to look up in most posts. So they are not kept for that: the first question for one
that is not at hand reads them once more, and keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from policycheck.model.record import Record

__all__ = ["LookedUp"]


class LookedUp(Mapping[str, Record]):
    """Records by id: those at hand, and those that `read` gives when they are first asked for."""

    def __init__(self, at_hand: Mapping[str, Record], read: Callable[[], Iterable[Record]]) -> None:
        self._known = dict(at_hand)
        self._read: Callable[[], Iterable[Record]] | None = read

    def get(self, key: str, default: Any = None) -> Any:
        found = self._known.get(key)
        if found is None and self._read is not None:
            found = self._all().get(key)
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
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[str, Record]:
        if self._read is not None:
            read, self._read = self._read, None
            at_hand = self._known
            self._known = {one.id: one for one in read()} | at_hand
        return self._known
