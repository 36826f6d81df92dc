"""The types of fields: what a record may hold.

One declaration serves the door (every value is checked and typed once, with its place), the paths
of rules (resolved when a policy is loaded) and the published JSON Schemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

__all__ = [
    "ABSENT",
    "Choice",
    "Duration",
    "Field",
    "Flag",
    "Free",
    "Group",
    "Instant",
    "ListOf",
    "Number",
    "Reference",
    "Text",
    "Type",
]


class _Absent:
    """A field that its source carries and that has no value."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = _Absent()


class Text(Struct, frozen=True):
    """Characters, as written."""

    format: Literal["", "url", "email", "language"] = ""


class Flag(Struct, frozen=True):
    """true or false. `assumed` is what absence means; None where the value must be attested."""

    assumed: bool | None = None


class Number(Struct, frozen=True):
    """A number; a whole one where `whole`."""

    whole: bool = False


class Instant(Struct, frozen=True):
    """A date (the whole day) or an instant."""


class Duration(Struct, frozen=True):
    """A length of time: `15m`, `24h`, `90d`."""


class Choice(Struct, frozen=True):
    """One of a few words."""

    values: tuple[str, ...]


class Reference(Struct, frozen=True):
    """The id of a record of another kind."""

    kind: str


class ListOf(Struct, frozen=True):
    """Any number of values of one type. Where `or_one`, a single value stands for a list of it."""

    item: Type
    or_one: bool = False


class Group(Struct, frozen=True):
    """Named fields. Where `main` is set, a plain value stands for that field alone."""

    fields: Mapping[str, Field]
    main: str = ""


class Free(Struct, frozen=True):
    """Whatever the source says, untouched."""


Type: TypeAlias = (
    Text | Flag | Number | Instant | Duration | Choice | Reference | ListOf | Group | Free
)


class Field(Struct, frozen=True):
    """A field of a record: its type and one line for the person who fills it in."""

    type: Type
    doc: str = ""
    computed: bool = False
