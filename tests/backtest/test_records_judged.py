"""Which records a backtest judges, by what they are joined with, and how few it keeps."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from policycheck.model.record import Record
from policycheck.tasks.backtest import BacktestRequest, backtest

from .compared import (
    FAILS,
    LONG,
    NOW,
    PASSES,
    SHORT,
    compared,
    lines,
    only,
    pack,
    policy,
    rule,
    size,
    turned,
    written,
)

DAYS = tuple(f"2026-01-0{day}" for day in range(1, 7))


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
    old, new = (policy(size(most), rule("w2", one)) for most, one in ((99, PASSES), (10, FAILS)))
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
