from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from policycheck.tasks.examples import ExampleResult, run_examples
from tests.engine.made import Policy, rule

WORDS = "{kind: forbidden-text, phrases: [rain]}"


def results(
    folder: Path, examples: str, check: str = WORDS, more: str = "", head: str = ""
) -> list[ExampleResult]:
    text = head + "rules:\n" + rule(check, f"{more}\nexamples: {examples}")
    policy = Policy(folder, text)
    assert policy.problems == []
    return list(run_examples(policy.source("R")))


@pytest.mark.parametrize(
    "example",
    [
        "{fail: {text: Rain}}",
        "{fail: {text: Much rain}, found: rain}",
        "{fail: {text: Much rain and RAIN}, found: [RAIN, rain]}",
        "{fail: {text: Rain}, severity: error}",
        "{pass: {text: Snow}}",
        "{not_applicable: {kind: repost}}",
    ],
)
def test_an_example_that_holds_has_no_problem(tmp_path: Path, example: str) -> None:
    (result,) = results(tmp_path, f"[{example}]")
    assert result.problem == ""
    assert result.place == "p.yaml:10:16"


@pytest.mark.parametrize(
    ("example", "problem", "column"),
    [
        ("{pass: {text: Rain}}", "expected pass, came to fail", 16),
        ("{fail: {text: Snow}}", "expected fail, came to pass", 16),
        ("{fail: {text: Rain}, found: Snow}", "found 'Rain', expected 'Snow'", 16),
        ("{unknown: {text: [a]}}", "line 10: expected text", 26),
        ("{pass: {txt: Rain}}", "post has no field txt", 23),
        ("{pass: {text: Snow, publish_at: soon}}", "expected a date", 23),
        ("{pass: {text: Snow, account: [a, b]}}", "an example is one record; this makes 2", 23),
        ("{pass: Snow}", "expected a post", 23),
        ("{unknown: Snow}", "expected a post", 26),
        ("{passes: {text: Snow}}", "an example has one of", 16),
        ("{pass: {text: a}, fail: {text: b}}", "an example has one of", 16),
        ("Snow", "an example has one of", 16),
        ("{pass: {text: Snow}, as_off: 2026-01-01}", "unknown key as_off: did you mean as_of?", 37),
        ("{pass: {text: Snow}, as_of: soon}", "expected a date", 44),
        ("{pass: {text: Snow}, found: Snow}", "found is the text", 37),
        ("{fail: {text: Rain}, found: {a: Rain}}", "found is the text", 37),
        ("{fail: {text: Rain}, found: []}", "found is the text", 37),
        ("{fail: {text: Rain}, found: [Rain, Snow]}", "found 'Rain', expected 'Snow'", 16),
        ("{fail: {text: Rain}, severity: info}", "weighs error, expected info", 16),
        ("{fail: {text: Rain}, severity: grave}", "severity is one of error", 47),
        ("{pass: {text: Snow}, severity: error}", "severity is how much", 37),
        ("{pass: {text: Snow}, with: {acounts: []}}", "did you mean accounts?", 44),
        ("{pass: {text: Snow}, with: {accounts: [{id: a, clas: b}]}}", "no field clas", 55),
    ],
)
def test_an_example_that_is_wrong_never_reads_as_a_pass(
    tmp_path: Path, example: str, problem: str, column: int
) -> None:
    (result,) = results(tmp_path, f"[{example}]")
    assert problem in result.problem
    assert result.place == f"p.yaml:10:{column}"


def test_examples_that_are_no_list_are_a_problem(tmp_path: Path) -> None:
    (result,) = results(tmp_path, "{fail: {text: Rain}}")
    assert result.problem.startswith("examples is a list")


def test_an_example_has_its_own_instant_and_else_that_of_the_policy(tmp_path: Path) -> None:
    check = "{kind: field, path: created_at, is: {within: 5d}}"
    day = "created_at: 2026-05-01"
    examples = f"[{{pass: {{{day}}}}}, {{fail: {{{day}}}, as_of: 2026-05-20}}]"
    head = "examples_as_of: 2026-05-02\n"
    assert [one.problem for one in results(tmp_path, examples, check, head=head)] == ["", ""]


def test_an_example_brings_the_records_that_it_refers_to(tmp_path: Path) -> None:
    check = "{kind: field, path: account.class, is: agency}"
    post = "{text: Rain, account: a}"
    examples = (
        f"[{{pass: {post}, with: {{accounts: [{{id: a, class: agency}}]}}}}, "
        f"{{fail: {post}, with: {{accounts: [{{id: a, class: personal}}]}}}}, {{unknown: {post}}}]"
    )
    assert [one.problem for one in results(tmp_path, examples, check)] == ["", "", ""]


def test_a_rule_across_records_sees_the_others_and_judges_the_one(tmp_path: Path) -> None:
    check = "{kind: no-repeats, scope: project}"
    first = "{id: a, text: Rain, publish_at: 2026-01-01}"
    second = "{id: b, text: Rain, publish_at: 2026-01-02}"
    examples = (
        f"[{{fail: {second}, with: {{posts: [{first}]}}}}, "
        f"{{pass: {first}, with: {{posts: [{second}]}}}}, {{pass: {second}}}]"
    )
    assert [one.problem for one in results(tmp_path, examples, check)] == ["", "", ""]


def test_fields_of_ones_own_may_stand_in_examples(tmp_path: Path) -> None:
    check = "{kind: field, path: ticket, is: a}"
    head = "fields: {post.ticket: string}\n"
    found = results(tmp_path, "[{pass: {ticket: a}}, {fail: {ticket: b}}]", check, head=head)
    assert [one.problem for one in found] == ["", ""]


def test_a_rule_without_examples_has_no_results(tmp_path: Path) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule(WORDS))
    assert list(run_examples(policy.source("R"))) == []


LISTED = "{kind: forbidden-text, phrases: $words}"


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        ("{fail: {text: Snow}, params: {words: [snow]}}", ""),
        ("{pass: {text: Rain}, params: {words: [snow]}}", ""),
        ("{fail: {text: Rain}}", ""),
        ("{pass: {text: Snow}, params: {word: [snow]}}", "no parameter is called word: did you"),
        ("{pass: {text: Snow}, params: [snow]}", "params takes names with values"),
        ("{pass: {text: Snow}, params: {words: {a: b}}}", "the rule cannot be used so"),
    ],
)
def test_an_example_may_set_parameters_for_itself(
    tmp_path: Path, example: str, problem: str
) -> None:
    head = "params: {words: [rain]}\n"
    (result,) = results(tmp_path, f"[{example}]", LISTED, head=head)
    assert result.problem.startswith(problem)
    assert bool(result.problem) is bool(problem)


def test_an_example_knows_the_platforms_by_all_their_hosts(tmp_path: Path) -> None:
    check = "{kind: field, path: account.class, is: campaign}"
    post = "{text: See https://www.twitter.com/Pat}"
    account = "{id: c, platform: x, url: 'https://x.com/pat', class: campaign}"
    example = f"{{pass: {post}, with: {{accounts: [{account}]}}}}"
    (result,) = results(tmp_path, f"[{example}]", check, more="each: links")
    assert result.problem == ""


def test_the_day_of_the_examples_is_one_of_the_zone_that_their_records_are_in(
    tmp_path: Path,
) -> None:
    check = "{kind: field, path: created_at, is: {after: now}}"
    example = "examples: [{fail: {created_at: '2026-05-02T23:30'}}]"
    text = "examples_as_of: 2026-05-02\nrules:\n" + rule(check, example)
    policy = Policy(tmp_path, text, zone=ZoneInfo("America/Los_Angeles"))
    (result,) = run_examples(policy.source("R"))
    assert result.problem == ""
