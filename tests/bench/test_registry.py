"""The invented registry is read alike from each format, and its rules have something to find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.registry import ENDINGS, policy, write_registry
from tests.cli.running import run


def test_there_are_sixty_rules_and_no_two_alike() -> None:
    checks = [line for line in policy().split("\n") if line.startswith("  - id: ")]
    assert len(checks) == len(set(checks)) == 60


def test_what_all_formats_carry_comes_to_the_same(tmp_path: Path) -> None:
    """The table has no column for when a role was revoked: what asks for it is unknown there."""
    said: dict[str, set[tuple[str, str]]] = {}
    for ending in ENDINGS:
        write_registry(tmp_path / ending, ending, 60)
        done = run(tmp_path / ending, "audit", "--as-of", "2026-11-23", "--format", "json")
        assert done.status == 0, done.stdout[:500]
        report = json.loads(done.stdout)
        assert report["summary"]["records"] == {"account": 60, "assignment": 300, "person": 60}
        assert not report["errors"]
        assert bool(report["unknown"]) == (ending == "csv")
        said[ending] = {(one["rule"], one["message"]) for one in report["findings"]}
    assert said["csv"] < said["jsonl"] == said["yaml"]
    assert len({rule for rule, _ in said["csv"]}) >= 20


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_bytes_are_written_each_time(tmp_path: Path, ending: str) -> None:
    for name in ("one", "other"):
        write_registry(tmp_path / name, ending, 20)
    one, other = (sorted((tmp_path / name).iterdir()) for name in ("one", "other"))
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in other]
