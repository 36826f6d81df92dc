"""`schema`: the JSON Schemas, printed, written, or compared with those that are shipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from policycheck.errors import UsageError
from policycheck.policy.problems import nearest
from policycheck.policy.schema import all_schemas
from policycheck.policy.shipped import shipped
from policycheck.policy.suite_surface import suite_schema
from policycheck.waive.surface import waivers_schema

__all__ = ["schema_names", "schema_text", "stale_schemas", "write_schemas"]

#: Written by hand, because it is a promise to others and not a picture of our types.
_BY_HAND = ("backtest", "coverage", "diff", "mutation", "report", "rules")


def schema_names() -> list[str]:
    return sorted([*_generated(), *_BY_HAND])


def _generated() -> dict[str, dict[str, Any]]:
    return {**all_schemas(), "suite": suite_schema(), "waivers": waivers_schema()}


def schema_text(name: str) -> str:
    """One schema as JSON text. Raises UsageError where there is none of that name."""
    if name in _BY_HAND:
        return (shipped("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    schemas = _generated()
    if name not in schemas:
        raise UsageError(f"there is no schema {name}; {nearest(name, schema_names())}")
    return json.dumps(schemas[name], indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write every generated schema into a folder; the files that changed."""
    changed = stale_schemas(folder)
    for file in changed:
        file.write_text(schema_text(file.name.removesuffix(".schema.json")), encoding="utf-8")
    return changed


def stale_schemas(folder: Path) -> list[Path]:
    """The files of a folder that are missing or differ from what would be generated."""
    stale = []
    for name in _generated():
        file = folder / f"{name}.schema.json"
        if not file.is_file() or file.read_text(encoding="utf-8") != schema_text(name):
            stale.append(file)
    return stale
