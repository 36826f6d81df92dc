"""The JSON Schemas of the language and of every record kind, for editors and other tools.

An editor that knows the schema completes keys and underlines mistakes. It cannot know everything
that loading knows (whether a path exists, whether a pattern is valid), so it accepts more.
"""

from __future__ import annotations

from typing import Any

from policycheck.kinds import KINDS, kind
from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.finding import SEVERITIES
from policycheck.model.json_schema import DIALECT, record_schema
from policycheck.model.registry import BY_PLURAL, RECORD_KINDS
from policycheck.plan import Kind
from policycheck.policy.option_models import model_of
from policycheck.policy.rule_surface import OverrideSurface, RuleSurface
from policycheck.policy.surface import PackSurface, PolicySurface

__all__ = ["all_schemas", "policy_schema"]

#: Where a value stands, a parameter may stand.
_PARAMETER = {"type": "string", "pattern": r"^\$[^$]", "description": "a parameter: $name"}


def all_schemas() -> dict[str, dict[str, Any]]:
    """Every generated schema by the name of its file, without `.schema.json`."""
    schemas = {name: record_schema(found) for name, found in RECORD_KINDS.items()}
    schemas[ACCOUNT_SECURITY.name] = record_schema(ACCOUNT_SECURITY)
    # `policy` is the file that people write; the record of a policy is its header.
    schemas["policy-record"] = schemas.pop("policy")
    schemas["policy"] = policy_schema()
    schemas["pack"] = _document("pack", "The header of a pack, pack.yaml", _model(PackSurface))
    return dict(sorted(schemas.items()))


def policy_schema() -> dict[str, Any]:
    """The schema of a policy file."""
    body = _model(PolicySurface)
    properties = body["properties"]
    properties["policycheck"] = {"const": 1, "description": "the version of the language"}
    properties["rules"] = {"type": "array", "items": {"$ref": "#/$defs/rule"}}
    properties["params"] = {"type": "object", "description": "values that rules name as $name"}
    definitions = body.setdefault("$defs", {})
    definitions["rule"] = _rule(definitions)
    definitions["override"] = _override(definitions)
    properties["override"] = {
        "type": "object",
        "description": "what is changed in inherited rules, by their ids",
        "additionalProperties": {"$ref": "#/$defs/override"},
    }
    definitions["check"] = _check()
    definitions["when"] = {"type": "object", "minProperties": 1, "description": "paths to matchers"}
    definitions["example"] = _example()
    for name in KINDS:
        definitions[f"kind-{name}"] = _kind(kind(name), definitions)
    return _document("policy", "A policy of policycheck", body)


def _document(name: str, title: str, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "$id": f"urn:policycheck:schema:{name}:1",
        **body,
        "title": title,
    }


def _model(model: Any) -> dict[str, Any]:
    """The schema of a surface model; its own definitions stay beside it."""
    schema: dict[str, Any] = model.model_json_schema(by_alias=True)
    return schema


def _rule(definitions: dict[str, Any]) -> dict[str, Any]:
    schema = _model(RuleSurface)
    definitions.update(schema.pop("$defs", {}))
    properties = schema["properties"]
    kinds = {"enum": list(RECORD_KINDS)}
    properties["applies_to"] = {"anyOf": [kinds, {"type": "array", "items": kinds, "minItems": 1}]}
    properties["check"] = {"$ref": "#/$defs/check"}
    properties["when"] = {"$ref": "#/$defs/when"}
    properties["examples"] = {"type": "array", "items": {"$ref": "#/$defs/example"}}
    return schema


def _override(definitions: dict[str, Any]) -> dict[str, Any]:
    schema = _model(OverrideSurface)
    definitions.update(schema.pop("$defs", {}))
    properties = schema["properties"]
    properties["check"] = {"type": "object", "description": "options of the kind"}
    properties["when"] = {"$ref": "#/$defs/when"}
    properties["examples"] = {"type": "array", "items": {"$ref": "#/$defs/example"}}
    return schema


def _check() -> dict[str, Any]:
    several = {"type": "array", "items": {"$ref": "#/$defs/check"}, "minItems": 1}
    combined = [
        _only("all", several),
        _only("any", several),
        _only("not", {"$ref": "#/$defs/check"}),
    ]
    return {"anyOf": [*({"$ref": f"#/$defs/kind-{name}"} for name in KINDS), *combined]}


def _only(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: schema},
        "required": [name],
        "additionalProperties": False,
    }


def _kind(found: Kind, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = model_of(found.options).model_json_schema(by_alias=True)
    definitions.update(schema.pop("$defs", {}))
    options = {
        name: {"anyOf": [_without_default(option), _PARAMETER]}
        for name, option in schema.get("properties", {}).items()
    }
    return {
        "type": "object",
        "properties": {"kind": {"const": found.name}, **options},
        "required": ["kind", *schema.get("required", [])],
        "additionalProperties": False,
    }


def _without_default(option: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in option.items() if key not in ("default", "title")}


def _example() -> dict[str, Any]:
    outcomes = ("fail", "pass", "unknown", "not_applicable")
    record = {"type": "object", "description": "a record of the kind that the rule applies to"}
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(outcomes, record),
            "found": {
                "anyOf": [
                    {"type": "string"},
                    {"type": "array", "items": {"type": "string"}, "minItems": 1},
                ],
                "description": "the text that must be hit, or several, each of which must be",
            },
            "severity": {
                "enum": [str(one) for one in SEVERITIES],
                "description": "how much it weighs",
            },
            "as_of": {"type": "string", "description": "the instant at which it is judged"},
            "with": {
                "type": "object",
                "description": "other records that are on file, by the plural of their kind",
                "properties": {plural: {"type": ["array", "object"]} for plural in BY_PLURAL},
                "additionalProperties": False,
            },
            "params": {"type": "object", "description": "values of parameters for it alone"},
        },
        "oneOf": [{"required": [name]} for name in outcomes],
        "additionalProperties": False,
    }
