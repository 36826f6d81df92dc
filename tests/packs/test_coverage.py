"""The page on coverage: current, complete, and honest about what rules weigh."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from policycheck.tasks.built_in import BUILT_IN

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "scripts" / "coverage.py"
SCRIPT = runpy.run_path(str(FILE))
ROWS: list[Any] = SCRIPT["catalogue"]()
CARRIED: dict[str, list[tuple[str, str]]] = SCRIPT["rules"]()
WEIGHTS: tuple[str, ...] = SCRIPT["WEIGHTS"]
EACH = pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])


def test_the_catalogue_has_its_122_rows_once_each() -> None:
    assert [one for one, count in Counter(row.id for row in ROWS).items() if count > 1] == []
    assert Counter(row.severity for row in ROWS) == {"error": 86, "warning": 31, "review": 5}
    families = Counter(row.id.split("-")[0] for row in ROWS)
    assert " ".join(f"{family}:{count}" for family, count in families.items()) == (
        "PII:7 A11Y:8 PLN:4 HAT:5 END:3 LOB:3 LNK:3 CPY:1 WFL:10 COR:3 LNG:2 EMG:1 PRA:1 "
        "REC:10 ACT:19 SEC:10 ROL:10 COM:11 STR:7 PLT:4"
    )


def test_every_rule_of_the_pack_carries_a_row() -> None:
    assert CARRIED.keys() - {row.id for row in ROWS} == set()


@EACH
def test_a_row_that_no_rule_carries_says_why(row: Any) -> None:
    assert row.id in CARRIED or row.partly


@EACH
def test_a_row_whose_rules_weigh_less_says_why_and_no_other_does(row: Any) -> None:
    if row.id in CARRIED:
        weighs = WEIGHTS.index(SCRIPT["heaviest"](CARRIED[row.id]))
        assert (weighs < WEIGHTS.index(row.severity)) == bool(row.lowered)
        assert weighs <= WEIGHTS.index(row.severity)


@EACH
def test_what_is_said_to_be_built_in_is(row: Any) -> None:
    assert set(row.built_in) <= BUILT_IN.keys()


@EACH
def test_a_reason_can_stand_in_a_list(row: Any) -> None:
    for reason in (row.partly, row.lowered, row.elsewhere):
        assert not reason.endswith((".", "\n"))


def test_rules_that_are_named_in_a_reason_are_in_the_pack() -> None:
    ids = {rule for carried in CARRIED.values() for rule, _ in carried}
    named = {
        rule
        for row in ROWS
        for rule in re.findall(r"\b[A-Z]+-\d{3}(?:-[b-z])?\b", row.partly + row.lowered)
    }
    assert named <= ids


def test_the_page_on_coverage_is_current() -> None:
    done = subprocess.run([sys.executable, FILE, "--check"], capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (0, "")


def test_a_page_that_is_not_current_is_told_from_one_that_is() -> None:
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert SCRIPT["page"](ROWS, CARRIED) == page
    assert SCRIPT["page"](ROWS, {**CARRIED, "PII-001": []}) != page
    assert SCRIPT["page"](ROWS[1:], CARRIED) != page
