"""The names of what is asked of a record, and the way to what they stand for.

- `status`, `approvals.0.person`: a field, by its dotted name; what the text implies (`links`) by
  the name of that list; the instant that now is by NOW; by AT where the instant that the record
  is judged at stands among all those on record;
- with WHETHER behind it: whether there is such a field; of a group, which fields it has; of groups,
  how many they are; with WORD: whether it begins with a letter; with EPOCH: where its instant
  stands among all those on record;
- `person>person.departed_at`: the same of the record that a field refers to, a person;
- `<moderation.post`: whether any record of that kind names this one in that field;
- ITSELF: everything else that is the record's own (its id, its place, its folder).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from msgspec import Struct

from policycheck.engine.setting import Setting
from policycheck.model.record import Record

__all__ = [
    "AT", "EPOCH", "FROM", "ITSELF", "NOW", "TO", "WHETHER", "WORD", "To", "Way", "bare",
    "steps_to", "target", "within",
]  # fmt: skip

AT: Final = "(at)"
NOW: Final = "(now)"
ITSELF: Final = "(itself)"
WHETHER: Final = "?"
WORD: Final = "^"
EPOCH: Final = "@"
#: Between the name of a reference and the kind of record that it refers to.
TO: Final = ">"
#: Before the kind and the field of records that refer to the record.
FROM: Final = "<"


class To(Struct, frozen=True):
    """A step from a reference to the record of that kind."""

    kind: str


#: The steps from the value of a field: names in groups, numbers in lists, references.
Way: TypeAlias = tuple[str | int | To, ...]


def bare(name: str) -> str:
    """The name of the field itself, without what is asked about it."""
    return name.rstrip(WHETHER + WORD + EPOCH)


def steps_to(dotted: str) -> tuple[str, Way]:
    """The field of a record that a name begins with, and the steps on from its value."""
    steps: list[str | int | To] = []
    for word in bare(dotted).split("."):
        step, to, kind = word.partition(TO)
        steps.append(int(step) if step.isdigit() else step)
        if to:
            steps.append(To(kind))
    return str(steps[0]), tuple(steps[1:])


def target(named: Any, kind: str, setting: Setting) -> Record | None:
    """The record that a value refers to, where there is one."""
    return setting.world.records.get(kind, {}).get(named) if isinstance(named, str) else None


def within(value: Any, steps: Sequence[str | int | To], setting: Setting) -> Any:
    """What these steps lead to; None where there is nothing."""
    for step in steps:
        if isinstance(step, To):
            found = target(value, step.kind, setting)
            value = found and found.fields
        elif isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
