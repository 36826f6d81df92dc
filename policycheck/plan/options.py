"""How a kind declares its options: pydantic models over what a policy file says.

A policy's plain scalars arrive as `Plain` text and take the type of the option that they are given
to, so a phrase `2024` stays text and `max: 8` is a number. Each option says which way is tighter.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from policycheck.mistakes.language import WRONG_TYPE

__all__ = [
    "Decimal",
    "Options",
    "Plain",
    "Strings",
    "Tighter",
    "Unset",
    "Whole",
    "Yes",
]


class WrongType(ValueError):  # noqa: N818 - pydantic makes a problem of it
    """A value of another sort than the option takes."""

    mistake = WRONG_TYPE


class Plain(str):
    """A scalar that was written without quotes: the option decides its type."""

    __slots__ = ()


class Tighter(StrEnum):
    """Which change of an option makes a rule stricter."""

    LOWER = "a lower value is tighter"
    HIGHER = "a higher value is tighter"
    LONGER = "a longer list is tighter"
    SHORTER = "a shorter list is tighter"
    TRUE = "true is tighter"
    FALSE = "false is tighter"
    NARROWER = "a matcher that fewer values meet is tighter"
    NEITHER = "neither way is tighter: any change counts as looser"


class Unset(StrEnum):
    """What leaving out an option means, where its value does not say it already.

    A number that is left out asks nothing; a list, as much as an empty one.
    """

    ASKS_NOTHING = "left out, it asks nothing"
    ASKS_OTHERWISE = "giving it or leaving it out changes what is asked"


class Options(BaseModel):
    """The options of a kind. A key that is not declared is refused."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )


_WHOLE = re.compile(r"^-?[0-9]+$")
_DECIMAL = re.compile(r"^-?[0-9]+(\.[0-9]+)?$")


def _whole(value: object) -> object:
    if isinstance(value, str):
        if isinstance(value, Plain) and _WHOLE.match(value):
            return int(value)
        raise WrongType(f"expected a whole number, found {str(value)!r}")
    return value


def _decimal(value: object) -> object:
    if isinstance(value, str):
        if isinstance(value, Plain) and _DECIMAL.match(value):
            return float(value)
        raise WrongType(f"expected a number, found {str(value)!r}")
    return value


def _yes(value: object) -> object:
    if isinstance(value, str):
        if isinstance(value, Plain) and value in ("true", "false"):
            return value == "true"
        raise WrongType(f"expected true or false, found {str(value)!r}")
    return value


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Whole: TypeAlias = Annotated[int, BeforeValidator(_whole)]
Decimal: TypeAlias = Annotated[float, BeforeValidator(_decimal)]
Yes: TypeAlias = Annotated[bool, BeforeValidator(_yes)]
#: One text or a list of texts.
Strings: TypeAlias = Annotated[
    tuple[str, ...],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
