"""What records are compared by: what rules ask for and in which many are alike.

Which those are is seen from the records themselves. A field of which nearly every record has its
own value (a text, an instant, a number) tells records apart and is left out; it is looked at again
now and then, since the first hundred posts of an archive may not be like the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Final, TypeAlias

from policycheck.engine.asked_names import ITSELF
from policycheck.engine.epochs import Epochs
from policycheck.engine.orders import Order
from policycheck.engine.setting import Setting
from policycheck.engine.trait_readers import Reader, ValueReader, reader, readers
from policycheck.model.record import Record

__all__ = ["Parted", "Traits"]

#: Never compared: every record has its own.
_OWN: Final = frozenset({ITSELF, "text"})
#: In the second half of a look, at most one record in so many may be like no other: that costs as
#: much as to ask the rules that depend on one more field of all records.
_RARELY_NEW: Final = 16
#: So many records are looked at for the first time, and so many times more each time after.
_FIRST_LOOK: Final = 64
_LONGER: Final = 8
#: No look goes on for longer, and none keeps more rows of values.
_LONGEST: Final = 32_768
_MOST_ROWS: Final = 512
#: Of so many things at most it is looked whether they may be compared.
_MOST_ASKED: Final = 256


#: What is no field of the source, and the fields that there are with what was read of each.
Parted: TypeAlias = tuple[tuple[Hashable, ...], frozenset[Any]]


class Traits:
    """The fields that are compared, for records of one kind from one source."""

    def __init__(self, epochs: Callable[[], Epochs]) -> None:
        self.names: frozenset[str | Order] = frozenset()
        self._epochs = epochs
        self._asked: dict[str | Order, Reader] = {}
        self._rows: list[list[Hashable]] = []
        self._looked_at = 0
        self._look = _FIRST_LOOK
        self._beyond: list[tuple[str, Reader]] = []
        self._within: dict[str, ValueReader] = {}

    @property
    def are_open(self) -> bool:
        """Whether it is soon to be decided of some field whether it is compared."""
        return self._look == _FIRST_LOOK

    def ask(self, names: Iterable[str | Order]) -> None:
        """Take note of what rules asked for; it is decided soon whether that is compared."""
        room = _MOST_ASKED - len(self._asked)
        new = sorted(set(names) - _OWN - self._asked.keys(), key=str)[:room]
        if new:
            self._asked.update({name: reader(name, self._epochs) for name in new})
            self._begin(_FIRST_LOOK)

    def look(self, record: Record, setting: Setting) -> bool:
        """Look at one more record; whether what is compared has changed by that."""
        if self._looked_at % max(self._look // _MOST_ROWS, 1) == 0:
            self._rows.append([read(record, setting) for read in self._asked.values()])
        self._looked_at += 1
        if self._looked_at < self._look:
            return False
        names = _common(list(self._asked), self._rows)
        self._begin(min(self._look * _LONGER, _LONGEST))
        changed = names != self.names
        if changed:
            self.names = names
            self._beyond, self._within = readers(sorted(names, key=str), self._epochs)
        return changed

    def of(self, record: Record, setting: Setting) -> tuple[Hashable, ...]:
        """What is compared of a record. What it does not have is not there."""
        found: list[Hashable] = [read(record, setting) for _, read in self._beyond]
        within = self._within
        for name, value in record.fields.items():
            read = within.get(name)
            if read is not None:
                found.append((name, read(value, setting)))
        return tuple(found)

    def parted(self, values: tuple[Hashable, ...]) -> Parted:
        """The same values, fit to be told apart from others part by part."""
        beyond = len(self._beyond)
        return values[:beyond], frozenset(values[beyond:])

    def differing(self, one: Parted, other: Parted) -> set[str]:
        """The parts in which two records are not alike."""
        beyond = zip(self._beyond, one[0], other[0], strict=True)
        found = {part for (part, _), left, right in beyond if left != right}
        return found | {part for part, _ in one[1] ^ other[1]}

    def _begin(self, look: int) -> None:
        self._look, self._looked_at, self._rows = look, 0, []


def _common(
    names: Sequence[str | Order], rows: Sequence[Sequence[Hashable]]
) -> frozenset[str | Order]:
    """The fields by which records fall into few sorts, those with the fewest values first.

    A field is left out where with it too many rows of the second half would be like no other. New
    sorts that come again are none of these: with a new month all posts are of new sorts.
    """
    half = len(rows) // 2
    most = half // _RARELY_NEW
    sorts = [0] * len(rows)
    chosen: list[str | Order] = []
    columns = [_numbered([row[at] for row in rows]) for at in range(len(names))]
    for values, name in sorted(zip(columns, names, strict=True), key=lambda pair: max(pair[0])):
        finer = _numbered(zip(sorts, values, strict=True)) if any(values) else sorts
        known, later = set(finer[:half]), Counter(finer[half:])
        if sum(times == 1 and one not in known for one, times in later.items()) <= most:
            sorts = finer
            chosen.append(name)
    return frozenset(chosen)


def _numbered(values: Iterable[Hashable]) -> list[int]:
    """A number for each value, the same for the same, from 0 in the order in which they came."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(value, len(numbers)) for value in values]
