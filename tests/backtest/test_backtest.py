"""What a backtest counts: which verdict changes, of which record, and what is said of it."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from policycheck.model.backtest import CHANGES
from policycheck.model.moment import parse_moment

from .compared import (
    FAILS,
    LONG,
    PASSES,
    SHORT,
    compared,
    only,
    policy,
    rule,
    size,
    turned,
    written,
)


def test_what_failed_and_now_passes_is_counted_by_rule_account_and_month(tmp_path: Path) -> None:
    found = compared(tmp_path, policy(size(10)), policy(size(99)), [LONG, SHORT])
    assert turned(found) == {"size": {"fail_to_pass": 1}}
    assert found.changed["fail_to_pass"] == found.touched == found.touched_by["fail_to_pass"] == 1
    assert found.accounts == only(found.rules).accounts == {"a": {"fail_to_pass": 1}}
    assert found.months == only(found.rules).months == {"2026-01": {"fail_to_pass": 1}}
    assert (found.judged, found.compared, found.errors) == (2, 1, ())


def test_an_example_has_the_record_the_place_and_what_the_policy_that_fails_it_says(
    tmp_path: Path,
) -> None:
    stricter = compared(tmp_path, policy(size(99)), policy(size(10)), [LONG, SHORT])
    (example,) = only(stricter.rules).examples["pass_to_fail"]
    assert (example.record.id, example.record.account) == ("long", "a")
    assert str(example.location) == "posts.jsonl:1:text:11"
    assert "18 code points" in example.message
    looser = compared(tmp_path, policy(size(10)), policy(size(99)), [LONG, SHORT])
    assert only(looser.rules).examples["fail_to_pass"] == (example,)


@pytest.mark.parametrize(("most", "kept"), [(0, 0), (2, 2), (9, 5)])
def test_no_more_examples_are_kept_than_asked_for_the_first_ones(
    tmp_path: Path, most: int, kept: int
) -> None:
    posts: list[dict[str, object]] = [{**LONG, "id": f"p{number}"} for number in range(5)]
    found = compared(tmp_path, policy(size(99)), policy(size(10)), posts, examples=most)
    examples = only(found.rules).examples.get("pass_to_fail", ())
    assert [one.record.id for one in examples] == [f"p{number}" for number in range(kept)]
    assert only(found.rules).counts == {"pass_to_fail": 5}


_FORMS = {
    "pass": (PASSES, ""),
    "fail": (FAILS, ""),
    "unknown": (FAILS, "when: {account.class: agency}"),
    "not_applicable": (FAILS, "when: {text: {contains: never said}}"),
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.key)
def test_every_way_in_which_a_verdict_can_change_is_told_from_the_others(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    before, after = (policy(rule("r", *_FORMS[str(one)])) for one in change)
    found = compared(tmp_path, before, after, [LONG])
    key = f"{change[0]}_to_{change[1]}"
    assert turned(found) == {"r": {key: 1}}
    assert {name for name, count in found.changed.items() if count} == {key}
    (example,) = only(found.rules).examples[key]
    assert example.location.path == "posts.jsonl"
    assert ("fail" in change) == ("18 code points" in example.message)
    assert bool(example.message) == bool({"fail", "unknown"} & {*change})


def test_an_unknown_verdict_says_what_is_missing(tmp_path: Path) -> None:
    old, new = (policy(rule("r", *_FORMS[one])) for one in ("pass", "unknown"))
    (example,) = only(compared(tmp_path, old, new, [LONG]).rules).examples["pass_to_unknown"]
    assert "account" in example.message


def test_each_post_is_judged_by_the_rules_of_its_own_instant(tmp_path: Path) -> None:
    dated = size(10, 'effective: {from: "2026-02-01"}')
    posts = [LONG, {**LONG, "id": "later", "published_at": "2026-03-01"}]
    found = compared(tmp_path, policy(size(99)), policy(dated), posts)
    assert turned(found) == {"size": {"pass_to_not_applicable": 1, "pass_to_fail": 1}}
    assert only(found.rules).months["2026-03"] == {"pass_to_fail": 1}


def test_a_rule_of_the_future_is_noted_and_judged_where_its_day_is_asked_for(
    tmp_path: Path,
) -> None:
    coming = policy(size(10, 'effective: {from: "2030-01-01"}'))
    found = compared(tmp_path, policy(size(99)), coming, [LONG])
    assert any("in force for no record: size; --rules-as-of" in note for note in found.notes)
    day = parse_moment("2030-02-01", UTC)
    found = compared(tmp_path, policy(size(99)), coming, [LONG], rules_as_of=day)
    assert turned(found) == {"size": {"pass_to_fail": 1}}
    assert only(found.rules).months == {"2026-01": {"pass_to_fail": 1}}


def test_months_are_those_of_the_clock_of_the_project(tmp_path: Path) -> None:
    written(tmp_path, {"policycheck.yaml": "policy: old.yaml\ntimezone: America/New_York\n"})
    post = {**LONG, "published_at": "2026-02-01T02:00:00Z"}
    found = compared(tmp_path, policy(size(99)), policy(size(10)), [post])
    assert found.months == {"2026-01": {"pass_to_fail": 1}}


def test_what_has_no_account_and_no_date_is_counted_under_no_name(tmp_path: Path) -> None:
    found = compared(tmp_path, policy(size(99)), policy(size(10)), [{"text": LONG["text"]}])
    assert found.accounts == found.months == {"": {"pass_to_fail": 1}}


@pytest.mark.parametrize("is_new", [True, False])
def test_rules_that_only_one_policy_has_are_counted_apart(tmp_path: Path, *, is_new: bool) -> None:
    without, having = policy(size(10)), policy(size(10), rule("one", _JUDGES))
    old, new = (without, having) if is_new else (having, without)
    tall: dict[str, object] = {**LONG, "id": "odd", "text": "x" * 40}
    found = compared(tmp_path, old, new, [LONG, SHORT, tall])
    assert sum(found.changed.values()) == found.touched == 0
    one = only(found.new_rules if is_new else found.gone_rules)
    assert len(found.new_rules) + len(found.gone_rules) == 1
    assert (one.rule, one.counts) == ("one", {"fail": 1, "pass": 1, "not_applicable": 1})
    assert (one.accounts, one.months) == ({"a": {"fail": 1}}, {"2026-01": {"fail": 1}})
    assert [example.record.id for example in one.examples["fail"]] == ["long"]
    assert found.not_compared == ()


_JUDGES = "{kind: text-length, method: code_points, max: 10}, when: {text: {contains: two}}"


def test_rules_that_say_the_same_are_not_judged_and_cannot_turn_anything(tmp_path: Path) -> None:
    old = policy(size(10), rule("other", FAILS))
    new = policy(rule("other", FAILS), size(20))
    found = compared(tmp_path, old, new, [LONG])
    assert (found.same, found.compared) == (1, 1)
    assert turned(found) == {"size": {"fail_to_pass": 1}}


def test_the_same_check_under_another_severity_turns_no_verdict(tmp_path: Path) -> None:
    found = compared(tmp_path, policy(size(10)), policy(size(10).replace("error", "info")), [LONG])
    assert (found.compared, turned(found)) == (1, {})


def test_a_rule_that_is_only_observed_judges_nothing(tmp_path: Path) -> None:
    tried = policy(size(10, "stages: [{from: 2020-01-01, mode: observe}]"))
    found = compared(tmp_path, tried, policy(size(10)), [LONG])
    assert turned(found) == {"size": {"not_applicable_to_fail": 1}}
