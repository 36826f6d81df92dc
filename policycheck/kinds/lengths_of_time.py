"""Lengths of time: as options of a kind, taken from a field, and in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, TypeAlias

from msgspec import Struct

from policycheck.model.moment import DURATION, Moment, parse_duration
from policycheck.plan import Before, InSchema

__all__ = ["FromField", "Length", "LengthOrField", "age", "elapsed"]

_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))
_SHOWN_UNITS = 2
_SCHEMA: dict[str, Any] = {"type": "string", "pattern": DURATION}


class FromField(Struct, frozen=True):
    """A length of time that stands in the record, at a path."""

    field: str


def _length(value: Any) -> timedelta:
    if isinstance(value, timedelta):
        return value
    return parse_duration(value if isinstance(value, str) else "")


def _length_or_field(value: Any) -> timedelta | FromField:
    if isinstance(value, FromField):
        return value
    if isinstance(value, dict):
        path = value.get("field")
        if set(value) != {"field"} or not isinstance(path, str):
            raise ValueError("expected a length of time such as 15m, or {field: PATH}")
        return FromField(path)
    return _length(value)


#: `15m`, `24h`, `90d`.
Length: TypeAlias = Annotated[timedelta, Before(_length), InSchema(_SCHEMA)]
#: `15m`, or `{field: PATH}`.
LengthOrField: TypeAlias = Annotated[
    timedelta | FromField,
    Before(_length_or_field),
    InSchema(
        {
            "anyOf": [
                _SCHEMA,
                {
                    "type": "object",
                    "properties": {"field": {"type": "string"}},
                    "required": ["field"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


def elapsed(length: timedelta) -> str:
    """A length of time in its two largest units, rounded down: `14d 3h`, `36m`."""
    rest = int(length.total_seconds())
    parts = []
    for unit, size in _UNITS:
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number}{unit}")
    return " ".join(parts[:_SHOWN_UNITS]) or "0s"


def age(moment: Moment, now: Moment) -> str:
    """How long ago a moment was: by the calendar for a whole day, by the clock for an instant."""
    if moment.is_day:
        days = now.first.astimezone(moment.first.tzinfo).date() - moment.first.date()
        return f"{days.days}d"
    return elapsed(now.first - moment.last)
