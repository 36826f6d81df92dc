"""Rules that join records and watch the clock: each finds what is wrong and lets its twin pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run

from .twins import PROJECT, RECORDS, TWINS, Twins

NOW = "2026-11-23T12:00Z"


def checked(folder: Path, rule: str, records: dict[str, str]) -> dict[str, Any]:
    (folder / "policycheck.yaml").write_text(PROJECT, encoding="utf-8")
    head = "policycheck: 1\nid: p\ntitle: P\nrules:\n  - id: T-1\n    title: T\n"
    text = f"{head}    severity: error\n    {rule}\n"
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    names = [line.split(":")[0].strip() for line in PROJECT.split("\n") if ".yaml]" in line]
    for name in names:
        written = {**RECORDS, **records}.get(name, "{}\n")
        (folder / f"{name}.yaml").write_text(written, encoding="utf-8")
    done = run(folder, "check", "--as-of", NOW, "--format", "json")
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    assert report["errors"] == []
    return report


@pytest.mark.parametrize("twins", TWINS.values(), ids=TWINS)
def test_what_is_wrong_is_found(tmp_path: Path, twins: Twins) -> None:
    report = checked(tmp_path, twins.rule, twins.broken)
    assert {one["rule"] for one in report["findings"]} == {"T-1"}
    assert report["unknown"] == []
    said = json.dumps(report["findings"])
    assert [word for word in twins.path if word not in said] == []


@pytest.mark.parametrize("twins", TWINS.values(), ids=TWINS)
def test_its_twin_passes(tmp_path: Path, twins: Twins) -> None:
    report = checked(tmp_path, twins.rule, twins.sound)
    assert report["findings"] == []
    assert report["unknown"] == []
    assert report["summary"]["passed"] + report["summary"]["not_applicable"] > 0
