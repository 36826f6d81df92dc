"""What a reader thought of real findings: whole, and drawn into the weight of the rules."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from tests.packs.data import RULES, content

ROOT = Path(__file__).resolve().parents[2]
DATA = os.environ.get("POLICYCHECK_REAL_DATA")
MOST_READ = 30
MOST_WRONG_ERRORS = 5
ONE_IN_FIVE = 0.2
SECTION = "## The us-federal pack"

FILES = ["real-posts-verdicts.yaml", "real-accounts-verdicts.yaml"]
READ: list[tuple[str, str, list[dict[str, Any]]]] = [
    (file, rule, places)
    for file in FILES
    for rule, places in yaml.safe_load((ROOT / "docs" / file).read_text(encoding="utf-8")).items()
]
EACH = pytest.mark.parametrize(
    ("file", "rule", "places"), READ, ids=[f"{file[5:10]}-{rule}" for file, rule, _ in READ]
)
FEDERAL = RULES / "us-federal"
SEVERITY = {
    rule["id"]: rule["severity"]
    for file in {*(RULES / "us-federal").glob("*.yaml")}
    - {*(RULES / "us-federal").glob("*.test.yaml")}
    for rule in content(file).get("rules") or []
}


@EACH
def test_verdicts_name_places_once_and_nothing_else(
    file: str, rule: str, places: list[dict[str, Any]]
) -> None:
    assert rule in SEVERITY, file
    assert 0 < len(places) <= MOST_READ
    for one in places:
        assert one.keys() == {"path", "line", "column", "verdict"}
        assert one["verdict"] in ("right", "wrong")
        assert not PurePosixPath(one["path"]).is_absolute()
    named = Counter((one["path"], one["line"], one["column"]) for one in places)
    assert max(named.values()) == 1


@EACH
def test_a_rule_that_is_often_wrong_only_asks_for_a_review(
    file: str, rule: str, places: list[dict[str, Any]]
) -> None:
    wrong = sum(one["verdict"] == "wrong" for one in places)
    assert wrong / len(places) <= ONE_IN_FIVE or SEVERITY[rule] in ("review", "info"), file


def test_few_errors_on_real_posts_are_wrong() -> None:
    wrong = [
        (rule, one["path"], one["line"])
        for file, rule, places in READ
        for one in places
        if file == FILES[0] and SEVERITY[rule] == "error" and one["verdict"] == "wrong"
    ]
    assert len(wrong) <= MOST_WRONG_ERRORS, wrong


@pytest.mark.skipif(not DATA, reason="POLICYCHECK_REAL_DATA names no folder of real posts")
def test_what_the_pages_say_of_the_pack_is_what_the_script_writes() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "real_posts.py", Path(str(DATA)) / "posts"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    page = (ROOT / "docs" / "real-posts.md").read_text(encoding="utf-8")
    assert done.stdout.decode().partition(SECTION)[2] == page.partition(SECTION)[2] != ""
