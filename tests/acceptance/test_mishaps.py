"""The reconstructed mishaps: what has to be found is found, and no other error."""

from __future__ import annotations

import json
import re
import runpy
from collections import Counter
from typing import Any

import pytest

from policycheck.model.finding import Severity
from tests.cli.running import ROOT, run

SCRIPT = runpy.run_path(str(ROOT / "scripts" / "mishaps.py"))
ROWS: list[Any] = SCRIPT["mishaps"]()
EACH = pytest.mark.parametrize("mishap", ROWS, ids=[one.folder.name for one in ROWS])

CAUGHT = {1, 2, 3, 4, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 23}
PARTLY = {5, 9, 19}


@EACH
def test_a_check_finds_what_is_expected_and_no_other_error(mishap: Any) -> None:
    done = run(mishap.folder, "check", "--as-of", mishap.as_of, "--format", "json")
    report = json.loads(done.stdout)
    assert report["errors"] == []
    found = {(one["rule"], one["record"]["id"], one["severity"]) for one in report["findings"]}
    assert mishap.finds - found == set()
    errors = {one for one in found if one[2] == Severity.ERROR}
    assert errors - mishap.finds == set()
    if mishap.caught == "no":
        assert found == set()


@EACH
def test_a_mishap_is_marked_as_a_reconstruction_and_extends_the_pack(mishap: Any) -> None:
    project = (mishap.folder / "policycheck.yaml").read_text(encoding="utf-8")
    assert project.startswith(f"# Row {mishap.row}, ")
    assert "a reconstruction" in " ".join(project.split())
    policy = (mishap.folder / "policy.yaml").read_text(encoding="utf-8")
    assert "extends: [us-federal]" in policy
    assert not re.search(r"^(rules|override|fields):", policy, re.MULTILINE)


@EACH
def test_what_is_not_wholly_caught_says_why(mishap: Any) -> None:
    assert bool(mishap.because) == (mishap.caught != "yes")
    assert bool(mishap.finds) == (mishap.caught != "no")


def test_each_row_is_there_once_and_as_far_caught_as_is_known() -> None:
    assert Counter(one.row for one in ROWS) == Counter(range(1, 24))
    caught = {one.row: one.caught for one in ROWS}
    assert {row for row, how in caught.items() if how == "yes"} == CAUGHT
    assert {row for row, how in caught.items() if how == "partly"} == PARTLY
    assert (caught[20], caught[21], caught[22]) == ("no", "review", "no")


def test_the_page_of_mishaps_is_what_the_script_prints() -> None:
    page = (ROOT / "docs" / "mishaps.md").read_text(encoding="utf-8")
    assert SCRIPT["page"](ROWS) == page
