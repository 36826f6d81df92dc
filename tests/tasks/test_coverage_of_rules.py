"""Coverage counts what the evaluation of the tests saw, and names what it did not."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from policycheck.model.coverage import Coverage, Item, RuleCoverage
from policycheck.policy.shipped import shipped
from policycheck.reports.format import Style
from policycheck.reports.testing import measure
from policycheck.tasks.coverage import coverage_of
from policycheck.tasks.proving import ProvingRequest

HEAD = "policycheck: 1\nid: p\ntitle: P\nrules:\n"
RULE = """\
  - id: {id}
    title: T
    applies_to: {of}
    severity: error
    check: {check}
    {more}
    examples: [{examples}]
"""
WORDS = "{kind: forbidden-text, phrases: [rain, snow, heavy rain]}"


def rule(check: str, examples: str, more: str = "", of: str = "post", id_: str = "R") -> str:
    return RULE.format(check=check, examples=examples, more=more, of=of, id=id_)


def coverage(folder: Path, *rules: str, **suites: str) -> Coverage:
    (folder / "p.yaml").write_text(HEAD + "".join(rules), encoding="utf-8")
    for name, text in suites.items():
        (folder / f"{name}.test.yaml").write_text(text, encoding="utf-8")
    return coverage_of(ProvingRequest(["p.yaml"], folder), 1, lambda _done, _total: None)


def only(folder: Path, *given: str, **more: str) -> RuleCoverage:
    (one,) = coverage(folder, rule(*given, **more)).rules
    return one


def lacking(one: RuleCoverage, item: Item) -> list[str]:
    return [each.words for each in one.reached if each.item is item and not each.is_reached]


def test_a_term_is_reached_where_a_test_is_hit_by_it(tmp_path: Path) -> None:
    one = only(tmp_path, WORDS, "{fail: {text: Much rain}}, {pass: {text: Snowy}}")
    assert lacking(one, Item.TERM) == ["'snow' in check/phrases", "'heavy rain' in check/phrases"]
    gone = [each for each in one.reached if not each.is_reached]
    assert [(each.line, each.column) for each in gone] == [(9, 51), (9, 57)]


def test_a_term_counts_though_another_would_have_hit_too(tmp_path: Path) -> None:
    one = only(tmp_path, WORDS, "{fail: {text: Heavy rain and snow}}")
    assert lacking(one, Item.TERM) == ["'rain' in check/phrases"]  # the longer one hit, not it


@pytest.mark.parametrize(
    ("check", "example", "of", "term"),
    [
        ("{kind: link-hosts, deny: [bit.ly, t.ly]}", "{fail: {text: bit.ly/a}}", "post", "t.ly"),
        (
            "{kind: sensitive-data, detectors: [us-ssn, email]}",
            "{fail: {text: ann@example.com}}",
            "post",
            "us-ssn",
        ),
        (
            "{kind: preferred-text, swap: {utilize: use, acquire: get}}",
            "{fail: {text: Utilize it}}",
            "post",
            "acquire",
        ),
        ("{kind: forbidden-text, patterns: [a+b, c+d]}", "{fail: {text: aab}}", "post", "c+d"),
        (
            "{kind: required-fields, fields: [name, bio]}",
            "{fail: {id: a, bio: b}}",
            "account",
            "bio",
        ),
    ],
)
def test_terms_of_every_sort_of_list_are_told_apart(
    tmp_path: Path, check: str, example: str, of: str, term: str
) -> None:
    option = check.split(", ")[1].partition(":")[0]
    one = only(tmp_path, check, example, of=of)
    assert lacking(one, Item.TERM) == [f"{term!r} in check/{option}"]


@pytest.mark.parametrize(
    ("examples", "reached"),
    [
        ("{pass: {text: abc}}, {fail: {text: abcdefghijklmn}}", (0, 2)),
        ("{pass: {text: abcdefghij}}, {fail: {text: abcdefghijklmn}}", (1, 2)),
        ("{pass: {text: abc}}, {fail: {text: abcdefghijk}}", (1, 2)),
        ("{pass: {text: abcdefghij}}, {fail: {text: abcdefghijk}}", (2, 2)),
    ],
)
def test_a_limit_has_a_near_side_and_a_far_side(
    tmp_path: Path, examples: str, reached: tuple[int, int]
) -> None:
    one = only(tmp_path, "{kind: text-length, max: 10, method: code_points}", examples)
    assert one.of(Item.LIMIT) == reached


def test_each_condition_is_seen_true_and_false(tmp_path: Path) -> None:
    when = "when: {platform: x, any: [{category: crisis}, {status: draft}]}"
    one = only(
        tmp_path,
        WORDS,
        "{fail: {text: Rain, platform: x, status: draft}}, "
        "{not_applicable: {text: Rain, platform: x, status: published}}",
        more=when,
    )
    assert lacking(one, Item.CONDITION) == [
        "the condition platform: x, not met",
        "the condition category: crisis, met",
    ]


def test_the_conditions_of_a_rule_for_elements_are_asked_of_each(tmp_path: Path) -> None:
    one = only(
        tmp_path,
        "{kind: field, path: captions.reviewed, is: true}",
        "{pass: {text: A, media: [{type: image, file: a.png}, "
        "{type: video, file: b.mp4, captions: {reviewed: true}}]}}",
        more="each: media\n    when: {type: video}",
    )
    assert lacking(one, Item.CONDITION) == []


def test_outcomes_are_those_that_the_rule_can_come_to(tmp_path: Path) -> None:
    one = only(tmp_path, WORDS, "{pass: {text: Sun}}")
    assert one.of(Item.OUTCOME) == (1, 2)
    one = only(
        tmp_path,
        "{kind: field, path: account.class, is: agency}",
        "{pass: {text: Sun, account: a}, with: {accounts: [{id: a, class: agency}]}}",
        more="when: {platform: {not: x}}",
    )
    assert lacking(one, Item.OUTCOME) == [
        "the outcome fail",
        "the outcome not_applicable",
        "the outcome unknown",
    ]


def test_a_rule_without_a_test_reaches_nothing_and_comes_first(tmp_path: Path) -> None:
    found = coverage(
        tmp_path,
        rule(WORDS, "{fail: {text: Rain}}", id_="TESTED"),
        rule(WORDS, "", id_="BARE"),
    )
    assert [(one.rule, one.tests) for one in found.rules] == [("BARE", 0), ("TESTED", 1)]
    assert found.rules[0].percent == 0


def test_a_suite_reaches_what_an_example_does(tmp_path: Path) -> None:
    suite = (
        "as_of: 2026-06-01\n"
        "records: {posts: [{id: a, text: Snow, platform: x}, {id: b, text: Sun, platform: y}]}\n"
        "expect:\n"
        "  - {rule: R, record: a, outcome: fail}\n"
        "  - {rule: R, record: b, outcome: not_applicable}\n"
    )
    rules = rule(WORDS, "{fail: {text: Rain, platform: x}}", more="when: {platform: x}")
    (one,) = coverage(tmp_path, rules, s=suite).rules
    assert one.tests == 2
    assert lacking(one, Item.TERM) == ["'heavy rain' in check/phrases"]
    assert lacking(one, Item.CONDITION) == []


def test_a_test_that_does_not_come_out_reaches_nothing(tmp_path: Path) -> None:
    one = only(tmp_path, WORDS, "{pass: {text: Rain}}")
    assert (one.tests, one.broken) == (0, 1)
    assert not any(each.is_reached for each in one.reached)


def test_the_table_names_the_worst_first_and_the_json_keeps_its_promise(tmp_path: Path) -> None:
    found = coverage(tmp_path, rule(WORDS, "{fail: {text: Rain}}"))
    table = "".join(measure("coverage", "full")(found, Style()))
    assert "  p.yaml:9:51: 'snow' in check/phrases\n" in table
    assert table.endswith("Covered 40.0 %: 0 of 1 rules whole; 1 of 2 outcomes, 1 of 3 terms\n")
    schema = json.loads((shipped("schemas") / "coverage.schema.json").read_text(encoding="utf-8"))
    written = json.loads("".join(measure("coverage", "json")(found, Style())))
    jsonschema.validate(written, schema)
    assert written["percent"] == 40
    assert [one["what"] for one in written["rules"][0]["not_reached"]] == [
        "the outcome pass",
        "'snow' in check/phrases",
        "'heavy rain' in check/phrases",
    ]
