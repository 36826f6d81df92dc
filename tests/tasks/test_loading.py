from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policycheck.errors import InputError
from policycheck.model.report import Report
from policycheck.policy.project_file import read_project
from policycheck.tasks.loading import Loader
from tests.tasks.projects import checked, rule, said, written

PROJECT = """
policy: policy.yaml
records:
  posts: [posts/*.yaml]
  accounts: [accounts.yaml]
  people: [people.yaml]
  assignments: [roles.yaml]
"""
FILES = {
    "policycheck.yaml": PROJECT,
    "accounts.yaml": "epa: {platform: x, filter_terms: [rain]}\nusda: {platform: x}\n",
    "people.yaml": "ann: {departed_at: 2026-01-01}\n",
    "roles.yaml": "r1: {account: epa, person: ann, role: admin, shoe_size: 9}\n",
    "posts/a.yaml": "{id: a, account: epa, text: Rain is coming}\n",
    "posts/b.yaml": "{id: b, account: usda, text: Rain is coming}\n",
}
ADMINS = rule("ADM", "account", "{kind: count, of: assignments, where: {active: true}, min: 1}")
TERMS = rule(
    "TRM", "account", "{kind: overlap, terms: filter_terms, with: posts.text, expect: none}"
)
TWICE = rule("TWO", "post", "{kind: unique, fields: [text], normalise: text}")
NAMED = rule("NAM", "post", "{kind: field, path: lang, is: en}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path, FILES)
    return tmp_path


def policy(folder: Path, rules: str) -> None:
    written(folder, {"policy.yaml": rules})


def test_a_named_file_is_judged_with_all_that_its_rules_look_up(folder: Path) -> None:
    policy(folder, ADMINS + TERMS)
    report = checked(folder, "accounts.yaml")
    assert said(report) == [
        "accounts.yaml:1:1: ADM epa: 0 assignments, expected at least 1",
        "accounts.yaml:1:35: TRM epa: “rain” is in posts.text",
        "accounts.yaml:2:1: ADM usda: 0 assignments, expected at least 1",
    ]
    assert report.summary.records == {"account": 2}
    assert report.errors == ()
    assert report.unknown == ()


def test_a_kind_that_no_rule_reads_is_not_opened(folder: Path) -> None:
    policy(folder, NAMED)
    written(folder, {"roles.yaml": "r1: {account: [\n", "posts/b.yaml": "{id: b, text: ["})
    report = checked(folder, "posts/a.yaml")
    assert report.errors == ()
    assert [one.record.id for one in report.findings] == ["a"]


def test_what_is_read_beside_is_not_judged_and_its_problems_are_said(folder: Path) -> None:
    policy(folder, ADMINS)
    written(folder, {"people.yaml": "ann: {departed_at: yesterday}\n"})
    report = checked(folder, "accounts.yaml")
    assert [str(one.path) for one in report.errors] == ["people.yaml"]
    assert report.summary.records == {"account": 2}
    assert not any("shoe_size" in one for one in said(report))
    assert any("shoe_size" in one for one in said(checked(folder)))


def unlike(report: Report) -> list[tuple[str, list[str]]]:
    return [
        (one.record.id, [other.location.path for other in one.related])
        for one in report.findings
        if one.rule == "TWO"
    ]


def test_a_rule_across_records_compares_with_all_and_judges_what_was_named(folder: Path) -> None:
    policy(folder, TWICE)
    whole = dict(unlike(checked(folder)))
    assert whole
    for name in ("a", "b"):
        part = unlike(checked(folder, f"posts/{name}.yaml"))
        assert part == [(id_, others) for id_, others in whole.items() if id_ == name]
    assert {name for name, _ in unlike(checked(folder, "posts"))} == whole.keys()


def test_naming_every_file_says_what_naming_none_does(folder: Path) -> None:
    policy(folder, ADMINS + TERMS + TWICE + NAMED)
    everything = ["posts", "accounts.yaml", "people.yaml", "roles.yaml"]
    assert said(checked(folder, *everything)) == said(checked(folder))


def test_a_record_that_was_named_and_is_read_beside_is_no_double(folder: Path) -> None:
    policy(folder, TWICE)
    assert checked(folder, "posts/a.yaml", "posts").errors == ()
    written(folder, {"posts/c.yaml": "{id: a, text: Snow}"})
    (problem,) = checked(folder, "posts/a.yaml").errors
    assert "'a' is taken" in problem.message


SECURED = PROJECT + "  account_security: [private/security.yaml]\n"
MFA = rule("MFA", "account", "{kind: field, path: mfa.enabled, is: true}")


@pytest.mark.parametrize("paths", [(), ("accounts.yaml",)])
def test_the_security_part_of_accounts_is_joined_to_them(
    folder: Path, paths: tuple[str, ...]
) -> None:
    policy(folder, MFA)
    secured = "epa: {mfa: {enabled: true}}\nusda: {mfa: {enabled: false}}\n"
    written(folder, {"policycheck.yaml": SECURED, "private/security.yaml": secured})
    report = checked(folder, *paths)
    assert [one.split(": MFA")[0] for one in said(report) if "MFA" in one] == [
        "private/security.yaml:2:23"
    ]
    assert report.errors == ()


def test_a_post_joins_the_security_part_of_its_account(folder: Path) -> None:
    policy(folder, rule("PST", "post", "{kind: field, path: account.mfa.enabled, is: true}"))
    secured = "epa: {mfa: {enabled: true}}\ngone: {mfa: {enabled: false}}\n"
    written(folder, {"policycheck.yaml": SECURED, "private/security.yaml": secured})
    report = checked(folder, "posts")
    assert [one.record.id for one in report.findings] == ["b"]
    assert ["no account of that id" in one.message for one in report.errors] == [True]


def test_an_unknown_key_of_records_is_refused_with_the_nearest(folder: Path) -> None:
    written(folder, {"policycheck.yaml": PROJECT + "  account_securty: [a.yaml]\n"})
    with pytest.raises(InputError) as caught:
        read_project(folder / "policycheck.yaml")
    assert "account_security" in caught.value.problems[0].help


LINKED = """
{"id": "c", "account": "epa", "text": "Sorry: Rain is coming", "correction_of": "a"}
{"id": "d", "account": "usda", "text": "Rain is coming", "correction_of": "c"}
{"id": "e", "account": "usda", "text": "Snow", "correction_of": "z"}
{"id": "f", "account": "usda", "text": "Snow"}
"""
SAME_ACCOUNT = rule(
    "COR", "post", "{kind: field, path: account, is: {field: correction_of.account}}"
)


def test_posts_go_by_and_those_that_are_looked_up_are_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy(folder, SAME_ACCOUNT + TWICE)
    written(folder, {"posts.jsonl": LINKED.lstrip()})
    times: list[int] = []
    again = Loader._again

    def counted(self: Loader, *given: Any) -> Any:
        times.append(1)
        return again(self, *given)

    monkeypatch.setattr(Loader, "_again", counted)
    report = checked(folder, "posts.jsonl")
    assert times == [1, 1], "once to learn which are referred to, once to keep these"
    monkeypatch.setattr(Loader, "_go_by", lambda *_: False)
    assert said(report) == said(checked(folder, "posts.jsonl"))
    assert report.unknown == checked(folder, "posts.jsonl").unknown
    assert any("COR d" in line for line in said(report))
    assert any("TWO d" in line for line in said(report))


def test_posts_that_nothing_looks_up_are_read_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy(folder, SAME_ACCOUNT)
    written(folder, {"posts.jsonl": LINKED.lstrip().split("\n")[3] + "\n"})
    monkeypatch.setattr(Loader, "_again", lambda *_: pytest.fail("read again"))
    assert checked(folder, "posts.jsonl").summary.records == {"post": 1}
