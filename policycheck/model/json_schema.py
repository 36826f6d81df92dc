"""The JSON Schema of a record kind, made from its declared shape."""

from __future__ import annotations

from typing import Any

from policycheck.model.shape import (
    SCALAR_SCHEMAS,
    Choice,
    Field,
    Free,
    Group,
    ListOf,
    Number,
    Type,
)

__all__ = ["DIALECT", "schema_of"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(shape: Type) -> dict[str, Any]:
    """The JSON Schema that accepts what `admit` accepts. Unknown keys are allowed: they are reported."""
    if isinstance(shape, Group):
        return _group(shape)
    if isinstance(shape, ListOf):
        item = _or_null(schema_of(shape.item))
        many = {"type": "array", "items": item}
        return {"anyOf": [many, schema_of(shape.item)]} if shape.or_one else many
    if isinstance(shape, Choice):
        return {"type": "string", "enum": list(shape.values)}
    if isinstance(shape, Number):
        return {"type": "integer" if shape.whole else "number"}
    if isinstance(shape, Free):
        return {}
    return dict(SCALAR_SCHEMAS[type(shape)])


def _group(shape: Group) -> dict[str, Any]:
    properties = {
        name: _documented(field) for name, field in shape.fields.items() if not field.computed
    }
    whole: dict[str, Any] = {"type": "object", "properties": properties}
    if not shape.main:
        return whole
    return {"anyOf": [whole, schema_of(shape.fields[shape.main].type)]}


def _documented(field: Field) -> dict[str, Any]:
    schema = _or_null(schema_of(field.type))
    return {"description": field.doc, **schema} if field.doc else schema


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Null is absence, in every field."""
    if not schema:
        return schema
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "enum" in schema:
        return {**schema, "type": ["string", "null"], "enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}
