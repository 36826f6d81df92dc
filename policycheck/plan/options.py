"""How a kind declares its options: annotated attributes of a class that costs nothing to import.

A policy's plain scalars arrive as `Plain` text and take the type of the option that they are given
to, so a phrase `2024` stays text and `max: 8` is a number. Each option says which way is tighter.

`policycheck.policy.option_models` makes a pydantic model of the annotations when a policy is read;
a run that finds the policy compiled needs none, and never imports pydantic.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, NoReturn, TypeAlias, dataclass_transform

from policycheck.mistakes.language import WRONG_TYPE

__all__ = [
    "After",
    "Before",
    "Decimal",
    "Field",
    "InSchema",
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


class Field:
    """What is asked of the value of an option, and what is said of it: pydantic's words for it.

    `alias` is its name in a policy where that is no name in Python. Bounds: `ge`, `gt`, `le`, `lt`,
    `min_length`. `json_schema_extra` is put into the JSON Schema as it stands.
    """

    __slots__ = ("alias", "asked")

    def __init__(self, *, description: str, alias: str = "", **asked: Any) -> None:
        self.alias = alias
        self.asked = {**asked, "description": description, **({"alias": alias} if alias else {})}


class Before:
    """A function that is given a value as the policy has it. It may raise ValueError."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic import BeforeValidator

        return BeforeValidator(self.function).__get_pydantic_core_schema__(source, handler)


class After:
    """A function that is given a value of the right type. It may raise ValueError."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic import AfterValidator

        return AfterValidator(self.function).__get_pydantic_core_schema__(source, handler)


class InSchema:
    """What the JSON Schema says in place of what the type comes to."""

    __slots__ = ("schema",)

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> Any:
        from pydantic import WithJsonSchema

        return WithJsonSchema(self.schema).__get_pydantic_json_schema__(core_schema, handler)


@dataclass_transform(eq_default=False, kw_only_default=True, frozen_default=True)
class Options:
    """The options of a kind. A key that is not declared is refused.

    An instance holds what was given; for all else the defaults of its class stand.
    """

    def __init__(self, **given: Any) -> None:
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"options are not changed: {name}")

    @property
    def given(self) -> frozenset[str]:
        """The options that the policy gave, by attribute, whatever their values."""
        return frozenset(self.__dict__)

    def refuse_contradictions(self) -> None:
        """Raise ValueError where the options do not go together."""


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit()


def _is_decimal(text: str) -> bool:
    whole, point, part = text.partition(".")
    return _is_whole(whole) and (not point or (part.isascii() and part.isdigit()))


def _whole(value: object) -> object:
    if isinstance(value, str):
        if isinstance(value, Plain) and _is_whole(value):
            return int(value)
        raise WrongType(f"expected a whole number, found {str(value)!r}")
    return value


def _decimal(value: object) -> object:
    if isinstance(value, str):
        if isinstance(value, Plain) and _is_decimal(value):
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


Whole: TypeAlias = Annotated[int, Before(_whole)]
Decimal: TypeAlias = Annotated[float, Before(_decimal)]
Yes: TypeAlias = Annotated[bool, Before(_yes)]
#: One text or a list of texts.
Strings: TypeAlias = Annotated[
    tuple[str, ...],
    Before(_several),
    InSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
