"""What records are compared by: the fields that rules ask for and in which many are alike.

Which those are is seen from the records themselves. A field of which nearly every record has its
own value (a text, an instant, a number) tells records apart and is left out; it is looked at again
now and then, since the first hundred posts of an archive may not be like the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from policycheck.engine.derived import IMPLIED, derived
from policycheck.engine.epochs import Epochs
from policycheck.engine.setting import Setting
from policycheck.engine.watched import AT, ITSELF, NOW, WHETHER
from policycheck.model.record import Record

__all__ = ["Traits"]

#: Never compared: every record has its own.
_OWN: Final = frozenset({ITSELF, "text"})
#: In the second half of a look, at most one record in so many may bring a new value.
_RARELY_NEW: Final = 4
#: So many records are looked at for the first time, and so many times more each time after.
_FIRST_LOOK: Final = 64
_LONGER: Final = 8
#: No look goes on for longer.
_LONGEST: Final = 32_768


@dataclass(slots=True)
class _Seen:
    """The values of a field in one look, and how many were new when most had been seen."""

    values: set[Hashable] = field(default_factory=set)
    new: int = 0

    def add(self, value: Hashable, *, late: bool) -> None:
        if value not in self.values:
            self.values.add(value)
            self.new += late


class Traits:
    """The fields that are compared, for records of one kind from one source."""

    def __init__(self, epochs: Callable[[], Epochs]) -> None:
        self.names: tuple[str, ...] = ()
        self._epochs = epochs
        self._seen: dict[str, _Seen] = {}
        self._looked_at = 0
        self._look = _FIRST_LOOK

    @property
    def are_open(self) -> bool:
        """Whether it is soon to be decided of some field whether it is compared."""
        return self._look == _FIRST_LOOK

    def ask(self, names: Iterable[str]) -> None:
        """Take note of what rules asked for; it is decided soon whether that is compared."""
        new = {name for name in names if name not in _OWN and name not in self._seen}
        if new:
            self._seen.update((name, _Seen()) for name in new)
            self._begin(_FIRST_LOOK)

    def look(self, record: Record, setting: Setting) -> bool:
        """Look at one more record; whether what is compared has changed by that."""
        half = self._look // 2
        late = self._looked_at >= half
        most = half // _RARELY_NEW
        for name, seen in self._seen.items():
            if seen.new <= most:
                seen.add(self._value(name, record, setting), late=late)
        self._looked_at += 1
        if self._looked_at < self._look:
            return False
        names = tuple(sorted(name for name, seen in self._seen.items() if seen.new <= most))
        self._begin(min(self._look * _LONGER, _LONGEST))
        changed = names != self.names
        self.names = names
        return changed

    def of(self, record: Record, setting: Setting) -> tuple[Hashable, ...]:
        """The values of the fields that are compared."""
        return tuple([self._value(name, record, setting) for name in self.names])

    def _begin(self, look: int) -> None:
        self._look, self._looked_at = look, 0
        for name in self._seen:
            self._seen[name] = _Seen()

    def _value(self, name: str, record: Record, setting: Setting) -> Hashable:
        if name == AT:
            return self._epochs().of_moment(setting.at)
        if name == NOW:
            return setting.now
        given = _given(record, name)
        if name in IMPLIED and record.kind == "post":
            found = derived(record, name)
            spots = found if isinstance(found, list) else ()
            return (_frozen(given), *[_frozen(spot.value) for spot in spots])
        return given if type(given) is str else _frozen(given)


def _given(record: Record, name: str) -> Any:
    """The value at a dotted name; of a group that is only asked for, that there is one."""
    if name in record.fields:
        return record.fields[name]
    value: Any = record.fields
    for step in name.removesuffix(WHETHER).split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return True if name.endswith(WHETHER) and isinstance(value, dict) else value


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
