from __future__ import annotations

import json

from msgspec.structs import replace

from policycheck.errors import Problem
from policycheck.reports import render
from policycheck.reports.format import Style
from policycheck.reports.problem import problem_lines
from tests.reports.sample import REPORT


def lines(problem: Problem, width: int | None = None) -> list[str]:
    return list(problem_lines(problem, Style(width=width)))


def test_a_problem_with_a_policy_shows_its_id_its_line_and_a_caret() -> None:
    problem = Problem("p.yaml", 12, 3, "unknown key a", "did you mean b?", "unknown-key", "  a: 1")
    assert lines(problem) == [
        "p.yaml:12:3: unknown key a [unknown-key]",
        " 12 |   a: 1",
        "    |   ^",
        "  help: did you mean b?",
    ]


def test_a_problem_without_an_id_and_a_line_is_told_in_one_line() -> None:
    assert lines(Problem("a.md", 1, 1, "it is no\npost")) == ["a.md:1:1: it is no\\npost"]


def test_the_caret_stands_under_a_character_after_wide_and_hidden_ones() -> None:
    problem = Problem("p.yaml", 1, 4, "m", "", "unknown-key", "日\u200bab")
    _, shown, caret = lines(problem)
    assert shown == " 1 | 日\\u{200b}ab"
    assert caret == "   | " + " " * 11 + "^"


def test_a_problem_past_the_last_character_has_its_caret_after_it() -> None:
    problem = Problem("p.yaml", 1, 4, "m", "", "not-yaml", "a: ")
    assert lines(problem)[1:] == [" 1 | a: ", "   |    ^"]


def test_a_long_line_is_cut_around_the_caret_for_a_terminal() -> None:
    problem = Problem("p.yaml", 1, 151, "m", "", "unknown-key", "x" * 150 + "y" + "z" * 150)
    _, shown, caret = lines(problem, 60)
    assert len(shown) <= 60
    assert shown[caret.index("^")] == "y"


def test_the_line_of_a_problem_is_no_part_of_what_it_is() -> None:
    one, other = (Problem("p", 1, 1, "m", "", "unknown-key", text) for text in ("", "a: 1"))
    assert one == other
    assert len({one, other}) == 1


def test_the_json_report_names_the_id_of_a_problem() -> None:
    problem = Problem("p.yaml", 1, 1, "m", "", "unknown-key", "a: 1")
    text = "".join(render("json", replace(REPORT, errors=(problem,))))
    (error,) = json.loads(text)["errors"]
    assert error == {
        "path": "p.yaml",
        "line": 1,
        "column": 1,
        "message": "m",
        "help": None,
        "id": "unknown-key",
    }
