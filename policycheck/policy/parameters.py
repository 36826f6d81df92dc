"""Parameters of packs and policies: what declares them, who may set them, and whether they fit."""

from __future__ import annotations

from collections.abc import Mapping as MappingLike
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.mistakes.language import NO_VALUE, WRONG_TYPE
from policycheck.mistakes.policies import (
    IDLE_PARAMETER,
    PARAMETER_NAME,
    PARAMETER_TYPE,
    PARAMETER_WITHOUT_DEFAULT,
)
from policycheck.model.admission import Door, admit
from policycheck.model.shape import (
    Duration,
    Flag,
    Instant,
    Number,
    Text,
    Type,
)
from policycheck.policy.dated import is_dated, refuse_wrong_dates, values_of
from policycheck.policy.params import is_name
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.surface import PackSurface

__all__ = ["Declared", "declared_by", "fits", "set_by"]

_TYPES: dict[str, Type] = {
    "string": Text(),
    "integer": Number(whole=True),
    "number": Number(),
    "boolean": Flag(),
    "date": Instant(),
    "duration": Duration(),
}


@dataclass(slots=True)
class Declared:
    """The parameters that a level of `extends` has: their values, types, and which are open.

    One that is not open may only be tightened below.
    """

    values: dict[str, Node] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    descriptions: dict[str, str] = field(default_factory=dict)

    def add(self, other: Declared) -> None:
        self.values |= other.values
        self.types |= other.types
        self.opened |= other.opened
        self.descriptions |= other.descriptions


def declared_by(surface: PackSurface, node: Mapping, problems: Problems) -> Declared:
    """The parameters of a pack, each with its default."""
    declared = Declared()
    params = node.get("params")
    for entry in params if isinstance(params, Mapping) else ():
        name = entry.key.text
        default = entry.value.get("default") if isinstance(entry.value, Mapping) else None
        if default is None:
            message = f"parameter {name} has no default"
            problems.at(entry.key, PARAMETER_WITHOUT_DEFAULT, message, "write default: and a value")
        elif _is_right_name(entry, problems):
            about = surface.params[name]
            declared.values[name] = default
            declared.types[name] = about.type
            declared.descriptions[name] = about.description
            if about.open:
                declared.opened.add(name)
            fits(name, default, declared.types, problems)
    return declared


def set_by(
    node: Mapping, inherited: Declared, used: AbstractSet[str], problems: Problems
) -> dict[str, Node]:
    """The parameters that a policy sets, or declares for its own rules; `used` are what those name.

    What it may not set is noted and left out.
    """
    own = node.get("params")
    if own is None:
        return {}
    if not isinstance(own, Mapping):
        problems.at(
            own, WRONG_TYPE, "params takes names with values", "write params: {name: value}"
        )
        return {}
    below = {name for entry in own for name in _named(entry.value)}
    return {
        entry.key.text: entry.value
        for entry in own
        if _is_right_name(entry, problems) and _may_be_set(entry, inherited, used | below, problems)
    }


def _may_be_set(
    entry: Entry, inherited: Declared, used: AbstractSet[str], problems: Problems
) -> bool:
    name, value = entry.key.text, entry.value
    if isinstance(value, Scalar) and value.is_null:
        problems.at(entry.key, NO_VALUE, f"{name} has no value", "give it one, or remove the key")
    elif name not in inherited.values and name not in used:
        advice = f"remove it, or use it as ${name}"
        if inherited.values:
            advice = f"{nearest(name, inherited.values)}; else {advice}"
        message = f"parameter {name} is declared and nothing uses it"
        problems.at(entry.key, IDLE_PARAMETER, message, advice)
    else:
        return fits(name, value, inherited.types, problems)
    return False


def fits(name: str, value: Node, types: MappingLike[str, str], problems: Problems) -> bool:
    """Whether a value, or each of its dated ones, is of the declared type; what is not is noted."""
    before = len(problems.found)
    if is_dated(value):
        refuse_wrong_dates(value, "value", problems)
    for one in values_of(value) if name in types else ():
        _refuse_other_type(name, one, types[name], problems)
    return len(problems.found) == before


def _refuse_other_type(name: str, value: Node, wanted: str, problems: Problems) -> None:
    if isinstance(value, Scalar) and value.text.startswith("$"):
        return  # what it stands for is looked at where it is declared
    if wanted == "list":
        if not isinstance(value, Sequence):
            problems.at(value, PARAMETER_TYPE, f"parameter {name} is a list", "write […]")
        return
    door = Door()
    admit(value, _TYPES[wanted], door)
    for problem in door.problems:
        message = f"parameter {name}: {problem.message}"
        problems.at(value, PARAMETER_TYPE, message, f"its type is {wanted}")


def _is_right_name(entry: Entry, problems: Problems) -> bool:
    if is_name(entry.key.text):
        return True
    advice = "use letters, digits, _ and -, and begin with a letter"
    problems.at(entry.key, PARAMETER_NAME, f"{entry.key.text!r} is no name of a parameter", advice)
    return False


def _named(value: Node) -> list[str]:
    items = value.items if isinstance(value, Sequence) else [value]
    return [one.text[1:] for one in items if isinstance(one, Scalar) and one.text.startswith("$")]
