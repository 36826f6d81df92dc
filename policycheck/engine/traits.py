"""What records are compared by: the fields that rules ask for and in which many are alike.

Which those are is seen from the records themselves. A field of which nearly every record has its
own value (a text, an instant, a number) tells records apart and is left out; it is looked at again
now and then, since the first hundred posts of an archive may not be like the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import Any, Final

from policycheck.engine.derived import IMPLIED, derived
from policycheck.engine.epochs import Epochs
from policycheck.engine.setting import Setting
from policycheck.engine.watched import AT, ITSELF, NOW, WHETHER
from policycheck.model.record import Record

__all__ = ["Traits"]

#: Never compared: every record has its own.
_OWN: Final = frozenset({ITSELF, "text"})
#: In the second half of a look, at most one record in so many may be of a new sort.
_RARELY_NEW: Final = 4
#: So many records are looked at for the first time, and so many times more each time after.
_FIRST_LOOK: Final = 64
_LONGER: Final = 8
#: No look goes on for longer, and none keeps more rows of values.
_LONGEST: Final = 32_768
_MOST_ROWS: Final = 512


class Traits:
    """The fields that are compared, for records of one kind from one source."""

    def __init__(self, epochs: Callable[[], Epochs]) -> None:
        self.names: tuple[str, ...] = ()
        self._epochs = epochs
        self._asked: list[str] = []
        self._rows: list[list[Hashable]] = []
        self._looked_at = 0
        self._look = _FIRST_LOOK
        self._beyond: list[Callable[[Record, Setting], Hashable]] = []
        self._within: dict[str, list[Callable[[Any], Hashable]]] = {}

    @property
    def are_open(self) -> bool:
        """Whether it is soon to be decided of some field whether it is compared."""
        return self._look == _FIRST_LOOK

    def ask(self, names: Iterable[str]) -> None:
        """Take note of what rules asked for; it is decided soon whether that is compared."""
        new = set(names) - _OWN - set(self._asked)
        if new:
            self._asked = sorted({*self._asked, *new})
            self._begin(_FIRST_LOOK)

    def look(self, record: Record, setting: Setting) -> bool:
        """Look at one more record; whether what is compared has changed by that."""
        if self._looked_at % max(self._look // _MOST_ROWS, 1) == 0:
            self._rows.append([self._value(name, record, setting) for name in self._asked])
        self._looked_at += 1
        if self._looked_at < self._look:
            return False
        names = _common(self._asked, self._rows)
        self._begin(min(self._look * _LONGER, _LONGEST))
        changed = names != self.names
        if changed:
            self._compare(names)
        return changed

    def of(self, record: Record, setting: Setting) -> tuple[Hashable, ...]:
        """The values of the fields that are compared. What a record does not have is not there."""
        found: list[Hashable] = [read(record, setting) for read in self._beyond]
        for name, value in record.fields.items():
            within = self._within.get(name)
            if within is not None:
                found.append((name, *[read(value) for read in within]))
        return tuple(found)

    def _compare(self, names: tuple[str, ...]) -> None:
        """Compare these fields from now on."""
        self.names = names
        self._beyond = [read for name in names if (read := self._reader(name))]
        self._within = {}
        for name in names:
            if name not in (AT, NOW):
                root, _, path = name.removesuffix(WHETHER).partition(".")
                steps = path.split(".") if path else []
                read = partial(_given, steps=steps, whether=name.endswith(WHETHER))
                self._within.setdefault(root, []).append(read)

    def _begin(self, look: int) -> None:
        self._look, self._looked_at, self._rows = look, 0, []

    def _reader(self, name: str) -> Callable[[Record, Setting], Hashable] | None:
        """What reads something that is no field of the source."""
        if name == AT:
            return lambda _, setting: self._epochs().of_moment(setting.at)
        if name == NOW:
            return lambda _, setting: setting.now
        return partial(_implied, name) if name in IMPLIED else None

    def _value(self, name: str, record: Record, setting: Setting) -> Hashable:
        read = self._reader(name)
        root, _, path = name.removesuffix(WHETHER).partition(".")
        steps = path.split(".") if path else []
        given = _given(record.fields.get(root), steps=steps, whether=name.endswith(WHETHER))
        return (read(record, setting), given) if read else given


def _implied(name: str, record: Record, _setting: Setting) -> Hashable:
    """The elements of a list that the text implies."""
    found = derived(record, name) if record.kind == "post" else None
    return tuple([_frozen(spot.value) for spot in found]) if isinstance(found, list) else None


def _common(names: Sequence[str], rows: Sequence[Sequence[Hashable]]) -> tuple[str, ...]:
    """The fields by which records fall into few sorts, those with the fewest values first.

    A field is left out where with it too many rows of the second half would be of a new sort.
    """
    half = len(rows) // 2
    most = half // _RARELY_NEW
    sorts = [0] * len(rows)
    chosen: list[str] = []
    columns = [[row[at] for row in rows] for at in range(len(names))]
    for values, name in sorted(
        zip(columns, names, strict=True), key=lambda pair: len(set(pair[0]))
    ):
        numbers: dict[tuple[int, Hashable], int] = {}
        finer = [numbers.setdefault(pair, len(numbers)) for pair in zip(sorts, values, strict=True)]
        known = set(finer[:half])
        if len(set(finer[half:]) - known) <= most:
            sorts = finer
            chosen.append(name)
    return tuple(sorted(chosen))


def _given(value: Any, steps: Sequence[str], *, whether: bool) -> Hashable:
    """What was asked of the value of a field, as `watched.py` notes it."""
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    if whether and isinstance(value, dict):
        return tuple(value)
    if whether and isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return len(value)
    return value if type(value) is str else _frozen(value)


def _frozen(value: Any) -> Hashable:
    """A value that can be compared and hashed; what differs in type is never alike."""
    if isinstance(value, dict):
        return (dict, *[(name, _frozen(one)) for name, one in value.items()])
    if isinstance(value, list):
        return (list, *[_frozen(one) for one in value])
    if isinstance(value, bool | float):
        return (type(value), value)
    frozen: Hashable = value
    return frozen
