from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.model.audit import Audit, Cells, Standing
from policycheck.model.finding import Clause, Outcome, Severity
from policycheck.model.report import Report, RuleInForce
from policycheck.policy.project_file import read_project
from policycheck.tasks.audit import audit, group_of
from policycheck.tasks.check import CheckRequest, check

from .agency import write_agency

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def request(folder: Path, *paths: str) -> CheckRequest:
    project = read_project(folder / "policycheck.yaml")
    return CheckRequest(paths=paths, base=folder, project=project, now=NOW)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_agency(tmp_path_factory.mktemp("agency"))


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return audit(request(folder))


@pytest.fixture(scope="module")
def found(report: Report) -> Audit:
    assert report.errors == ()
    assert report.audit is not None
    return report.audit


def named(rows: tuple[Standing, ...], name: str) -> Standing:
    return next(row for row in rows if row.name == name)


def test_the_evaluation_is_that_of_check(folder: Path, report: Report) -> None:
    plain = check(request(folder))
    same_time = replace(report.summary, seconds=plain.summary.seconds)
    assert replace(report, audit=None, summary=same_time) == plain


def test_every_cell_is_in_the_records_and_in_the_summary(report: Report, found: Audit) -> None:
    outcomes = Counter(one for record in found.records for one in record.outcomes.values())
    summary = report.summary
    assert outcomes[Outcome.PASS] == summary.passed == found.total.passed
    assert outcomes[Outcome.UNKNOWN] == summary.unknown == found.total.unknown
    assert outcomes[Outcome.NOT_APPLICABLE] == summary.not_applicable
    failed = {(one.rule, one.record.id) for one in report.findings if ":" not in one.rule}
    assert outcomes[Outcome.FAIL] == len(failed) == found.total.failed
    assert found.total == Cells.total(row.cells for row in (*found.accounts, *found.others))


def test_the_outcome_of_each_rule_is_there_for_each_record(found: Audit) -> None:
    of = {record.record.id: record.outcomes for record in found.records}
    assert of["ag-fb"] == {
        "ACC-001": Outcome.PASS,
        "ACC-002": Outcome.NOT_APPLICABLE,
        "SEC-001": Outcome.FAIL,
        "SEC-002": Outcome.FAIL,
    }
    assert of["ag-li"]["SEC-001"] is Outcome.UNKNOWN


def test_posts_and_what_is_on_them_count_to_the_account(found: Audit) -> None:
    row = named(found.accounts, "ag-x")
    assert row.groups["TXT"] == Cells(passed=1, failed=1)
    assert row.groups["MOD"] == Cells(failed=1)
    assert row.groups["SEC"] == Cells(passed=2)


def test_records_of_no_account_stand_by_their_kind(found: Audit) -> None:
    assert [row.name for row in found.others] == ["person", "post"]
    assert named(found.others, "post").cells == Cells(passed=1)


def test_an_organisation_adds_its_accounts_and_a_joint_account_counts_to_each(
    found: Audit,
) -> None:
    press = named(found.organizations, "Press Office")
    assert press.accounts == 2
    parts = (named(found.accounts, "ag-x").cells, named(found.accounts, "ag-fb").cells)
    assert press.cells == Cells.total(parts)
    joint = named(found.accounts, "ag-yt")
    assert joint.organization == "Agency A, Agency B"
    assert named(found.organizations, "Agency A").cells == joint.cells
    assert named(found.organizations, "Agency B").cells == joint.cells


def test_a_share_of_nothing_is_no_share(found: Audit) -> None:
    assert Cells().score is None
    assert Cells(unknown=3).score is None
    assert Cells(unknown=3).coverage == 0
    assert Cells(not_applicable=3).coverage is None
    row = named(found.accounts, "ag-li")
    assert (row.cells.score, row.cells.coverage) == (1, 1 / 3)


def test_what_is_waived_is_decided_and_has_not_passed() -> None:
    assert Cells(passed=1, waived=1).score == 0.5
    assert Cells(passed=1, waived=1).coverage == 1


def test_an_account_that_no_rule_judged_is_listed(folder: Path) -> None:
    asked = request(folder)
    only_text = CheckRequest(
        paths=(), base=folder, project=asked.project, now=NOW, select=["TXT-001"]
    )
    found = audit(only_text).audit
    assert found is not None
    assert named(found.accounts, "ag-fb").cells == Cells()
    assert {row.name for row in found.accounts} == {"ag-x", "ag-fb", "ag-yt", "ag-li"}


def test_with_paths_only_what_was_named_is_there(folder: Path) -> None:
    found = audit(request(folder, "posts.yaml")).audit
    assert found is not None
    assert [row.name for row in found.accounts] == ["ag-x"]
    assert found.accounts[0].organization == "Press Office"


def test_the_field_that_left_most_undecided_comes_first(found: Audit) -> None:
    first = found.missing[0]
    assert [(one.kind, one.path) for one in found.missing] == [
        ("account", "credential.store"),
        ("account", "mfa.enabled"),
    ]
    assert (first.cells, first.rules) == (1, ("SEC-002",))


@pytest.mark.parametrize(
    ("id_", "group"),
    [
        ("SEC-001", "SEC"),
        ("SEC-ACC-12", "SEC-ACC"),
        ("A11Y-001", "A11Y"),
        ("X.1.2", "X.1"),
        ("LNK-002a", "LNK"),
        ("alt-missing", "links"),
        ("007", "links"),
    ],
)
def test_a_rule_is_in_the_group_of_its_number_or_of_its_file(id_: str, group: str) -> None:
    clause = Clause("packs/core/links.yaml", 3, "Links")
    assert group_of(RuleInForce(id_, "Links", Severity.INFO, "field", clause)) == group
