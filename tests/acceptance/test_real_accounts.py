"""Example policies on their own data, and on real accounts where the environment names a folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from policycheck.tasks.examples import run_examples
from policycheck.tasks.policies import ready_policy
from tests.cli.running import ROOT, run

REAL = os.environ.get("POLICYCHECK_REAL_DATA")
EXAMPLES = ROOT / "examples"

real = pytest.mark.skipif(REAL is None, reason="POLICYCHECK_REAL_DATA names no folder")

#: The registry's own shape said by hand, as for a table that nobody knows.
MAPPED = """\
policy: policy.yaml
mappings:
  - files: [registry.csv]
    as: accounts
    fields:
      id: account
      platform: service_id
      url: service_url
      organization: organization
      agencies[0].id: agencies/0/agency_id
      agencies[0].url: agencies/0/agency_url
      agencies[1].id: agencies/1/agency_id
      agencies[1].url: agencies/1/agency_url
      agencies[2].id: agencies/2/agency_id
"""


def copied(example: str, folder: Path, **replaced: Path) -> Path:
    for file in (EXAMPLES / example).iterdir():
        shutil.copy(replaced.get(file.stem, file), folder / file.name)
    return folder


def audited(folder: Path) -> dict[str, Any]:
    done = run(folder, "audit", "--as-of", "2026-11-23", "--format", "json")
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    assert report["errors"] == []
    return report


def found(report: dict[str, Any]) -> Counter[str]:
    return Counter(one["rule"] for one in report["findings"])


@pytest.mark.parametrize("name", ["agency", "registry", "profiles"])
def test_the_rules_of_an_example_do_what_their_examples_say(name: str) -> None:
    ready = ready_policy("policy.yaml", EXAMPLES / name)
    assert ready.problems == ()
    results = [result for source in ready.sources for result in run_examples(source)]
    assert len(results) >= 7
    assert [(one.place, one.problem) for one in results if one.problem] == []


def test_the_registry_of_the_example_has_each_defect_and_its_twin() -> None:
    report = audited(EXAMPLES / "registry")
    assert sorted((one["rule"], one["location"]["line"]) for one in report["findings"]) == [
        ("REG-001", 3),
        ("REG-002", 3),
        ("REG-002", 5),
        ("REG-003", 5),
        ("REG-004", 3),
        ("REG-005", 4),
    ]


def test_the_profiles_of_the_example_are_read_twice() -> None:
    report = audited(EXAMPLES / "profiles")
    assert report["summary"]["records"] == {"account": 3, "post": 3}
    failed = [one["record"]["id"] for one in report["findings"]]
    assert failed == ["ExampleForSenate", "RepSample"]
    assert {one["coverage"] for one in report["audit"]["accounts"]} == {0.3333}


@real
@pytest.mark.parametrize("project", ["", MAPPED], ids=["reader", "mapped"])
def test_the_registry_of_2014_has_its_known_defects_and_no_others(
    tmp_path: Path, project: str
) -> None:
    assert REAL is not None
    export = Path(REAL) / "accounts" / "smr-facebook-2014.csv"
    folder = copied("registry", tmp_path, registry=export)
    if project:
        (folder / "policycheck.yaml").write_text(project, encoding="utf-8")
    report = audited(folder)
    assert report["summary"]["records"] == {"account": 1_161}
    assert report["summary"]["unknown"] == 0
    assert found(report) == {"REG-001": 35, "REG-002": 1_160, "REG-003": 3, "REG-004": 46}
    sponsors = {one["message"].split()[0] for one in report["findings"] if one["rule"] == "REG-003"}
    assert len(sponsors) == 2
    assert counted(export) == [35, 1_160, 3, 2, 46, 0]


def counted(export: Path) -> list[int]:
    script = Path(__file__).parent / "count_registry.py"
    done = subprocess.run([sys.executable, script, export], capture_output=True, check=True)
    return [int(number) for number in done.stdout.split()]


@real
def test_the_profiles_of_2017_are_decided_by_their_link_and_by_nothing_else(
    tmp_path: Path,
) -> None:
    assert REAL is not None
    profiles = Path(REAL) / "accounts" / "congress-profiles-2017.json"
    report = audited(copied("profiles", tmp_path, profiles=profiles))
    labels = {one["screen_name"]: one["label"] for one in json.loads(profiles.read_bytes())}
    outcomes: dict[str, Counter[str]] = {}
    table: Counter[tuple[str, str]] = Counter()
    for one in report["audit"]["records"]:
        for rule, outcome in one["outcomes"].items():
            outcomes.setdefault(rule, Counter())[outcome] += 1
            if rule == "PRO-001":
                table[labels[one["record"]["id"]], outcome] += 1
    assert outcomes["ALT-001"] == outcomes["SEC-001"] == {"unknown": 246}
    assert table == {("office", "pass"): 130, ("office", "fail"): 17, ("campaign", "fail"): 99}


@real
def test_the_page_on_real_accounts_is_what_the_script_writes() -> None:
    assert REAL is not None
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "real_accounts.py", Path(REAL) / "accounts"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    page = (ROOT / "docs" / "real-accounts.md").read_text(encoding="utf-8")
    assert done.stdout.decode() == page
