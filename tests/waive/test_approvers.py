from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.model.finding import Outcome
from policycheck.model.waiver import WaiverState

from .agency import PROJECT, entries, judged, said, waiver, write_agency


def test_a_policy_that_names_no_approvers_lets_nobody_approve(tmp_path: Path) -> None:
    folder = write_agency(tmp_path, waiver())
    policy = (folder / "policy.yaml").read_text()
    (folder / "policy.yaml").write_text(policy.replace(", approver_roles: [legal, owner]", ""))
    (found,) = said(judged(folder))
    assert found.endswith(
        "is invalid: the policy names no role that may approve a waiver; "
        "write waiver_rules: {approver_roles: […]} in the policy"
    )


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "people",
            "the approver 'ortiz' is not on record; name their files under records: people:",
        ),
        ("assignments", "no roles are on record; name their files under records: assignments:"),
    ],
)
def test_an_approver_is_not_believed_without_records(tmp_path: Path, key: str, words: str) -> None:
    lines = [line for line in PROJECT.split("\n") if not line.startswith(f"  {key}:")]
    folder = write_agency(tmp_path, waiver(), policycheck="\n".join(lines))
    assert words in said(judged(folder))[0]


def test_a_role_on_any_account_will_do_where_the_record_has_none(tmp_path: Path) -> None:
    by = {"rule": "ALT-001", "record": "{id: posts/c.md}"}
    assert said(judged(write_agency(tmp_path, waiver(**by, approved_by="chen")))) == []
    (found,) = said(judged(write_agency(tmp_path, waiver(**by, approved_by="bell"))))
    assert "bell did not hold the role legal or owner on 2026-10-01" in found


@pytest.mark.parametrize(
    ("revoked", "holds"),
    [("2026-10-01", False), ("2026-10-02", True), ("2026-10-01T12:00Z", False)],
)
def test_the_role_is_held_on_the_day_on_which_the_waiver_was_granted(
    tmp_path: Path, revoked: str, holds: bool
) -> None:
    roles = f"one: {{account: epa-flickr, person: ortiz, role: legal, revoked_at: {revoked}}}\n"
    done = judged(write_agency(tmp_path, waiver(), roles=roles))
    assert (said(done) == []) is holds


def test_nobody_waives_a_post_of_their_own_or_a_role_of_their_own(tmp_path: Path) -> None:
    post = waiver(rule="TXT-001", record="{id: posts/a.md}", approved_by="chen")
    assert said(judged(write_agency(tmp_path, post))) == []
    by_author = (tmp_path / "posts/a.md").read_text().replace("ortiz", "chen")
    (tmp_path / "posts/a.md").write_text(by_author)
    (found,) = said(judged(tmp_path))
    assert found.endswith(
        "is invalid: chen approved a waiver of what is their own, post posts/a.md; "
        "ask somebody else who may approve"
    )
    role = waiver(rule="ROL-001", record="{id: two}", approved_by="chen")
    (found,) = said(judged(write_agency(tmp_path, role)))
    assert "chen approved a waiver of what is their own, assignment two" in found


def test_where_no_author_is_named_nobody_is_excluded(tmp_path: Path) -> None:
    post = waiver(rule="TXT-001", record="{id: posts/b.md}", approved_by="chen")
    assert said(judged(write_agency(tmp_path, post))) == []


def test_the_same_waiver_twice_counts_once_wherever_the_second_stands(tmp_path: Path) -> None:
    folder = write_agency(tmp_path, waiver(), waiver(granted="2026-12-15", expires="2027-01-15"))
    first, second = entries(folder, "2026-12-15")
    assert first.state is WaiverState.EXPIRING
    assert second.why == ("the same is waived for the same time at waivers.yaml:2",)
    project = PROJECT.replace("waivers.yaml", "[waivers.yaml, more/*.yaml]")
    (folder / "more").mkdir()
    (folder / "more/one.yaml").write_text("waivers:\n" + waiver())
    folder = write_agency(folder, waiver(), policycheck=project)
    first, second = entries(folder)
    assert (first.path, first.state) == ("more/one.yaml", WaiverState.EXPIRING)
    assert second.why == ("the same is waived for the same time at more/one.yaml:2",)


def test_naming_the_kind_or_not_makes_no_second_waiver(tmp_path: Path) -> None:
    with_kind = waiver(record="{id: epa-flickr, kind: account}")
    states = [one.state for one in entries(write_agency(tmp_path, waiver(), with_kind))]
    assert states == [WaiverState.EXPIRING, WaiverState.INVALID]


def test_a_waiver_that_follows_another_is_not_the_same(tmp_path: Path) -> None:
    again = waiver(granted="2026-12-16", expires="2027-01-15")
    states = [one.state for one in entries(write_agency(tmp_path, waiver(), again), "2026-12-16")]
    assert states == [WaiverState.EXPIRED, WaiverState.EXPIRING]


def test_a_second_one_counts_where_the_first_is_invalid(tmp_path: Path) -> None:
    folder = write_agency(tmp_path, waiver(approved_by="chen"), waiver())
    assert [one.state for one in entries(folder)] == ["invalid", "expiring"]


def test_an_id_of_several_kinds_asks_for_the_kind(tmp_path: Path) -> None:
    policy_rule = (
        "  - {id: BOTH-001, title: T, applies_to: [account, person], severity: warning,\n"
        "     check: {kind: required-fields, fields: [name]}}\n"
    )
    people = "ortiz: {name: Ortiz}\nepa-flickr: {email: a@b.example}\n"
    by = {"rule": "BOTH-001", "approved_by": "ortiz"}
    folder = write_agency(tmp_path, waiver(**by), people=people)
    (folder / "policy.yaml").write_text((folder / "policy.yaml").read_text() + policy_rule)
    (found,) = said(judged(folder))
    assert "several records have the id epa-flickr: account and person; add the kind:" in found
    with_kind = waiver(**by, record="{id: epa-flickr, kind: person}")
    (folder / "waivers.yaml").write_text("waivers:\n" + with_kind)
    waived = [one for one in judged(folder).report.findings if one.outcome is Outcome.WAIVED]
    assert [one.record.kind for one in waived] == ["person"]
