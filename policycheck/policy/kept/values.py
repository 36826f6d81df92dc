"""Options of kinds as plain data and back, each value with the type that it was given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from policycheck.plan import Missing, Options, Plain

__all__ = ["NotKept", "packed_options", "unpacked_options"]

#: Texts, numbers, flags and None stand for themselves; of an array the first item says what it is.
_TUPLE: Final = 0
_LIST: Final = 1
_DICT: Final = 2
_PLAIN: Final = 3
_LENGTH: Final = 4
_FROM_FIELD: Final = 5


class NotKept(Exception):  # noqa: N818 - not an error: the policy runs, and is read again next time
    """A policy that cannot be kept as data."""


def packed_options(asked: Options | Missing) -> list[Any]:
    """What a check was asked: its options, or the list that it lacks.

    Raises NotKept where an option is of a type that has no form here.
    """
    if isinstance(asked, Missing):
        return [asked.path, asked.why]
    return [{name: _packed(getattr(asked, name)) for name in sorted(asked.given)}]


def unpacked_options(data: list[Any], options: Callable[[], type[Options]]) -> Options | Missing:
    """The options of a kind, whose class is asked for where there are any."""
    if len(data) == len(Missing.__struct_fields__):
        return Missing(*data)
    return options()(**{name: _unpacked(value) for name, value in data[0].items()})


def _packed(value: Any) -> Any:
    if value is None or type(value) in (str, bool, int, float):
        return value
    if isinstance(value, Plain):
        return [_PLAIN, str(value)]
    if isinstance(value, timedelta):
        return [_LENGTH, value.days, value.seconds, value.microseconds]
    if type(value) in (tuple, list):
        return [_TUPLE if isinstance(value, tuple) else _LIST, *map(_packed, value)]
    if type(value) is dict:
        return [_DICT, *([_packed(key), _packed(one)] for key, one in value.items())]
    from policycheck.kinds.lengths_of_time import FromField

    if isinstance(value, FromField):
        return [_FROM_FIELD, value.field]
    raise NotKept(f"an option of type {type(value).__name__}")


def _unpacked(data: Any) -> Any:
    return _UNPACK[data[0]](data[1:]) if isinstance(data, list) else data


def _from_field(rest: list[Any]) -> Any:
    from policycheck.kinds.lengths_of_time import FromField

    return FromField(*rest)


def _items(rest: list[Any]) -> list[Any]:
    if set(map(type, rest)) <= {str}:  # phrases, by the hundred
        return rest
    return [_unpacked(one) for one in rest]


_UNPACK: Final[dict[int, Callable[[list[Any]], Any]]] = {
    _TUPLE: lambda rest: tuple(_items(rest)),
    _LIST: _items,
    _DICT: lambda rest: {_unpacked(key): _unpacked(value) for key, value in rest},
    _PLAIN: lambda rest: Plain(rest[0]),
    _LENGTH: lambda rest: timedelta(*rest),
    _FROM_FIELD: _from_field,
}
