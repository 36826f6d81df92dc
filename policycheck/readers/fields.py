"""The fields of a record, admitted one by one: what does not fit is withheld, the rest is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any

from msgspec import Struct, field

from policycheck.document import Entry, Node, Scalar, Sequence
from policycheck.document import Mapping as MappingNode
from policycheck.errors import Problem
from policycheck.model.admission import Door, admit
from policycheck.model.attested import Attestations, without_them
from policycheck.model.kind import RecordKind
from policycheck.model.shape import ABSENT, Free
from policycheck.readers.media_types import media_type
from policycheck.readers.order_of_dates import reversed_dates

__all__ = ["Fields", "admit_fields", "complete", "with_entry", "without_gaps"]


class Fields(Struct):
    """What came of the fields of a record; `node` is the record with nothing but plain values."""

    node: MappingNode
    withheld: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    attested: Attestations = field(default_factory=Attestations)
    problems: list[Problem] = field(default_factory=list)
    unknown_keys: list[Scalar] = field(default_factory=list)


def admit_fields(
    node: MappingNode, kind: RecordKind, zone: tzinfo | None, withheld: Mapping[str, str]
) -> Fields:
    """Admit every value of a record. `withheld` says of fields why they cannot be had."""
    fields = Fields(node, dict(withheld))
    door = Door(zone, fields.problems, fields.unknown_keys)
    plain = dict(node.entries)
    for name, (key, written) in node.entries.items():
        known = kind.shape.fields.get(name)
        if known is None or known.computed:
            door.unknown_keys.append(key)
        before = len(door.problems)
        value = without_gaps(written)
        if known is not None and not known.computed:
            value = without_them(value, known.type, door, fields.attested, name)
        if value is not written:
            plain[name] = Entry(key, value)
        if known is not None and known.computed:
            continue
        admitted = admit(value, known.type if known else Free(), door)
        if len(door.problems) > before:
            fields.withheld[name] = f"it cannot be read: {door.problems[before].message}"
        elif admitted is not ABSENT and admitted != [] and name not in fields.withheld:
            fields.values[name] = admitted
    fields.node = MappingNode(node.source, node.span, plain)
    for name, problem in list(reversed_dates(fields.values, fields.node)):
        fields.problems.append(problem)
        fields.withheld[name] = "it ends before it begins"
        fields.values.pop(name, None)
    complete(fields.values, kind)
    return fields


def complete(values: dict[str, Any], kind: RecordKind) -> None:
    """Give the media of a post the types that their names tell."""
    for medium in values.get("media", ()) if kind.name == "post" else ():
        _default_type(medium)


def with_entry(node: MappingNode, name: str, entry: Entry) -> MappingNode:
    """Give a record with another value under that name."""
    return MappingNode(node.source, node.span, {**node.entries, name: entry})


def without_gaps(node: Node) -> Node:
    """Leave empty elements out of lists, so that places in the document are those in the record."""
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Sequence):
        kept = [item for item in node.items if not (isinstance(item, Scalar) and item.is_null)]
        items = [without_gaps(item) for item in kept]
        same = len(items) == len(node.items) and all(map(_is, items, node.items))
        return node if same else Sequence(node.source, node.span, items)
    entries = {n: Entry(key, without_gaps(value)) for n, (key, value) in node.entries.items()}
    same = all(entries[n].value is entry.value for n, entry in node.entries.items())
    return node if same else MappingNode(node.source, node.span, entries)


def _is(one: Node, other: Node) -> bool:
    return one is other


def _default_type(medium: dict[str, Any]) -> None:
    if "type" not in medium:
        found = media_type(medium.get("file") or medium.get("url") or "")
        if found:
            medium["type"] = found
