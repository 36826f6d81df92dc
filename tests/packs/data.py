"""The shipped rules as plain data, read with another YAML library than the program's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import yaml

RULES = Path(__file__).resolve().parents[2] / "rules"

#: Severities that claim to be certain of what they say.
CERTAIN = ("error", "warning")


def content(file: Path) -> dict[str, Any]:
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict), file.name
    return cast("dict[str, Any]", found)


def files(folder: str) -> list[Path]:
    found = sorted({*(RULES / folder).glob("*.yaml")} - {*(RULES / folder).glob("*.test.yaml")})
    assert found, folder
    return found


def core_header() -> dict[str, Any]:
    return content(RULES / "core" / "pack.yaml")


def core_rules() -> list[dict[str, Any]]:
    return [
        rule
        for file in files("core")
        if file.name != "pack.yaml"
        for rule in content(file)["rules"]
    ]
