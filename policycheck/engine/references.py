"""The references that a record holds, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct

from policycheck.document import Pointer
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import Group, ListOf, Reference, Type

__all__ = ["Refers", "kinds_referred_to", "references"]


_NOTHING: Final[Mapping[str, Container[str]]] = {}


class Refers(Struct, frozen=True):
    """A reference in a record: where it stands, and the kind and id that it names."""

    pointer: Pointer
    kind: str
    id: str


def references(record: Record, known: Mapping[str, Container[str]] = _NOTHING) -> list[Refers]:
    """Every reference that a record holds, in the order of its schema.

    Those to ids that are `known`, by kind, are left out.
    """
    found: list[Refers] = []
    for names, kind in _paths(record.kind):
        value = record.fields.get(names[0])
        if value is not None:
            ids = known.get(kind, ())
            if type(value) is not str:
                found += _values(value, names[1:], names[:1], kind, ids)
            elif len(names) == 1 and value not in ids:  # most of them are known, and end here
                found.append(Refers(names, kind, value))
    return found


def kinds_referred_to(kind: str) -> frozenset[str]:
    """The kinds that a record of this kind may refer to."""
    return frozenset(target for _, target in _paths(kind))


@cache
def _paths(kind: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The fields of a kind that hold references, by their names without places in lists."""
    return tuple(_below(RECORD_KINDS[kind].shape, ()))


def _below(of: Type, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(of, ListOf):
        of = of.item
    if isinstance(of, Reference):
        yield names, of.kind
    elif isinstance(of, Group):
        for name, field in of.fields.items():
            if not field.computed:
                yield from _below(field.type, (*names, name))


def _values(
    value: Any, names: tuple[str, ...], at: Pointer, kind: str, known: Container[str]
) -> Iterator[Refers]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values(item, names, (*at, index), kind, known)
    elif not names:
        if isinstance(value, str) and value not in known:
            yield Refers(at, kind, value)
    elif isinstance(value, dict) and names[0] in value:
        yield from _values(value[names[0]], names[1:], (*at, names[0]), kind, known)
