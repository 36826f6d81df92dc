"""Functions that go from a record to a value, made once for each path that is plain enough.

Such a function gives the value, ABSENT, or NotCarried; and NOT_PLAIN wherever there may be more to
it: lists, what a text implies, what is withheld or attested. `plain.py` says who uses them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from policycheck.engine.computed import NEEDS, worked_out
from policycheck.engine.derived import IMPLIED, NAMES_ACCOUNT
from policycheck.engine.setting import Setting
from policycheck.model.record import Record, carries
from policycheck.model.shape import ABSENT, Flag, ListOf
from policycheck.plan import Missing, NotCarried, Path, Step

__all__ = [
    "NESTED",
    "NOT_PLAIN",
    "Getter",
    "field_name",
    "getter",
    "getter_from_group",
    "list_name",
]

#: Fields of a post that are made of other records.
_MADE: Final = frozenset(name for kind, name in NEEDS if kind == "post")
#: From a record to a value, ABSENT, NotCarried, or NOT_PLAIN.
Getter: TypeAlias = Callable[[Record, Setting], Any]


#: What is not one value. (As a tuple: `dict | list` makes a type each time it is asked.)
NESTED: Final = (dict, list)
#: What a computed field that can be told comes to.
_TOLD: Final = (str, bool)


class _NotPlain:
    """Stands where the value has to be had by the whole walk."""


NOT_PLAIN: Final = _NotPlain()


def list_name(path: Path) -> str:
    """The name of a list that stands in the record, where the path is just that."""
    if len(path.steps) != 1 or path.from_element:
        return ""
    step = path.steps[0]
    is_other = step.back or step.computed or step.follow
    is_list = path.many or isinstance(path.type, ListOf)
    return "" if is_other or not is_list or _may_be_made([step.name]) else step.name


def field_name(path: Path) -> str:
    """The name of a field of the record itself that holds one value, where the path is just that.

    A reference is such a field: its value is the id that stands there.
    """
    if len(path.steps) != 1 or path.from_element or path.many:
        return ""
    step = path.steps[0]
    is_other = step.back or step.computed or _may_be_made([step.name])
    return "" if is_other else step.name


def getter_from_group(path: Path) -> Getter | None:
    """Beyond the reference in a group with which a path of several steps starts."""
    if not path.from_element or len(path.steps) == 1 or not path.steps:
        return None
    first, rest = path.steps[0], path.steps[1:]
    is_many = path.many or isinstance(path.type, ListOf)
    if is_many or first.back or first.computed or not first.follow:
        return None
    return None if any(step.back for step in rest) else _along(path, rest)


def getter(path: Path) -> Getter:
    if len(path.steps) == 1 and path.steps[0].back:
        return _referring(path)
    if path.many or isinstance(path.type, ListOf) or any(step.back for step in path.steps):
        return _not_plain
    return _along(path, path.steps)


def _along(path: Path, steps: Sequence[Step]) -> Getter:
    """From a record along what is left of a path."""
    if len(steps) == 1 and steps[0].computed:
        return _computed(steps[0].name)
    count = next((at for at, step in enumerate(steps, 1) if step.follow), len(steps))
    if not steps or any(step.computed for step in steps[:count]):
        return _not_plain
    names = [step.name for step in steps[:count]]
    own = _own_value(path, names, ends=count == len(steps))
    if _may_be_made(names):
        own = _unless_post(own)
    if count == len(steps):
        return own
    return _followed(names, own, steps[count - 1].follow, _along(path, steps[count:]))


def _not_plain(_record: Record, _setting: Setting) -> Any:
    return NOT_PLAIN


def _own_value(path: Path, names: Sequence[str], *, ends: bool) -> Getter:
    """A field of the record itself, at which the path ends or goes on to another record."""
    name, within = names[0], names[1:]
    at_end = _absence(path, assumes=ends)
    on_the_way = _absence(path, assumes=True)
    first = on_the_way if within else at_end

    def get_first(record: Record, _setting: Setting) -> Any:
        if record.withheld or record.attested:
            return NOT_PLAIN
        value = record.fields.get(name, ABSENT)
        if value is ABSENT:
            return first(record, name)
        return NOT_PLAIN if isinstance(value, NESTED) else value

    def get(record: Record, _setting: Setting) -> Any:
        if record.withheld or record.attested:
            return NOT_PLAIN
        value = record.fields.get(name, ABSENT)
        if value is ABSENT:
            return first(record, name)
        for depth, below in enumerate(within, 2):
            if not isinstance(value, dict):
                return NOT_PLAIN
            value = value.get(below, ABSENT)
            if value is ABSENT:
                absent = at_end if depth == len(names) else on_the_way
                return absent(record, ".".join(names[:depth]))
        return NOT_PLAIN if isinstance(value, NESTED) else value

    return get if within else get_first


def _may_be_made(names: Sequence[str]) -> bool:
    """Whether a field of a post may be implied by its text, or made of what else is on record."""
    return names[0] in IMPLIED or names[0] in _MADE or ".".join(names) in NAMES_ACCOUNT


def _unless_post(get: Getter) -> Getter:
    def unless_post(record: Record, setting: Setting) -> Any:
        return NOT_PLAIN if record.kind == "post" else get(record, setting)

    return unless_post


def _absence(path: Path, *, assumes: bool) -> Callable[[Record, str], Any]:
    """What no value comes to, at a dotted name in the record.

    Nothing is assumed of a record where the reference to it is what lacks.
    """
    assumed = path.type.assumed if assumes and isinstance(path.type, Flag) else None
    nothing = ABSENT if assumed is None else assumed
    unknown = NotCarried(Missing(path.dotted))

    def absent(record: Record, name: str) -> Any:
        return nothing if record.carried is None or carries(record, name) else unknown

    return absent


def _followed(names: Sequence[str], reference: Getter, kind: str, beyond: Getter) -> Getter:
    """On from a reference to the record that it names."""
    name = names[0] if len(names) == 1 and not _may_be_made(names) else ""

    def get(record: Record, setting: Setting) -> Any:
        target = None
        if name and not record.withheld and not record.attested:
            target = setting.target(record, name, kind)
        if target is None:
            value = reference(record, setting)
            if not isinstance(value, str):
                return value
            target = setting.world.records.get(kind, {}).get(value)
        return NOT_PLAIN if target is None else beyond(target, setting)

    return get


def _referring(path: Path) -> Getter:
    """The ids of the records that name the one at hand."""
    step = path.steps[0]

    def get(record: Record, setting: Setting) -> Any:
        found = setting.referring(record, step.follow, step.back, path.dotted)
        if isinstance(found, Missing):
            return NotCarried(found)
        return [one.id for one in found] or ABSENT

    return get


def _computed(name: str) -> Getter:
    """The value of a computed field that stands where the field would, and can be told."""

    def get(record: Record, setting: Setting) -> Any:
        if record.withheld or record.attested or record.kind == "post":
            return NOT_PLAIN
        value = setting.made.get((record, name))
        if value is None:
            value = worked_out(record, name, setting)
        return value if isinstance(value, _TOLD) else NOT_PLAIN

    return get
