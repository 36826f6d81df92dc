"""The JSON Schema of a record kind, made from its declared shape."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from policycheck.model.attested import ATTESTATION, attestable
from policycheck.model.kind import RecordKind
from policycheck.model.moment import DURATION, INSTANT
from policycheck.model.shape import (
    Choice,
    Duration,
    Field,
    Flag,
    Free,
    Group,
    Instant,
    ListOf,
    Number,
    Reference,
    Text,
    Type,
)

__all__ = ["DIALECT", "FANNED_OUT", "VERSION", "record_schema", "schema_of", "written_shape"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: Part of every `$id`: the version of the schemas as a whole.
VERSION = 1

#: The field in which a file may name several ids, for one record each; readers take it apart before
#: the record is admitted.
FANNED_OUT = {"post": "account"}


_SCALARS: dict[type, dict[str, Any]] = {
    Text: {"type": "string"},
    Reference: {"type": "string"},
    Instant: {"type": "string", "pattern": INSTANT},
    Duration: {"type": "string", "pattern": DURATION},
    Flag: {"type": "boolean"},
}


def record_schema(kind: RecordKind) -> dict[str, Any]:
    """The JSON Schema of a record as it may stand in a file, as a document of its own."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:policycheck:schema:{kind.name}:{VERSION}",
        "title": kind.name,
        "description": kind.doc,
        **schema_of(written_shape(kind)),
        "$defs": {"attested": _attested()},
    }


def written_shape(kind: RecordKind) -> Group:
    """The shape of a record as a file may write it, before it is taken apart."""
    name = FANNED_OUT.get(kind.name)
    if name is None:
        return kind.shape
    field = kind.shape.fields[name]
    several = replace(field, type=ListOf(field.type, or_one=True))
    return replace(kind.shape, fields={**kind.shape.fields, name: several})


def schema_of(shape: Type) -> dict[str, Any]:
    """The JSON Schema that accepts what `admit` accepts.

    Unknown keys are allowed: they are reported. It knows no calendar and no zone: an impossible
    date, or an instant without a zone where the project has none, is refused by `admit` alone.
    """
    if isinstance(shape, Group):
        return _group(shape)
    if isinstance(shape, ListOf):
        item = _or_null(_attestable(shape.item))
        many = {"type": "array", "items": item}
        return {"anyOf": [many, schema_of(shape.item)]} if shape.or_one else many
    if isinstance(shape, Choice):
        return {"type": "string", "enum": list(shape.values)}
    if isinstance(shape, Number):
        return {"type": "integer" if shape.whole else "number"}
    if isinstance(shape, Free):
        return {}
    return dict(_SCALARS[type(shape)])


def _group(shape: Group) -> dict[str, Any]:
    properties = {
        name: _documented(field) for name, field in shape.fields.items() if not field.computed
    }
    whole: dict[str, Any] = {"type": "object", "properties": properties}
    if not shape.main:
        return whole
    return {"anyOf": [whole, schema_of(shape.fields[shape.main].type)]}


def _documented(field: Field) -> dict[str, Any]:
    schema = _or_null(_attestable(field.type))
    return {"description": field.doc, **schema} if field.doc else schema


def _attestable(shape: Type) -> dict[str, Any]:
    """The value, or the value with somebody who vouches for it."""
    plain = schema_of(shape)
    if not attestable(shape):
        return plain
    attested = {"$ref": "#/$defs/attested", "properties": {"value": plain}}
    return {"anyOf": [*plain.get("anyOf", [plain]), attested]}


def _attested() -> dict[str, Any]:
    """What all attested values have in common; each field says what its value may be."""
    beside = {name: _or_null(schema_of(shape)) for name, shape in ATTESTATION.items()}
    return {
        "type": "object",
        "description": "A value that somebody vouches for, until a date.",
        "properties": {"value": {}, **beside},
        "required": ["value"],
        "additionalProperties": False,
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Null is absence, in every field."""
    if not schema:
        return schema
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "enum" in schema:
        return {**schema, "type": ["string", "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}
