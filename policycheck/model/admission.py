"""How a value is admitted: checked against the type of its field, and typed, once.

What is wrong is told with its place and what to do about it; a value that does not fit is ABSENT.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from msgspec import Struct, field

from policycheck.document import Mapping as MappingNode
from policycheck.document import Node, Scalar, Sequence
from policycheck.errors import Problem
from policycheck.model.moment import parse_duration, parse_moment
from policycheck.model.shape import (
    ABSENT,
    Choice,
    Duration,
    Flag,
    Free,
    Group,
    Instant,
    ListOf,
    Number,
    Reference,
    Text,
    Type,
)
from policycheck.source import Source, Span
from policycheck.text.late import late

__all__ = ["Door", "admit", "plain_value", "problem_at"]


class Door(Struct):
    """What is found out while values are admitted: what is wrong, which keys nobody declared."""

    zone: tzinfo | None = None
    problems: list[Problem] = field(default_factory=list)
    unknown_keys: list[Scalar] = field(default_factory=list)

    def refuse(self, node: Node, message: str, advice: str = "") -> Any:
        self.problems.append(problem_at(node.source, node.span, message, advice))
        return ABSENT


def problem_at(source: Source, span: Span, message: str, advice: str = "") -> Problem:
    line, column = source.position(span.start)
    return Problem(source.path, line, column, message, advice)


def admit(node: Node, shape: Type, door: Door) -> Any:
    """The typed value of a node, or ABSENT where it has none; what is wrong goes to the door."""
    if isinstance(node, Scalar) and node.is_null:
        return ABSENT
    return _ADMIT[type(shape)](node, shape, door)


def _list(node: Node, shape: ListOf, door: Door) -> Any:
    if not isinstance(node, Sequence):
        if shape.or_one:
            value = admit(node, shape.item, door)
            return value if value is ABSENT else [value]
        return door.refuse(node, f"expected a list, found {_found(node)}")
    values = (admit(item, shape.item, door) for item in node.items)
    return [value for value in values if value is not ABSENT]


def _group(node: Node, shape: Group, door: Door) -> Any:
    if not isinstance(node, MappingNode):
        if shape.main:
            value = admit(node, shape.fields[shape.main].type, door)
            return value if value is ABSENT else {shape.main: value}
        return door.refuse(node, f"expected named fields, found {_found(node)}")
    values: dict[str, Any] = {}
    for entry in node:
        name = entry.key.text
        declared = shape.fields.get(name)
        if declared is None:
            door.unknown_keys.append(entry.key)
            values[name] = _free(entry.value, Free(), door)
            continue
        if declared.computed:  # worked out, never taken from a file's word
            door.unknown_keys.append(entry.key)
            continue
        value = admit(entry.value, declared.type, door)
        if value is not ABSENT:
            values[name] = value
    return values


def _free(node: Node, _shape: Free, door: Door) -> Any:
    if isinstance(node, MappingNode):
        return {entry.key.text: _free(entry.value, _shape, door) for entry in node}
    if isinstance(node, Sequence):
        return [_free(item, _shape, door) for item in node.items]
    return plain_value(node)


def plain_value(node: Scalar) -> str | int | float | bool | None:
    """What a scalar is by the YAML 1.2 core schema, for fields that nobody has given a type."""
    if node.style == "quoted":
        return node.text
    if node.is_null:
        return None
    if node.text in ("true", "false"):
        return node.text == "true"
    if _WHOLE().match(node.text):
        return int(node.text)
    if _NUMBER().match(node.text):
        return float(node.text)
    return node.text


def _scalar(read: Callable[[str, Any, Door], Any]) -> Callable[[Node, Any, Door], Any]:
    """An admission for scalars: quoted or plain text that `read` turns into a value."""

    def admission(node: Node, shape: Any, door: Door) -> Any:
        if not isinstance(node, Scalar):
            return door.refuse(node, f"expected {_EXPECTED[type(shape)]}, found {_found(node)}")
        if node.style == "typed":
            return door.refuse(
                node, f"expected {_EXPECTED[type(shape)]} in quotes, found {node.text}"
            )
        try:
            return read(node.text, shape, door)
        except ValueError as problem:
            return door.refuse(node, f"{problem}; found {node.text!r}")

    return admission


def _flag(node: Node, _shape: Flag, door: Door) -> Any:
    if not isinstance(node, Scalar) or node.style == "quoted" or node.text not in ("true", "false"):
        return door.refuse(node, f"expected true or false, found {_found(node)}")
    return node.text == "true"


#: What has more digits is too large for a float too, and would be refused by int().
_WHOLE = late(r"^[-+]?[0-9]{1,400}$")
_NUMBER = late(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")


def _number(node: Node, shape: Number, door: Door) -> Any:
    wanted = "a whole number" if shape.whole else "a number"
    if not isinstance(node, Scalar) or node.style == "quoted":
        return door.refuse(node, f"expected {wanted}, found {_found(node)}")
    if _WHOLE().match(node.text):
        return int(node.text)
    if not _NUMBER().match(node.text):
        return door.refuse(node, f"expected {wanted}, found {_found(node)}")
    value = float(node.text)
    if not math.isfinite(value) or (shape.whole and not value.is_integer()):
        return door.refuse(node, f"expected {wanted}, found {_found(node)}")
    return int(value) if shape.whole else value


def _choice(text: str, shape: Choice, _door: Door) -> str:
    if text not in shape.values:
        raise ValueError(f"expected one of {', '.join(shape.values)}")
    return text


def _found(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"the text {node.text!r}" if node.style == "quoted" else repr(node.text)
    return "a list" if isinstance(node, Sequence) else "named fields"


_EXPECTED: dict[type, str] = {
    Text: "text",
    Instant: "a date or an instant",
    Duration: "a length of time",
    Choice: "a word",
    Reference: "an id",
}

_ADMIT: dict[type, Callable[[Node, Any, Door], Any]] = {
    Text: _scalar(lambda text, _shape, _door: text),
    Reference: _scalar(lambda text, _shape, _door: text),
    Choice: _scalar(_choice),
    Instant: _scalar(lambda text, _shape, door: parse_moment(text, door.zone)),
    Duration: _scalar(lambda text, _shape, _door: parse_duration(text)),
    Flag: _flag,
    Number: _number,
    ListOf: _list,
    Group: _group,
    Free: _free,
}
