"""Bad accounts, people and roles: each is said with its place, and the rest is still audited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Run, run

PROJECT = """\
policy: policy.yaml
timezone: UTC
records:
  accounts: [accounts.csv]
  people: [people.yaml]
  assignments: [assignments.yaml]
"""
POLICY = """\
policycheck: 1
id: p
title: P
rules:
  - id: ROL-001
    title: Who left has no role
    applies_to: assignment
    when: {person.departed_at: {before: now}}
    check: {kind: required-fields, fields: [revoked_at]}
    severity: error
  - id: ROL-002
    title: Supervisors are employees
    applies_to: person
    when: {supervisor: {filled: true}}
    check: {kind: field, path: supervisor.supervisor.employment_type, is: employee}
    severity: error
  - id: ACC-001
    title: An account has a name
    applies_to: account
    check: {kind: required-fields, fields: [name]}
    severity: error
"""
CSV = "id,platform,url,name\nag-x,x,https://x.com/ag,Agency\n"
PEOPLE = "a: {name: A, employment_type: employee}\n"
ASSIGNMENTS = "r1: {account: ag-x, person: a, role: admin, granted_at: 2026-01-01}\n"


def audit(folder: Path, **files: str) -> tuple[Run, dict[str, Any]]:
    texts = {
        "policycheck.yaml": PROJECT,
        "policy.yaml": files.pop("policy", POLICY),
        "accounts.csv": files.pop("accounts", CSV),
        "people.yaml": files.pop("people", PEOPLE),
        "assignments.yaml": files.pop("assignments", ASSIGNMENTS),
    }
    assert not files
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = run(folder, "audit", "--as-of", "2026-11-23", "--format", "json")
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    return done, report


def test_a_sound_agency_passes(tmp_path: Path) -> None:
    done, report = audit(tmp_path)
    assert (done.status, report["errors"], report["findings"]) == (0, [], [])


def test_a_cycle_of_references_ends(tmp_path: Path) -> None:
    people = (
        "a: {supervisor: b, employment_type: employee}\nb: {supervisor: a}\nc: {supervisor: c}\n"
    )
    done, report = audit(tmp_path, people=people)
    assert done.status == 1
    assert [one["record"]["id"] for one in report["findings"]] == ["b", "c"]


def test_an_assignment_to_nobody_is_an_unresolved_reference(tmp_path: Path) -> None:
    done, report = audit(tmp_path, assignments="r1: {account: ag-x, person: aa, role: admin}\n")
    assert done.status == 1
    (found,) = report["findings"]
    assert found["rule"] == "policycheck:unresolved-reference"
    assert (found["location"]["path"], found["location"]["line"]) == ("assignments.yaml", 1)
    assert "aa" in found["message"]
    assert [one["rule"] for one in report["unknown"]] == ["ROL-001"]


@pytest.mark.parametrize("people", [PEOPLE + PEOPLE, PEOPLE + "b: {id: a}\n"])
def test_a_person_who_is_there_twice_is_an_input_error(tmp_path: Path, people: str) -> None:
    done, report = audit(tmp_path, people=people)
    assert done.status == 2
    assert [(one["path"], one["line"]) for one in report["errors"]] == [("people.yaml", 2)]
    assert report["summary"]["records"]["account"] == 1


def test_a_time_without_a_zone_takes_that_of_the_project_and_is_refused_without(
    tmp_path: Path,
) -> None:
    people = "a: {departed_at: 2026-10-01T17:00}\n"
    done, report = audit(tmp_path, people=people)
    assert [one["rule"] for one in report["findings"]] == ["ROL-001"]
    (tmp_path / "policycheck.yaml").write_text(PROJECT.replace("timezone: UTC\n", ""))
    done = run(tmp_path, "audit", "--format", "concise")
    assert done.status == 2
    assert done.stderr.startswith("people.yaml:1:18: ")
    assert "unknown[ROL-001]" in done.stdout


def test_of_an_inventory_with_broken_rows_the_rest_is_audited(tmp_path: Path) -> None:
    rows = [f"ag-{at},x,https://x.com/ag{at},{'Agency' if at % 10 else ''}" for at in range(200)]
    for at in range(0, 200, 20):
        rows[at + 7] = f'ag-{at + 7},x,"https://x.com/ag" broken,'
    header = CSV.partition("\n")[0]
    assignments = ASSIGNMENTS.replace("ag-x", "ag-1")
    text = "\n".join([header, *rows]) + "\n"
    done, report = audit(tmp_path, accounts=text, assignments=assignments)
    assert done.status == 2
    assert [one["line"] for one in report["errors"]] == [at + 9 for at in range(0, 200, 20)]
    assert report["summary"]["records"]["account"] == 190
    assert len(report["findings"]) == 20
    assert len(report["audit"]["accounts"]) == 190


def test_a_misspelt_field_in_an_expression_is_found_before_any_record(tmp_path: Path) -> None:
    rule = (
        "  - id: CEL-001\n    title: T\n    applies_to: account\n    severity: error\n"
        '    check: {kind: cel, expr: "account.naem != null"}\n'
    )
    done, report = audit(tmp_path, policy=POLICY + rule)
    assert done.status == 2
    (problem,) = report["errors"]
    assert (problem["path"], problem["line"]) == ("policy.yaml", 26)
    assert "naem" in problem["message"]
    assert "name" in problem["help"]
