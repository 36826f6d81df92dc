"""The handbooks and the JSON of the shipped packs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import ROOT, run, spawn

PACKS = ("core", "us-federal")
_DATE = re.compile(r"^HANDBOOK_DATE := (\S+)$", re.MULTILINE)


def written(pack: str, form: str, folder: Path) -> str:
    date = _DATE.search((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert date
    done = run(folder, "rules", "--policy", pack, "--as-of", date[1], "--format", form)
    assert (done.status, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module", params=PACKS)
def pack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def handbook(pack: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(pack, "markdown", tmp_path_factory.mktemp("handbook"))


@pytest.fixture(scope="module")
def listed(pack: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    text = written(pack, "json", tmp_path_factory.mktemp("json"))
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_the_shipped_handbook_is_current(pack: str, handbook: str) -> None:
    shipped = (ROOT / "docs" / "handbook" / f"{pack}.md").read_text(encoding="utf-8")
    assert shipped == handbook, "run make handbook"


def test_every_link_within_a_handbook_leads_somewhere(handbook: str) -> None:
    places = re.findall(r'<a id="([^"]+)"></a>', handbook)
    assert len(places) == len(set(places))
    assert set(re.findall(r"\]\(#([^)]+)\)", handbook)) <= set(places)


def test_every_rule_is_a_clause_of_the_handbook(
    handbook: str, listed: dict[str, list[dict[str, str]]]
) -> None:
    clauses = re.findall(r"^### [\d.]+ .* \(([^() ]+)\)$", handbook, re.MULTILINE)
    assert sorted(clauses) == sorted(rule["id"] for rule in listed["rules"])


def test_the_json_meets_its_schema(listed: dict[str, list[dict[str, str]]]) -> None:
    schema = json.loads((ROOT / "schemas" / "rules.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [one.message for one in Draft202012Validator(schema).iter_errors(listed)] == []


def test_the_schema_of_the_json_refuses_what_is_missing_or_unknown(
    listed: dict[str, list[dict[str, str]]],
) -> None:
    schema = json.loads((ROOT / "schemas" / "rules.schema.json").read_text(encoding="utf-8"))
    first = listed["rules"][0]
    for wrong in ({**first, "colour": "red"}, {k: v for k, v in first.items() if k != "check"}):
        assert not Draft202012Validator(schema).is_valid({**listed, "rules": [wrong]})


@pytest.mark.parametrize("form", ["json", "markdown", "table"])
def test_the_same_rules_are_written_whatever_the_hash_seed(tmp_path: Path, form: str) -> None:
    runs = [
        spawn(tmp_path, "rules", "--as-of", "2026-12-01", "--format", form, PYTHONHASHSEED=seed)
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
