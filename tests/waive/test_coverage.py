from __future__ import annotations

import json
from pathlib import Path

import pytest

from policycheck.model.finding import Outcome, Severity
from policycheck.model.waiver import WaiverState
from policycheck.reports import render
from policycheck.tasks.audit import audit
from policycheck.tasks.check import Checked

from .agency import entries, judged, request, said, waiver, write_agency

TEXT = {"rule": "TXT-001", "approved_by": "chen"}


def waived(done: Checked) -> list[str]:
    found = [one for one in done.report.findings if one.outcome is Outcome.WAIVED]
    return [f"{one.rule} {one.record.id}" for one in found]


def test_a_waived_finding_says_who_approved_it_until_when_where_and_why(tmp_path: Path) -> None:
    done = judged(write_agency(tmp_path, waiver()))
    (one,) = [one for one in done.report.findings if one.outcome is Outcome.WAIVED]
    assert one.waiver == (
        "approved by ortiz until 2026-12-15 (waivers.yaml:2:5): no second factor there"
    )
    assert done.report.summary.waived == 1
    assert done.report.summary.findings[Severity.ERROR] == 5


def test_a_cell_is_waived_where_all_that_failed_on_the_record_is(tmp_path: Path) -> None:
    folder = write_agency(tmp_path, waiver(rule="ALT-001", record="{id: posts/c.md}"))
    done = judged(folder)
    assert waived(done) == ["ALT-001 posts/c.md"] * 2  # one for each element without a text
    outcomes = {(one.rule, one.record.id): one.outcome for one in done.result.verdicts or ()}
    assert outcomes["ALT-001", "posts/c.md"] is Outcome.WAIVED
    assert outcomes["TXT-001", "posts/b.md"] is Outcome.FAIL
    report = audit(request(folder))
    assert report.audit is not None
    assert report.audit.total.waived == 1
    (row,) = [one for one in report.audit.records if one.record.id == "posts/c.md"]
    assert row.outcomes["ALT-001"] is Outcome.WAIVED
    assert "1~" in "".join(render("full", report))


def test_a_waiver_for_an_account_covers_its_records_and_no_others(tmp_path: Path) -> None:
    other = "---\naccount: epa-flickr\n---\nClick here.\n"
    folder = write_agency(tmp_path, waiver(**TEXT, record="{account: epa-x}"))
    (folder / "posts/d.md").write_text(other)
    done = judged(folder)
    assert waived(done) == ["TXT-001 posts/a.md"] + ["TXT-001 posts/b.md"] * 2
    assert said(done) == []


def test_of_an_account_nobody_waives_what_is_their_own(tmp_path: Path) -> None:
    roles = "two: {account: epa-x, person: ortiz, role: owner}\n"
    given = {**TEXT, "approved_by": "ortiz", "record": "{account: epa-x}"}
    folder = write_agency(tmp_path, waiver(**given), roles=roles)
    done = judged(folder)
    assert waived(done) == ["TXT-001 posts/b.md"] * 2
    (found,) = said(done)
    assert "does not cover post posts/a.md: ortiz approved it, and that is their own" in found
    assert entries(folder)[0].state is WaiverState.EXPIRING
    (folder / "posts/b.md").unlink()
    assert entries(folder)[0].state is WaiverState.INVALID


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"record": "{id: epa-x}", "approved_by": "chen"}, "SEC-001 did not fail on epa-x"),
        ({"record": "{id: epa-flikr}"}, "no record is epa-flikr"),
        ({"record": "{id: three}"}, "SEC-001 is for other records than three"),
        (
            {**TEXT, "record": "{account: epa-flickr}", "approved_by": "ortiz"},
            "TXT-001 is for other records than the records of account epa-flickr",
        ),
        (
            {"record": "{account: epa-x}", "approved_by": "chen"},
            "SEC-001 did not fail on the records of account epa-x",
        ),
    ],
)
def test_a_waiver_of_a_rule_that_did_not_fail_is_unused(
    tmp_path: Path, changed: dict[str, str], why: str
) -> None:
    folder = write_agency(tmp_path, waiver(**changed))
    (found,) = said(judged(folder))
    assert found.startswith("warning 2:11 the waiver of ")
    assert f" is unused: {why}; remove it, or correct" in found
    assert (entries(folder)[0].state, entries(folder)[0].why) == (WaiverState.UNUSED, (why,))


def test_what_is_undecided_does_not_make_a_waiver_unused(tmp_path: Path) -> None:
    folder = write_agency(tmp_path, waiver(), accounts="epa-x: {platform: x}\n")
    mapped = (
        "mappings:\n  - files: [flickr.csv]\n    as: accounts\n    fields: {id: id, handle: name}\n"
    )
    (folder / "policycheck.yaml").write_text((folder / "policycheck.yaml").read_text() + mapped)
    (folder / "flickr.csv").write_text("id,name\nepa-flickr,epa\n")
    assert said(judged(folder)) == []
    assert entries(folder)[0].state is WaiverState.EXPIRING


def test_checking_one_file_says_nothing_of_other_waivers(tmp_path: Path) -> None:
    unused = waiver(record="{id: epa-x}", approved_by="chen")
    of_account = waiver(**TEXT, record="{account: epa-x}")
    gone = waiver(record="{id: gone}")
    invalid = waiver(rule="ROL-001", record="{id: three}", expires="never")
    folder = write_agency(tmp_path, waiver(), unused, of_account, gone, invalid)
    assert said(judged(folder, "posts/c.md")) == []
    done = judged(folder, "posts/a.md")
    assert (waived(done), said(done)) == (["TXT-001 posts/a.md"], [])
    assert len(said(judged(folder, "accounts.yaml"))) == 1
    assert len(said(judged(folder, "roles.yaml"))) == 1
    assert len(said(judged(folder))) == 3


def test_naming_the_file_of_waivers_tells_what_is_wrong_in_it(tmp_path: Path) -> None:
    folder = write_agency(tmp_path, waiver(expires="never"))
    done = judged(folder, "waivers.yaml")
    assert len(said(done)) == 1
    assert done.report.errors == ()
    by_another = write_agency(tmp_path, waiver(approved_by="chen"))
    assert "chen did not hold the role" in said(judged(by_another, "waivers.yaml"))[0]
    walked = judged(folder, ".").report
    assert not any(
        one.rule.endswith("unknown-field") and one.location.path == "waivers.yaml"
        for one in walked.findings
    )


def test_rules_that_were_not_selected_leave_their_waivers_alone(tmp_path: Path) -> None:
    unused = waiver(record="{id: epa-x}", approved_by="chen")
    folder = write_agency(tmp_path, unused, waiver(expires="never"))
    assert said(judged(folder, select=("TXT-001",))) == []
    (found,) = said(judged(folder, select=("TXT-001", "policycheck:*")))
    assert "expires 'never'" in found
    done = judged(folder, ignore=("policycheck:unused-waiver", "policycheck:invalid-waiver"))
    assert said(done) == []


def test_what_is_observed_is_neither_waived_nor_a_waiver_of_it_unused(tmp_path: Path) -> None:
    folder = write_agency(tmp_path, waiver(), waiver(record="{id: epa-x}", approved_by="chen"))
    policy = (folder / "policy.yaml").read_text()
    staged = "title: A second factor, stages: [{from: 2026-01-01, mode: observe}]"
    (folder / "policy.yaml").write_text(policy.replace("title: A second factor", staged))
    done = judged(folder)
    assert (waived(done), said(done)) == ([], [])
    assert [one.observed for one in done.report.findings if one.rule == "SEC-001"] == [True]


def test_every_format_shows_what_is_waived_and_by_whom(tmp_path: Path) -> None:
    report = judged(write_agency(tmp_path, waiver())).report
    for name in ("full", "concise", "json", "sarif", "junit", "github"):
        text = "".join(render(name, report))
        assert "waived" in text or name == "sarif", name
        assert "approved by ortiz until 2026-12-15" in text, name
    results = json.loads("".join(render("sarif", report)))["runs"][0]["results"]
    (suppressed,) = [one for one in results if "suppressions" in one]
    assert suppressed["suppressions"][0]["status"] == "accepted"
    assert suppressed["suppressions"][0]["justification"].startswith("approved by ortiz")


def test_a_secret_in_a_reason_is_masked_like_everywhere(tmp_path: Path) -> None:
    number = "078-05-1120"
    folder = write_agency(tmp_path, waiver(**TEXT, record="{id: posts/b.md}", reason=number))
    (folder / "posts/b.md").write_text(f"---\naccount: epa-x\n---\nClick here: {number}\n")
    rule = (
        "  - {id: PII-001, title: T, applies_to: post, severity: error,\n"
        "     check: {kind: sensitive-data, detectors: [us-ssn]}}\n"
    )
    (folder / "policy.yaml").write_text((folder / "policy.yaml").read_text() + rule)
    report = judged(folder).report
    assert report.summary.waived == 1
    for name in ("full", "concise", "json", "sarif", "junit", "github"):
        assert number not in "".join(render(name, report)), name
    assert entries(folder)[0].reason == "***-**-****"


@pytest.mark.parametrize("reads_posts", [False, True])
def test_what_was_done_with_a_comment_is_of_the_account_of_its_post(
    tmp_path: Path, *, reads_posts: bool
) -> None:
    rule = (
        "  - {id: MOD-001, title: T, applies_to: moderation, severity: error,\n"
        "     check: {kind: required-fields, fields: [replied_at]}}\n"
    )
    if reads_posts:
        rule += (
            "  - {id: CNT-001, title: T, applies_to: account, severity: error,\n"
            "     check: {kind: count, of: posts, max: 9}}\n"
        )
    of_x = waiver(rule="MOD-001", record="{account: epa-x}", approved_by="chen")
    by_chen = waiver(rule="MOD-001", record="{id: m2}", approved_by="chen")
    comments = "m1: {post: posts/a.md}\nm2: {post: posts/d.md}\n"
    folder = write_agency(tmp_path, of_x, by_chen, comments=comments)
    (folder / "posts/d.md").write_text("---\naccount: epa-flickr\n---\nRain.\n")
    (folder / "policy.yaml").write_text((folder / "policy.yaml").read_text() + rule)
    project = (folder / "policycheck.yaml").read_text()
    (folder / "policycheck.yaml").write_text(
        project.replace("records:\n", "records:\n  moderation: [comments.yaml]\n")
    )
    done = judged(folder)
    assert waived(done) == ["MOD-001 m1"]
    (found,) = said(done)
    assert "chen did not hold the role legal or owner on account epa-flickr" in found


def test_the_order_of_files_and_of_waivers_changes_nothing_that_is_covered(tmp_path: Path) -> None:
    texts = [
        waiver(),
        waiver(**TEXT, record="{account: epa-x}"),
        waiver(rule="NO", expires="never"),
    ]
    folder = write_agency(tmp_path, *texts)
    before = waived(judged(folder))
    assert waived(judged(write_agency(folder, *reversed(texts)))) == before != []
