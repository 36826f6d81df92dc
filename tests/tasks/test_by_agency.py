"""Accounts of several agencies answer to the policies of all of them; the stricter holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.model.finding import Severity
from policycheck.policy.project_file import read_project
from policycheck.tasks.audit import audit
from policycheck.tasks.check import CheckRequest
from tests.tasks.projects import NOW, checked, written

PROJECT = """
policy: department.yaml
policies: {epa: epa.yaml, usda: usda.yaml}
records: {posts: [posts/*.yaml], accounts: [accounts.yaml]}
"""
HEAD = "policycheck: 1\nid: {0}\ntitle: {0}\nextends: department.yaml\n"
DEPARTMENT = """policycheck: 1
id: department
title: D
rules:
  - id: LEN
    title: Too long
    applies_to: post
    check: {kind: text-length, max: 10}
    severity: warning
  - id: LNG
    title: No language
    applies_to: post
    check: {kind: required-fields, fields: [lang]}
    severity: warning
"""
EPA = HEAD.format("epa") + "override: {LEN: {check: {max: 8}, severity: error, reason: r}}\n"
USDA = HEAD.format("usda") + (
    "rules:\n  - {id: TAG, title: T, applies_to: post, severity: error,\n"
    "     check: {kind: count, of: hashtags, min: 1}}\n"
)
ACCOUNTS = """
ours: {agencies: [{id: epa}]}
theirs: {agencies: [{id: usda}]}
joint: {agencies: [{id: epa}, {id: usda}]}
other: {agencies: [{id: nasa}]}
"""


def project(folder: Path, *, text: str, accounts: str = ACCOUNTS) -> None:
    names = ("ours", "theirs", "joint", "other")
    posts = {f"posts/{one}.yaml": f"{{id: {one}, account: {one}, text: {text!r}}}" for one in names}
    files = {"department.yaml": DEPARTMENT, "epa.yaml": EPA, "usda.yaml": USDA}
    written(folder, {"policycheck.yaml": PROJECT, "accounts.yaml": accounts, **files, **posts})


def found(folder: Path) -> dict[str, set[tuple[str, Severity]]]:
    report = checked(folder)
    assert not report.errors
    names = ("ours", "theirs", "joint", "other")
    said = [(one.record.id, (one.rule, one.severity)) for one in report.findings]
    assert len(said) == len(set(said))  # what both policies find is said once
    return {name: {one for of, one in said if of == name} for name in names}


def test_each_account_answers_to_its_agencies_and_a_joint_one_to_both(tmp_path: Path) -> None:
    project(tmp_path, text="nine char")
    language = ("LNG", Severity.WARNING)
    assert found(tmp_path) == {
        "ours": {language, ("LEN", Severity.ERROR)},
        "theirs": {language, ("TAG", Severity.ERROR)},
        "joint": {language, ("LEN", Severity.ERROR), ("TAG", Severity.ERROR)},
        "other": {language},
    }


def test_of_two_findings_at_one_place_the_graver_stays(tmp_path: Path) -> None:
    project(tmp_path, text="eleven char")
    said = found(tmp_path)
    assert ("LEN", Severity.ERROR) in said["ours"]
    assert ("LEN", Severity.WARNING) not in said["ours"]
    assert ("LEN", Severity.WARNING) in said["other"]


def test_an_audit_has_the_worse_outcome_of_both(tmp_path: Path) -> None:
    project(tmp_path, text="nine char")
    whole = read_project(tmp_path / "policycheck.yaml")
    report = audit(CheckRequest((), tmp_path, NOW, whole))
    assert report.audit
    length = {one.record.id: one.outcomes.get("LEN") for one in report.audit.records}
    assert (length["ours"], length["joint"], length["other"]) == ("fail", "fail", "pass")
    assert {rule.id for rule in report.rules} >= {"LEN", "LNG", "TAG"}


def test_where_a_source_has_no_agencies_it_is_said(tmp_path: Path) -> None:
    project(tmp_path, text="nine char")
    (tmp_path / "policycheck.yaml").write_text(PROJECT.replace("accounts.yaml", "accounts.csv"))
    (tmp_path / "accounts.csv").write_text("id,platform\nours,x\ntheirs,x\njoint,x\nother,x\n")
    notes = " ".join(checked(tmp_path).notes)
    assert "of 4 accounts it cannot be told which agency's policy they answer to" in notes


@pytest.mark.parametrize("selected", ["TAG", "LEN"])
def test_rules_of_every_policy_can_be_selected(tmp_path: Path, selected: str) -> None:
    project(tmp_path, text="nine char")
    whole = read_project(tmp_path / "policycheck.yaml")
    report = audit(CheckRequest((), tmp_path, NOW, whole, select=[selected]))
    assert {one.rule for one in report.findings} == {selected}
