"""Suites and examples as `test` runs them: what comes out, what cannot be run, and for whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from policycheck.model.report import Report
from policycheck.model.trials import Word
from policycheck.policy.shipped import shipped
from policycheck.policy.suite_surface import suite_schema
from policycheck.reports import render
from policycheck.tasks.projects import project_at
from policycheck.tasks.proving import ProvingRequest, prove

POLICY = """\
policycheck: 1
id: p
title: P
params: {words: [rain]}
rules:
  - id: A
    title: No rain
    applies_to: post
    severity: error
    check: {kind: forbidden-text, phrases: $words}
  - id: B
    title: Of an agency
    applies_to: post
    severity: error
    check: {kind: field, path: account.class, is: agency}
"""
POSTS = "records: {posts: [{id: wet, text: Rain}, {id: dry, text: Snow, account: x}]}\n"
WET = "{rule: A, record: wet, outcome: fail}"


def proved(folder: Path, *policies: str, **more: Any) -> Report:
    return prove(ProvingRequest(policies or ("p.yaml",), folder, project_at(folder), **more))


def suite(  # noqa: PLR0917 - what each test changes
    folder: Path,
    expect: str,
    records: str = POSTS,
    more: str = "rules: [A]\n",
    policy: str = POLICY,
    as_of: str = "2026-06-01",
) -> Report:
    (folder / "p.yaml").write_text(policy)
    text = f"as_of: {as_of}\n{more}{records}expect: [{expect}]\n"
    (folder / "s.test.yaml").write_text(text)
    return proved(folder)


def said(report: Report) -> list[str]:
    return [one.message for one in report.findings] + [str(one) for one in report.errors]


def test_a_suite_that_comes_out_has_no_finding_and_is_counted(tmp_path: Path) -> None:
    report = suite(tmp_path, f"{WET}, {{rule: A, record: dry, outcome: pass}}")
    assert said(report) == []
    assert report.trials is not None
    assert (report.trials.suites, report.trials.words) == (1, {Word.VALIDATED: 2})


@pytest.mark.parametrize(
    ("expect", "message"),
    [
        ("{rule: A, record: wet, outcome: pass}", "noisy: A on post wet flags what should pass"),
        ("{rule: A, record: wet, outcome: unknown}", "noisy: A on post wet flags what it should"),
        (f"{WET}, {{rule: A, record: dry, outcome: fail}}", "missing: A on post dry lets through"),
        (f"{WET}, {{rule: A, record: dry, outcome: unknown}}", "wrong: A on post dry comes to"),
        ("{rule: A, record: wet, outcome: fail, found: Snow}", "wrong: A on post wet finds 'Rain'"),
        ("{rule: A, record: wet, outcome: fail, message: wet}", "wrong: A on post wet says"),
        ("{rule: A, record: dry, outcome: pass}", "noisy: A on post wet finds what the suite does"),
        (f"{WET}, {{rule: B, record: dry, outcome: fail}}", "missing: B on post dry cannot decide"),
    ],
)
def test_what_comes_out_otherwise_is_one_finding(tmp_path: Path, expect: str, message: str) -> None:
    (found,) = said(suite(tmp_path, expect))
    assert found.startswith(message)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    (found,) = said(suite(tmp_path, f"{WET}, {{rule: B, record: dry, outcome: fail}}"))
    assert "account" in found.partition("what should fail: ")[2]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("expect: []\n", "4:9", "the list is empty"),
        ("", "1:1", "expect is missing"),
        ("expect: [{rule: A, record: wet}]\n", "4:10", "outcome is missing"),
        (f"expect: [{WET}]\nrecord: []\n", "5:1", "unknown key record"),
        ("expect: [{rule: A, record: wet, outcom: fail}]\n", "4:33", "unknown key outcom"),
        ("expect: [{rule: A, record: wet, outcome: fails}]\n", "4:42", "none of the words"),
        ("expect: [{rule: AA, record: wet, outcome: fail}]\n", "4:17", "no rule has the id AA"),
        ("expect: [{rule: A, record: web, outcome: fail}]\n", "4:28", "no record of the suite"),
        ("expect: [{rule: A, record: wet, outcome: pass, found: a}]\n", "4:10", "found belongs to"),
        (f"expect: [{WET}, {WET}]\n", "4:49", "is expected in line 4"),
        (f"expect: [{WET}]\nparams: {{word: [a]}}\n", "5:10", "no parameter is called word"),
        (f"expect: [{WET}]\nparams: [a]\n", "5:9", "params takes names with values"),
        (f"expect: [{WET}]\nparams: {{words: {{a: b}}}}\n", "5:9", "A cannot be used so"),
        (f"expect: [{WET}]\npolicy: q.yaml\n", "5:9", "no policy file and no pack is called"),
        (f"expect: [{WET}]\ntimezone: Mars/Port\n", "5:11", "there is no time zone Mars/Port"),
    ],
)
def test_a_suite_that_is_wrong_is_named_with_its_place_and_not_run(
    tmp_path: Path, text: str, place: str, message: str
) -> None:
    (tmp_path / "p.yaml").write_text(POLICY)
    (tmp_path / "s.test.yaml").write_text(f"as_of: 2026-06-01\nrules: [A]\n{POSTS}{text}")
    report = proved(tmp_path)
    found = [one for one in report.errors if message in one.message]
    assert [str(one).partition(": ")[0] for one in found] == [f"s.test.yaml:{place}"]
    assert all(one.help for one in report.errors)
    assert report.findings == ()
    assert report.trials is not None
    assert report.trials.suites == 0


@pytest.mark.parametrize(
    ("records", "place", "message"),
    [
        ("records: {post: []}\n", "3:11", "unknown kind of record post"),
        ("records: [a]\n", "3:10", "records has kinds of records"),
        ("records: {posts: wet}\n", "3:18", "expected posts, found 'wet'"),
        ("records: {posts: [{id: wet, txt: a}]}\n", "3:29", "post has no field txt"),
        ("records: {posts: [{id: wet, text: [a]}]}\n", "3:35", "expected text"),
        ("records: {posts: [{id: wet}, {id: wet}]}\n", "3:35", "the id 'wet' is taken"),
        ("records: {posts: {files: nowhere.md}}\n", "3:18", "no file is called nowhere.md"),
        ("records: {posts: {files: ../*.md}}\n", "3:26", "../*.md leaves the folder"),
        ("records: {posts: {file: a.md}}\n", "3:19", "unknown key file"),
        (
            "records: {accounts: [{id: wet}]}\n",
            "4:28",
            "A is for post, and this one is of kind account",
        ),
    ],
)
def test_records_that_cannot_be_used_are_named_with_their_place(
    tmp_path: Path, records: str, place: str, message: str
) -> None:
    found = [str(one) for one in suite(tmp_path, WET, records).errors if message in one.message]
    assert [one.partition(": ")[0] for one in found] == [f"s.test.yaml:{place}"]


def test_records_refer_to_each_other_and_may_stand_in_files(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text("---\naccount: x\n---\nSnow\n")
    (tmp_path / "accounts.yaml").write_text("x: {class: agency}\ny: {class: personal}\n")
    records = "records: {posts: {files: posts/*.md}, accounts: {files: [accounts.yaml]}}\n"
    expect = "{rule: B, record: posts/a.md, outcome: pass}"
    assert said(suite(tmp_path, expect, records, more="")) == []
    # The names of records do not depend on where the command is run.
    assert said(proved(tmp_path.parent, f"{tmp_path.name}/p.yaml")) == []


def test_a_suite_sets_parameters_for_itself(tmp_path: Path) -> None:
    more = "rules: [A]\nparams: {words: [snow]}\n"
    expect = "{rule: A, record: wet, outcome: pass}, {rule: A, record: dry, outcome: fail}"
    assert said(suite(tmp_path, expect, more=more)) == []


TIMED = POLICY.partition("  - id: B")[0] + (
    "    effective: {from: 2026-06-02}\n    examples: [{fail: {text: Rain}, as_of: 2026-06-02}]\n"
)


@pytest.mark.parametrize(
    ("as_of", "zone", "outcome"),
    [
        ("2026-06-01T23:30Z", "UTC", "not_applicable"),
        ("2026-06-01T23:30Z", "Europe/Zurich", "fail"),
        ("2026-06-02T00:30Z", "UTC", "fail"),
    ],
)
@pytest.mark.parametrize("project", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_instant_and_the_days_are_those_of_the_suite_and_never_of_the_project(
    tmp_path: Path, as_of: str, zone: str, outcome: str, project: str
) -> None:
    (tmp_path / "policycheck.yaml").write_text(f"policy: p.yaml\ntimezone: {project}\n")
    expect = f"{{rule: A, record: wet, outcome: {outcome}}}"
    report = suite(tmp_path, expect, more=f"timezone: {zone}\n", policy=TIMED, as_of=as_of)
    assert said(report) == []
    assert report.trials is not None
    assert report.trials.examples == 1


def test_a_rule_that_is_only_observed_counts_nowhere(tmp_path: Path) -> None:
    policy = TIMED.replace(
        "effective: {from: 2026-06-02}", "stages: [{from: 2026-01-01, mode: observe}]"
    ).partition("    examples")[0]
    (found,) = said(suite(tmp_path, WET, policy=policy))
    assert found.endswith("it is only observed then")
    passes = "{rule: A, record: dry, outcome: not_applicable}"
    assert said(suite(tmp_path, passes, policy=policy)) == []


def test_selected_rules_alone_are_tested(tmp_path: Path) -> None:
    wrong = "{rule: A, record: dry, outcome: fail}, {rule: B, record: dry, outcome: unknown}"
    assert len(said(suite(tmp_path, wrong))) == 2
    assert said(proved(tmp_path, select=["B"])) == []
    assert said(proved(tmp_path, ignore=["A"])) == []
    assert len(said(proved(tmp_path, select=["A"]))) == 2


def test_a_suite_that_names_a_policy_is_of_that_one_alone(tmp_path: Path) -> None:
    below = "policycheck: 1\nid: q\ntitle: Q\nextends: [p.yaml]\nparams: {words: [rain, snow]}\n"
    (tmp_path / "q.yaml").write_text(below)
    expect = f"{WET}, {{rule: A, record: dry, outcome: fail}}"
    suite(tmp_path, expect, more="rules: [A]\npolicy: q.yaml\n")
    assert said(proved(tmp_path, "q.yaml")) == []
    (found,) = said(proved(tmp_path, "p.yaml"))
    assert "nothing was tested" in found


def test_the_suite_of_a_pack_tests_the_pack_as_it_is_for_those_who_extend_it(
    tmp_path: Path,
) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    header = "policycheck: 1\nid: pack\ntitle: P\nparams: {words: {type: list, default: [rain]}}\n"
    (pack / "pack.yaml").write_text(header)
    (pack / "rules.yaml").write_text("rules:" + POLICY.partition("rules:")[2])
    expect = f"{WET}, {{rule: A, record: dry, outcome: pass}}"
    (pack / "s.test.yaml").write_text(f"as_of: 2026-06-01\nrules: [A]\n{POSTS}expect: [{expect}]\n")
    below = "policycheck: 1\nid: q\ntitle: Q\nextends: [pack]\nparams: {words: [rain, snow]}\n"
    (tmp_path / "q.yaml").write_text(below)
    for policies in (("pack",), ("q.yaml",), ("pack", "q.yaml")):
        report = proved(tmp_path, *policies)
        assert said(report) == []
        assert report.trials is not None
        assert report.trials.suites == 1


def test_an_inherited_example_of_an_override_is_for_the_policy_that_brought_it(
    tmp_path: Path,
) -> None:
    head = "policycheck: 1\ntitle: T\n"
    (tmp_path / "p.yaml").write_text(POLICY)
    middle = "extends: [p.yaml]\nid: m\noverride: {A: {severity: error, reason: r, "
    (tmp_path / "m.yaml").write_text(f"{head}{middle}examples: [{{pass: {{text: Snow}}}}]}}}}\n")
    (tmp_path / "low.yaml").write_text(
        f"{head}id: l\nextends: [m.yaml]\nparams: {{words: [rain, snow]}}\n"
    )
    assert said(proved(tmp_path, "m.yaml")) == []
    assert said(proved(tmp_path, "low.yaml")) == []


def test_an_example_that_is_wrong_is_a_problem_and_the_others_are_run(tmp_path: Path) -> None:
    examples = "    examples: [{fail: {txt: a}}, {pass: {text: Rain}}]\n"
    (tmp_path / "p.yaml").write_text(POLICY.partition("  - id: B")[0] + examples)
    report = proved(tmp_path)
    assert [str(one) for one in report.errors] == [
        "p.yaml:11:23: A: line 11: post has no field txt"
    ]
    assert [one.message.partition(":")[0] for one in report.findings] == ["noisy"]


def test_what_a_rule_finds_to_be_private_is_shown_nowhere(tmp_path: Path) -> None:
    check = "check: {kind: sensitive-data, detectors: [email]}\n"
    example = "    examples: [{pass: {text: Write to pat.doe@mail.example.org}}]\n"
    policy = POLICY.partition("    check:")[0] + "    " + check
    (tmp_path / "p.yaml").write_text(policy + example)
    (finding,) = proved(tmp_path).findings
    assert "pat.doe" not in str(finding)
    assert "***.***@****.*******.***" in str(finding)


SCHEMA = suite_schema()
GOOD: dict[str, Any] = {
    "as_of": "2026-06-01",
    "rules": "A",
    "records": {"posts": [{"id": "wet", "text": "Rain"}], "people": []},
    "expect": [{"rule": "A", "record": "wet", "outcome": "fail", "found": "Rain"}],
}


@pytest.mark.parametrize(
    ("changed", "is_good"),
    [
        ({}, True),
        ({"title": "T", "timezone": "Europe/Zurich", "params": {"words": ["rain"]}}, True),
        ({"as_of": "soon"}, False),
        ({"as_off": "2026-06-01"}, False),
        ({"expect": []}, False),
        ({"expect": [{"rule": "A", "record": "wet"}]}, False),
        ({"expect": [{"rule": "A", "record": "wet", "outcome": "failed"}]}, False),
        ({"expect": [{"rule": "", "record": "wet", "outcome": "fail"}]}, False),
        ({"records": {"postings": []}}, False),
        ({"records": {"posts": {"file": "a.md"}}}, False),
        ({"params": ["a"]}, False),
    ],
)
def test_the_schema_and_the_program_agree_on_what_a_suite_is(
    tmp_path: Path, changed: dict[str, Any], is_good: bool
) -> None:
    content = {**GOOD, **changed}
    (tmp_path / "p.yaml").write_text(POLICY)
    (tmp_path / "s.test.yaml").write_text(yaml.safe_dump(content))
    assert (not proved(tmp_path).errors) is is_good
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(content) is is_good


def test_two_runs_say_the_same(tmp_path: Path) -> None:
    wrong = "{rule: A, record: dry, outcome: fail}, {rule: B, record: dry, outcome: pass}"
    first, second = suite(tmp_path, wrong), proved(tmp_path)
    assert first.findings == second.findings
    assert len({one.fingerprint for one in first.findings}) == len(first.findings) == 3


@pytest.mark.parametrize("format_", ["json", "junit", "sarif", "github"])
def test_the_report_of_a_run_of_tests_keeps_to_what_is_promised(
    tmp_path: Path, format_: str
) -> None:
    report = suite(tmp_path, "{rule: A, record: dry, outcome: fail}")
    text = "".join(render(format_, report))
    assert "missing: A on post dry" in text
    if format_ == "json":
        promised = json.loads((shipped("schemas") / "report.schema.json").read_text())
        jsonschema.validate(json.loads(text), promised)
        assert json.loads(text)["summary"]["records"] == {"example": 0, "suite": 1}


def test_a_rule_to_watch_that_does_not_exist_is_named(tmp_path: Path) -> None:
    report = suite(tmp_path, WET, more="rules: [A, C-*]\n")
    assert [str(one) for one in report.errors] == ["s.test.yaml:2:12: no rule has the id C-*"]
