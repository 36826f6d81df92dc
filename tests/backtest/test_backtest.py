"""What a backtest counts: which verdict changes, of which record, and what is said of it."""

from __future__ import annotations

import gc
from datetime import UTC
from pathlib import Path

import pytest

from policycheck.model.backtest import CHANGES
from policycheck.model.moment import parse_moment
from policycheck.model.record import Record
from policycheck.tasks.backtest import BacktestRequest, backtest

from .compared import NOW, compared, lines, only, pack, policy, rule, turned, written

LONG: dict[str, object] = {
    "id": "long",
    "account": "a",
    "text": "one two three four",
    "published_at": "2026-01-05",
}
DAYS = tuple(f"2026-01-0{day}" for day in range(1, 7))
SHORT: dict[str, object] = {
    "id": "short",
    "account": "b",
    "text": "one two",
    "published_at": "2026-02-05",
}


def size(most: int, more: str = "") -> str:
    return rule("size", f"{{kind: text-length, method: code_points, max: {most}}}", more)


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


_PASSES = "{kind: text-length, method: code_points, max: 99}"
_FAILS = "{kind: text-length, method: code_points, max: 1}"
_FORMS = {
    "pass": (_PASSES, ""),
    "fail": (_FAILS, ""),
    "unknown": (_FAILS, "when: {account.class: agency}"),
    "not_applicable": (_FAILS, "when: {text: {contains: never said}}"),
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
    old = policy(size(10), rule("other", _FAILS))
    new = policy(rule("other", _FAILS), size(20))
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


def test_elements_come_to_one_verdict_of_their_record(tmp_path: Path) -> None:
    def links(hosts: str) -> str:
        return policy(rule("links", f"{{kind: link-hosts, allow: [{hosts}]}}"))

    post = {**LONG, "text": "a https://epa.gov b https://nasa.gov c https://x.com"}
    found = compared(tmp_path, links("epa.gov"), links("epa.gov, nasa.gov, x.com"), [post])
    assert turned(found) == {"links": {"fail_to_pass": 1}}


def test_accounts_and_people_of_the_project_are_looked_up(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "policycheck.yaml": "policy: old.yaml\nrecords: {accounts: [accounts.yaml]}\n",
            "accounts.yaml": "a: {platform: x, class: agency}\nb: {platform: x, class: personal}\n",
        },
    )

    def of(class_: str) -> str:
        return policy(size(1, f"when: {{account.class: {class_}}}"))

    found = compared(tmp_path, of("agency"), of("personal"), [LONG, SHORT])
    assert turned(found) == {"size": {"fail_to_not_applicable": 1, "not_applicable_to_fail": 1}}
    assert found.accounts["a"] == {"fail_to_not_applicable": 1}


def test_without_paths_all_of_the_project_is_judged(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "policycheck.yaml": "policy: old.yaml\n"
            "records: {posts: [posts.jsonl], accounts: [accounts.yaml]}\n",
            "accounts.yaml": "a: {platform: x}\nb: {platform: x, url: 'https://x.com/b'}\n",
        },
    )
    asks = rule("url", "{kind: required-fields, fields: [url]}", applies_to="account")
    lax = rule("url", "{kind: required-fields, fields: [platform]}", applies_to="account")
    found = compared(
        tmp_path, policy(size(99), lax), policy(size(10), asks), [LONG, SHORT], paths=()
    )
    assert turned(found) == {"url": {"pass_to_fail": 1}, "size": {"pass_to_fail": 1}}
    assert found.records == {"account": 2, "post": 2}
    assert found.accounts == {"a": {"pass_to_fail": 2}}


def test_rules_across_records_see_all_portions_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policycheck.tasks.backtest_run.PORTION", 2)

    def repeats(scope: str) -> str:
        return policy(rule("again", f"{{kind: no-repeats, scope: {scope}}}"))

    posts: list[dict[str, object]] = [
        {"id": f"p{number}", "account": "ab"[number % 2], "text": text, "published_at": day}
        for number, (text, day) in enumerate(
            zip(("rain", "rain", "sun", "fog", "sun", "rain"), DAYS, strict=True)
        )
    ]
    found = compared(tmp_path, repeats("account"), repeats("project"), posts)
    assert turned(found) == {"again": {"pass_to_fail": 1}}
    (example,) = only(found.rules).examples["pass_to_fail"]
    assert example.record.id == "p1"
    assert "p0" in example.message


def test_the_order_of_the_portions_and_their_size_make_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts: list[dict[str, object]] = [
        {**LONG, "id": f"p{number}", "text": "w " * (1 + number % 7)} for number in range(23)
    ]
    whole = compared(tmp_path, policy(size(5)), policy(size(10)), posts)
    for portion in (1, 4, 23):
        monkeypatch.setattr("policycheck.tasks.backtest_run.PORTION", portion)
        assert compared(tmp_path, policy(size(5)), policy(size(10)), posts) == whole


def test_waivers_are_not_applied_and_it_is_said(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "policycheck.yaml": "policy: old.yaml\nrecords: {posts: [posts.jsonl]}\n"
            "waivers: waivers.yaml\n",
            "waivers.yaml": "waivers:\n  - {rule: size, record: {id: long}, reason: R, "
            "approved_by: x, granted: 2026-01-01, expires: 2026-12-31}\n",
        },
    )
    found = compared(tmp_path, policy(size(99)), policy(size(10)), [LONG], paths=())
    assert turned(found) == {"size": {"pass_to_fail": 1}}
    assert "waivers" in found.notes[0]


@pytest.mark.parametrize("both", [True, False])
def test_what_a_rule_of_either_policy_finds_private_is_hidden_in_examples(
    tmp_path: Path, *, both: bool
) -> None:
    finds = rule("ssn", "{kind: sensitive-data, detectors: [us-ssn]}")
    says = '{kind: forbidden-text, phrases: ["536-22-1234"]}'
    quotes = rule("said", says, "message: 'found {match}'")
    never = rule("said", "{kind: forbidden-text, phrases: [never]}")
    post: dict[str, object] = {"text": "My number is 536-22-1234 thanks"}
    found = compared(tmp_path, policy(never, finds), policy(quotes, *([finds] * both)), [post])
    (example,) = only(found.rules).examples["pass_to_fail"]
    assert example.message == "found ***-**-****"


def test_a_parameter_can_have_two_values_without_writing_a_policy(tmp_path: Path) -> None:
    written(
        tmp_path,
        pack(
            rule("size", "{kind: text-length, method: code_points, max: $most}"),
            params="  most: {type: integer, default: 99}\n",
        ),
    )
    found = compared(
        tmp_path,
        "",
        "",
        [LONG, SHORT],
        named=("pack", "pack"),
        old_params=("most=10",),
        new_params=("most=20",),
    )
    assert turned(found) == {"size": {"fail_to_pass": 1}}
    assert (found.old.params, found.new.params) == ({"most": "10"}, {"most": "20"})


def test_selected_rules_alone_are_compared(tmp_path: Path) -> None:
    old, new = (policy(size(most), rule("w2", one)) for most, one in ((99, _PASSES), (10, _FAILS)))
    found = compared(tmp_path, old, new, [LONG], select=["w2"])
    assert turned(found) == {"w2": {"pass_to_fail": 1}}
    found = compared(tmp_path, old, new, [LONG], ignore=["w2"])
    assert turned(found) == {"size": {"pass_to_fail": 1}}


_NEVER = rule("again", "{kind: no-repeats, scope: project}", "when: {text: {contains: never}}")


@pytest.mark.parametrize("more", ["", _NEVER], ids=["alone", "beside a rule that keeps no fact"])
def test_few_records_are_held_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    monkeypatch.setattr("policycheck.tasks.backtest_run.PORTION", 10)
    held: list[int] = []

    def tell(_: int) -> None:
        held.append(sum(isinstance(one, Record) for one in gc.get_objects()))

    posts: list[dict[str, object]] = [{**LONG, "id": f"p{number}"} for number in range(80)]
    old, new = policy(size(99), more), policy(size(10), more.replace("project", "account"))
    written(tmp_path, {"a.yaml": old, "b.yaml": new, "p.jsonl": lines(*posts)})
    before = sum(isinstance(one, Record) for one in gc.get_objects())
    found = backtest(BacktestRequest("a.yaml", "b.yaml", ["p.jsonl"], tmp_path, NOW), tell)
    assert (found.compared, found.changed["pass_to_fail"]) == (2 if more else 1, 80)
    assert len(held) == 8
    assert max(held) - before <= 20
