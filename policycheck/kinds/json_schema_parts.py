"""What a JSON Schema is made of: the schemas inside it, and which of them judge one value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from policycheck.document import Pointer

__all__ = ["KEYWORDS", "is_endless", "parts", "record_fields", "target"]

#: Keywords whose value is a schema, a list of schemas or schemas by name (JSON Schema 2020-12, core
#: and applicator vocabularies). Those IN_PLACE are asked of the same value.
_ONE = frozenset(
    [
        "additionalProperties",
        "contains",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    ]
)
_LIST = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
_NAMED = frozenset(("$defs", "dependentSchemas", "properties"))
_IN_PLACE = frozenset(["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"])
_PLAIN = frozenset(
    [
        "$comment",
        "$ref",
        "$schema",
        "const",
        "default",
        "dependentRequired",
        "deprecated",
        "description",
        "enum",
        "examples",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "maxContains",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minContains",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "pattern",
        "readOnly",
        "required",
        "title",
        "type",
        "uniqueItems",
        "writeOnly",
    ]
)
KEYWORDS = _ONE | _LIST | _NAMED | _PLAIN
_OF_ALL_FIELDS = frozenset(
    [
        "additionalProperties",
        "const",
        "enum",
        "maxProperties",
        "minProperties",
        "propertyNames",
        "unevaluatedProperties",
    ]
)
#: How many steps from schema to schema there may be on the way to one value, and how deep.
_MOST_STEPS = 5_000
_DEEPEST = 40


def parts(schema: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    """A schema and all schemas inside it, with their places."""
    if not isinstance(schema, Mapping):
        return
    yield pointer, schema
    for keyword, value in schema.items():
        for steps, part in _below(keyword, value):
            yield from parts(part, (*pointer, keyword, *steps))


def _below(keyword: str, value: Any) -> Iterator[tuple[Pointer, Any]]:
    if keyword in _ONE:
        yield (), value
    elif keyword in _LIST:
        yield from (((index,), part) for index, part in enumerate(value))
    elif keyword in _NAMED:
        yield from (((name,), part) for name, part in value.items())


def target(root: Any, reference: str) -> Any:
    """The schema that `#` or `#/…` leads to; None where there is none."""
    if reference == "#":
        return root
    if not reference.startswith("#/"):
        return None
    at = root
    for escaped in unquote(reference[2:]).split("/"):
        step = escaped.replace("~1", "/").replace("~0", "~")
        if isinstance(at, Mapping) and step in at:
            at = at[step]
        elif isinstance(at, list) and step.isascii() and step.isdigit() and int(step) < len(at):
            at = at[int(step)]
        else:
            return None
    if isinstance(at, bool) or any(at is part for _, part in parts(root, ())):
        return at
    return None


def _same_value(root: Any, schema: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The schemas that judge the same value as `schema`. Raises RecursionError past bounds."""
    if depth > _DEEPEST:
        raise RecursionError
    if not isinstance(schema, Mapping):
        return
    yield schema
    if "$ref" in schema:
        yield from _same_value(root, target(root, schema["$ref"]), depth + 1)
    for keyword in schema.keys() & _IN_PLACE:
        for _, part in _below(keyword, schema[keyword]):
            yield from _same_value(root, part, depth + 1)


def is_endless(root: Any) -> bool:
    """Whether a value would be judged by too many schemas, or by schemas without end."""
    steps = (one for _, part in parts(root, ()) for one in _same_value(root, part))
    try:
        return any(number > _MOST_STEPS for number, _ in enumerate(steps))
    except RecursionError:
        return True


def record_fields(schema: Any) -> frozenset[str]:
    """The fields of the record that a schema speaks of; with "" where it speaks of all of them."""
    names: set[str] = set()
    for part in _same_value(schema, schema):
        names.update(part.get("properties", ()), part.get("required", ()))
        names.update(part.get("dependentSchemas", ()))
        for name, others in part.get("dependentRequired", {}).items():
            names.update((name, *others))
        if part.keys() & _OF_ALL_FIELDS:
            names.add("")
    return frozenset(names)
