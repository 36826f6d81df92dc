"""The types of fields and parameters as the expression language knows them."""

from __future__ import annotations

from datetime import timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from policycheck.document import Mapping, Node, Scalar
from policycheck.kinds.listed import is_list
from policycheck.model.admission import plain_value
from policycheck.model.moment import Moment, parse_duration, parse_moment
from policycheck.model.shape import (
    Choice,
    Duration,
    Flag,
    Group,
    Instant,
    ListOf,
    Number,
    Reference,
    Text,
    Type,
)
from policycheck.plan import Path

if TYPE_CHECKING:
    from cel_expr_python.cel import Type as CelType

__all__ = [
    "converted",
    "converted_value",
    "item_of",
    "of_elements",
    "of_path",
    "of_value",
    "value_of",
]

#: Named fields as such: they can be asked whether they are there, and for nothing else.
_FIELDS = "policycheck.fields"
_WRAPPERS: dict[type[Type], str] = {
    Text: "String",
    Choice: "String",
    Reference: "String",
    Flag: "Bool",
}


def item_of(path: Path) -> Type:
    """The type of one value at a path."""
    return path.type.item if isinstance(path.type, ListOf) else path.type


def of_path(path: Path) -> CelType:
    """The type of what stands at a path. Single values may be null, lists are at least empty."""
    from cel_expr_python import cel

    one = _of_one(item_of(path))
    return cel.Type.List(one) if is_list(path) else one


def of_elements() -> CelType:
    """The type of a list whose elements are looked at field by field."""
    from cel_expr_python import cel

    return cel.Type.List(cel.Type.AbstractType(_FIELDS))


def _of_one(of: Type) -> CelType:
    from cel_expr_python import cel

    if isinstance(of, Instant):
        return cel.Type.TIMESTAMP
    if isinstance(of, Duration):
        return cel.Type.DURATION
    if isinstance(of, Group):
        return cel.Type.AbstractType(_FIELDS)
    if isinstance(of, Number):
        return _wrapped("Int64" if of.whole else "Double")
    return _wrapped(_WRAPPERS[type(of)]) if type(of) in _WRAPPERS else cel.Type.DYN


def _wrapped(name: str) -> CelType:
    """A type with null."""
    from cel_expr_python import cel

    return cel.Type(f"google.protobuf.{name}Value")


_FUNCTIONS: dict[type, str] = {
    Instant: "timestamp",
    Moment: "timestamp",
    Duration: "duration",
    timedelta: "duration",
}


def converted(text: str, path: Path, spare: str) -> str:
    """What turns a value into the type that was checked; `spare` is a name that nothing has."""
    function = _FUNCTIONS.get(type(item_of(path)))
    if function is None:
        return text
    if is_list(path):
        return f"{text}.map({spare}, {_converted(spare, function)})"
    return _converted(text, function)


def converted_value(text: str, value: Any) -> str:
    """The same for the value of a parameter."""
    function = _FUNCTIONS.get(type(value))
    return _converted(text, function) if function else text


def _converted(text: str, function: str) -> str:
    return f"({text} == null ? null : {function}({text}))"


def value_of(node: Node, zone: tzinfo | None) -> Any:
    """The value of a parameter: a plain scalar says by its looks whether it is a date or a number.

    Inside lists and mappings dates stay text.
    """
    if isinstance(node, Scalar) and node.style == "plain":
        for read in (lambda text: parse_moment(text, zone), parse_duration):
            try:
                return read(node.text)
            except ValueError:
                continue
    return _held(node)


def _held(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {entry.key.text: _held(entry.value) for entry in node}
    if not isinstance(node, Scalar):
        return [_held(item) for item in node.items]
    return plain_value(node)


def of_value(value: Any, *, decimal: bool = False) -> CelType:
    """The type of a parameter; of a whole number, where `decimal`, that of any number."""
    from cel_expr_python import cel

    if isinstance(value, list):
        types = [of_value(item, decimal=decimal) for item in value]
        same = bool(types) and all(one == types[0] for one in types)
        return cel.Type.List(types[0]) if same else cel.Type.LIST
    if decimal and isinstance(value, int) and not isinstance(value, bool):
        return cel.Type.DOUBLE
    names: dict[type, CelType] = {
        str: cel.Type.STRING,
        bool: cel.Type.BOOL,
        int: cel.Type.INT,
        float: cel.Type.DOUBLE,
        Moment: cel.Type.TIMESTAMP,
        timedelta: cel.Type.DURATION,
    }
    return names.get(type(value), cel.Type.DYN)
