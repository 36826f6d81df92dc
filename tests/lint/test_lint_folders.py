"""A folder for each lint: a policy with the flaw, and what a person reads of it.

To write `expected.txt` anew after a change of words, set POLICYCHECK_WRITE_EXPECTED=1 and run
pytest on this file, then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policycheck.lint import LINTS
from policycheck.mistakes import MISTAKES
from policycheck.reports import render
from tests.cli.running import steady
from tests.lint.linting import linted

FLAWS = Path(__file__).parent / "flaws"
CASES = sorted(FLAWS.iterdir())


def lint_of(case: Path) -> str:
    return case.name.partition(".")[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_flaw_is_shown_with_its_place_its_line_and_a_mark(case: Path) -> None:
    report = linted(case, select=(f"policycheck:{lint_of(case)}",))
    said = steady("".join(render("full", report)))
    expected = case / "expected.txt"
    if os.environ.get("POLICYCHECK_WRITE_EXPECTED"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert not report.errors
    assert report.findings


def test_every_lint_has_a_folder_and_every_folder_a_lint() -> None:
    assert {case.name for case in CASES} >= set(LINTS)
    assert {lint_of(case) for case in CASES} == set(LINTS)


def test_no_lint_is_called_as_an_error_is() -> None:
    assert not set(LINTS) & set(MISTAKES)
