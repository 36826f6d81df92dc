"""The JSON Schemas that editors use accept what loading accepts, and catch what an editor can."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from policycheck.kinds import KINDS
from policycheck.policy.schema import all_schemas, policy_schema

ROOT = Path(__file__).resolve().parents[2]
VALIDATOR = Draft202012Validator(policy_schema())


class _Loader(yaml.SafeLoader):
    """Dates stay text, as they are in JSON."""


_LOADED = {
    key: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.yaml_implicit_resolvers = _LOADED


def _read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), _Loader)


def _policy(**rule: Any) -> dict[str, Any]:
    check = {"kind": "forbidden-text", "phrases": ["click here"]}
    whole = {"id": "A", "title": "A", "applies_to": "post", "check": check, "severity": "error"}
    return {"policycheck": 1, "id": "a", "title": "A", "rules": [{**whole, **rule}]}


@pytest.mark.parametrize("name", sorted(all_schemas()))
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(all_schemas()[name])


def test_the_example_policy_is_accepted() -> None:
    found = VALIDATOR.iter_errors(_read(ROOT / "examples" / "agency" / "policy.yaml"))
    assert [error.message for error in found] == []


PACKS = [file.parent for file in sorted((ROOT / "rules").glob("*/pack.yaml"))]


@pytest.mark.parametrize(
    "file",
    [one for pack in PACKS for one in sorted({*pack.glob("*.yaml")} - {*pack.glob("*.test.yaml")})],
)
def test_the_rules_of_the_packs_are_accepted(file: Path) -> None:
    content = _read(file)
    if "rules" in content:
        found = VALIDATOR.iter_errors(_policy() | {"rules": content["rules"]})
        assert [f"{list(error.path)}: {error.message}"[:300] for error in found] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "A"},
        {"applies_to": "tweet"},
        {"severity": "fatal"},
        {"check": {"kind": "forbiden-text", "phrases": ["a"]}},
        {"check": {"kind": "forbidden-text", "phrase": ["a"]}},
        {"check": {"all": []}},
        {"examples": [{"fail": {"text": "a"}, "pass": {"text": "b"}}]},
    ],
    ids=json.dumps,
)
def test_an_editor_underlines_what_loading_would_refuse(wrong: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(_policy())
    assert not VALIDATOR.is_valid(_policy(**wrong))


def test_a_parameter_may_stand_for_any_option() -> None:
    check = {"kind": "count", "of": "emoji", "max": "$most"}
    assert VALIDATOR.is_valid(_policy(check=check))


def test_every_kind_is_in_the_schema() -> None:
    assert {f"kind-{name}" for name in KINDS} <= set(policy_schema()["$defs"])
