"""Policies that cannot be used as they are, each with all that is said of it.

Each folder of `errors` begins with the id of the mistake that it shows; `ID.VARIANT` is another
case of the same. To write `expected.txt` anew after a change of words, set
POLICYCHECK_WRITE_EXPECTED=1 and run pytest on this file, then read the difference.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

import policycheck
from policycheck.errors import InputError, Problem
from policycheck.mistakes import MISTAKES, THEMES
from policycheck.mistakes.mistake import Mistake, by_id
from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.project_file import read_project
from policycheck.reports.format import Style
from policycheck.reports.problem import problem_lines

ERRORS = Path(__file__).parent / "errors"
CASES = sorted(ERRORS.iterdir())
POLICIES = [case for case in CASES if (case / "policy.yaml").is_file()]
#: In these nothing of the file can be read, or there is no rule beside what is wrong.
WITHOUT_A_GOOD_RULE = {
    "control-character",
    "empty-file",
    "empty-file.comment",
    "no-mapping",
    "no-value.rules",
    "not-yaml",
    "nothing-to-check",
    "refused-alias.bomb",
    "tab-indent",
    "too-deep",
    "wrong-type.rules",
}


def compiled(case: Path) -> tuple[list[Problem], list[str]]:
    """The problems of a policy, and the ids of the rules that can be used all the same."""
    policy = load_policy("policy.yaml", case)
    _, sources = compile_policy(policy, None)
    return sorted(policy.problems.found), [one.surface.id for one in sources]


def problems_of(case: Path) -> list[Problem]:
    """The problems of a policy, or of a project file where there is no policy."""
    if case in POLICIES:
        return compiled(case)[0]
    with pytest.raises(InputError) as refused:
        read_project(case / "policycheck.yaml")
    return list(refused.value.problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_policy_is_told_line_by_line_with_a_caret(case: Path) -> None:
    begun = time.process_time()
    found = problems_of(case)
    assert time.process_time() - begun < 1
    said = "".join(f"{line}\n" for one in found for line in problem_lines(one, Style()))
    expected = case / "expected.txt"
    if os.environ.get("POLICYCHECK_WRITE_EXPECTED"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert found
    assert all(problem.help and problem.message for problem in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_folder_is_named_after_a_registered_mistake_that_it_shows(case: Path) -> None:
    id_ = case.name.partition(".")[0]
    assert id_ in MISTAKES
    assert id_ in {problem.id for problem in problems_of(case)}


@pytest.mark.parametrize("id_", MISTAKES)
def test_every_registered_mistake_has_a_folder_of_its_name(id_: str) -> None:
    assert (ERRORS / id_ / "expected.txt").is_file()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_names_a_registered_mistake(case: Path) -> None:
    assert {problem.id for problem in problems_of(case)} <= set(MISTAKES)


@pytest.mark.parametrize("case", POLICIES, ids=lambda case: case.name)
def test_the_healthy_rule_beside_a_broken_one_still_runs(case: Path) -> None:
    _, usable = compiled(case)
    assert ("GOOD" in usable) is (case.name not in WITHOUT_A_GOOD_RULE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_stands_within_its_file_and_shows_its_line(case: Path) -> None:
    for problem in problems_of(case):
        file = case / problem.path
        if problem.id in ("unreadable-file", "unknown-policy") and not file.is_file():
            assert (problem.line, problem.column, problem.excerpt) == (1, 1, "")
            continue
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.excerpt in ("", lines[problem.line - 1])
        whole_file = problem.id in ("empty-file", "no-mapping", "not-utf-8")
        assert problem.excerpt or whole_file


def test_mistakes_are_made_in_the_registry_alone() -> None:
    """So that no problem can name one that is not registered."""
    root = Path(policycheck.__file__).parent
    made = re.compile(r"\bMistake\(")
    files = {file for file in root.rglob("*.py") if made.search(file.read_text(encoding="utf-8"))}
    assert {file.parent.name for file in files} == {"mistakes"}
    assert sum(map(len, THEMES.values())) == len(MISTAKES)


def test_every_entry_is_a_sentence_on_what_it_means_and_one_on_what_to_do() -> None:
    for id_, mistake in MISTAKES.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)
        assert mistake.id == id_
        assert mistake.meaning.endswith(".")
        assert mistake.remedy.endswith(".")


def test_two_mistakes_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two mistakes have the id a"):
        by_id([Mistake("a", "One.", "Do."), Mistake("a", "Other.", "Do.")])
