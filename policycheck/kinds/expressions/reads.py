"""What an expression reads of a record, and those values as the expression language takes them.

Dates and lengths of time go in as text, which the expression turns into timestamps and durations:
the library takes those from Python only where nothing can be absent. A whole day is its first or
its last instant; which one is for the caller to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from policycheck.kinds.listed import is_list
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT
from policycheck.plan import Case, Missing, NotCarried, Path

__all__ = ["Level", "Read", "Values", "has_days", "plain", "values_of"]


class Read(NamedTuple):
    """One path that is read, under the name that stands for it in the expression.

    `within` is given for a list whose elements are looked at: what is read of each.
    """

    name: str
    path: Path
    within: Level | None = None


@dataclass(slots=True)
class Level:
    """What is read of the record, or of each element of a list of it."""

    reads: dict[str, Read] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Read, ...]:
        return tuple(self.reads.values())

    def name_of(self, path: Path) -> str:
        """The name that stands for a path as a whole; '' where there is none yet."""
        found = (one for one in self.reads.values() if one.path == path and one.within is None)
        return next((one.name for one in found), "")


#: The values by the names that stand for them, as the record has them: a list holds `Values` for
#: elements that are looked at.
Values = dict[str, Any]


def values_of(level: Level, case: Case, missing: list[Missing]) -> Values:
    """Every value that is read; what cannot be had is appended to `missing`."""
    return {read.name: _value(read, case, missing) for read in level.reads.values()}


def _value(read: Read, case: Case, missing: list[Missing]) -> Any:
    if read.within is not None:
        elements = case.elements(read.path)
        if isinstance(elements, Missing):
            missing.append(elements)
            return []
        return [values_of(read.within, one, missing) for one in elements]
    value = case.value(read.path)
    if isinstance(value, NotCarried):
        missing.append(value.missing)
    if not _is_readable(value):
        missing.append(Missing(read.path.dotted, "it holds characters that no expression can read"))
    return [] if value is ABSENT and is_list(read.path) else value


def _is_readable(value: Any) -> bool:
    """Whether all texts arrive whole: the library ends them at a null character."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, Mapping):
        return all(map(_is_readable, value)) and all(map(_is_readable, value.values()))
    if isinstance(value, Sequence):
        return all(map(_is_readable, value))
    return True


def has_days(value: Any) -> bool:
    """Whether a date without a time is among the values."""
    if isinstance(value, Moment):
        return value.is_day
    if isinstance(value, dict):
        return any(map(has_days, value.values()))
    return isinstance(value, list | tuple) and any(map(has_days, value))


def plain(value: Any, *, last: bool) -> Any:
    """A value as the expression takes it; a day is its last instant or else its first."""
    if value is ABSENT or isinstance(value, NotCarried):
        return None
    if isinstance(value, Moment):
        return (value.last if last else value.first).isoformat()
    if isinstance(value, timedelta):
        return f"{int(value.total_seconds())}s"
    if isinstance(value, dict):
        return {str(name): plain(item, last=last) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, last=last) for item in value]
    return value
