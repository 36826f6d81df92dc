"""Policies that cannot be used as they are, each with all that is said of it.

To write `expected.txt` anew after a change of words: POLICYCHECK_WRITE_EXPECTED=1 pytest this file,
and read the difference.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from policycheck.errors import Problem
from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy

CASES = sorted(file.parent for file in (Path(__file__).parent / "errors").glob("*/policy.yaml"))
#: In these nothing of the file can be read, or there is no rule beside what is wrong.
WITHOUT_A_GOOD_RULE = {
    "a-list",
    "alias-bomb",
    "empty-file",
    "not-yaml",
    "nothing-to-check",
    "only-a-comment",
    "rules-that-are-no-list",
    "rules-without-value",
    "tab-indent",
}


def problems_of(case: Path) -> tuple[list[Problem], list[str]]:
    policy = load_policy("policy.yaml", case)
    _, sources = compile_policy(policy, None)
    return sorted(policy.problems.found), [one.surface.id for one in sources]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_policy_is_told_line_by_line(case: Path) -> None:
    begun = time.process_time()
    found, _ = problems_of(case)
    assert time.process_time() - begun < 1
    said = "".join(f"{problem}\n  help: {problem.help}\n" for problem in found)
    expected = case / "expected.txt"
    if os.environ.get("POLICYCHECK_WRITE_EXPECTED"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert found
    assert all(problem.help and problem.message for problem in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_healthy_rule_beside_a_broken_one_still_runs(case: Path) -> None:
    _, usable = problems_of(case)
    assert ("GOOD" in usable) is (case.name not in WITHOUT_A_GOOD_RULE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_stands_within_the_file(case: Path) -> None:
    lines = (case / "policy.yaml").read_text(encoding="utf-8").split("\n")
    for problem in problems_of(case)[0]:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
