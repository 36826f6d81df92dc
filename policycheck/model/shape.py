"""The types of fields: what a record may hold.

One declaration serves the door (every value is checked and typed once, with its place), the paths
of rules (resolved when a policy is loaded) and the published JSON Schemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

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


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, as written."""

    format: Literal["", "url", "email", "language"] = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false. `assumed` is what absence means; None where the value must be attested."""

    assumed: bool | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number; a whole one where `whole`."""

    whole: bool = False


@dataclass(frozen=True, slots=True)
class Instant:
    """A date (the whole day) or an instant."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: `15m`, `24h`, `90d`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The id of a record of another kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """Any number of values of one type. Where `or_one`, a single value stands for a list of it."""

    item: Type
    or_one: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Named fields. Where `main` is set, a plain value stands for that field alone."""

    fields: Mapping[str, Field]
    main: str = ""


@dataclass(frozen=True, slots=True)
class Free:
    """Whatever the source says, untouched."""


Type: TypeAlias = (
    Text | Flag | Number | Instant | Duration | Choice | Reference | ListOf | Group | Free
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its type and one line for the person who fills it in."""

    type: Type
    doc: str = ""
    computed: bool = False
