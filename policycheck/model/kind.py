"""What a record kind is: its name, its fields, and what a person should know about it."""

from __future__ import annotations

from msgspec import Struct

from policycheck.model.shape import Field, Flag, Group, Instant, ListOf, Number, Text, Type

__all__ = [
    "ATTESTED",
    "FLAG",
    "INSTANT",
    "NUMBER",
    "TEXT",
    "TEXTS",
    "URL",
    "WHOLE",
    "RecordKind",
    "group",
    "many",
]

TEXT = Text()
TEXTS = ListOf(TEXT, or_one=True)
URL = Text("url")
FLAG = Flag(assumed=False)
ATTESTED = Flag()
INSTANT = Instant()
NUMBER = Number()
WHOLE = Number(whole=True)


class RecordKind(Struct, frozen=True):
    """A kind of record that rules apply to. `plural` is its key in the project file."""

    name: str
    plural: str
    doc: str
    shape: Group


def group(**fields: Field) -> Group:
    return Group(fields)


def many(item: Type) -> ListOf:
    return ListOf(item)
