"""The page of a run over what changed shows what was judged, counts it, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.model.finding import Severity
from policycheck.model.report import Report
from policycheck.model.view import Readiness, View
from policycheck.model.waiver import WaiverState
from policycheck.policy.project_file import read_project
from policycheck.tasks.changes import changes_since
from policycheck.tasks.check import CheckRequest, check

from .repository import POLICY, PROJECT, Repository
from .test_nothing_is_missed import CHANGES
from .test_nothing_is_missed import FILES as AGENCY

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ACCEPTED = "waiver_rules: {max_days: {error: 90}, approver_roles: [legal], allow_inline: true}\n"
FILES = {
    "policycheck.yaml": PROJECT,
    "policies/agency.yaml": POLICY.replace("rules:\n", f"{ACCEPTED}rules:\n", 1),
    "accounts.yaml": "- {id: x, organization: Press}\n- {id: y, organization: Press}\n",
    "people.yaml": "- {id: p, name: P}\n",
    "assignments.yaml": (
        "- {id: r1, account: x, person: p, role: legal, granted_at: 2025-01-01}\n"
        "- {id: r2, account: y, person: p, role: legal, granted_at: 2025-01-01}\n"
    ),
    "waivers.yaml": "waivers:\n"
    + "".join(
        f"  - {{rule: TXT-001, record: {{id: posts/{name}.md}}, reason: a quotation,\n"
        "     approved_by: p, granted: 2026-05-01, expires: 2026-07-20}\n"
        for name in "ab"
    ),
    "posts/a.md": "---\naccount: x\n---\nAct now, a\n",
    "posts/b.md": "---\naccount: y\n---\nAct now, b\n",
    "list.csv": "text,account,oddness\nA word,nobody,1\nAct now,x,2\nA third,x,3\n",
}


def viewed(repo: Repository, *paths: str) -> tuple[Report, View]:
    project = read_project(repo.project / "policycheck.yaml")
    request = CheckRequest(paths, repo.project, NOW, project, with_view=True)
    report = check(replace(request, changes=changes_since("HEAD", request.root)))
    assert report.view is not None
    return report, report.view


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    made = Repository.at(tmp_path)
    made.commit(FILES)
    return made


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_shown_is_what_was_judged(tmp_path: Path, name: str) -> None:
    repo = Repository.at(tmp_path)
    repo.commit(AGENCY)
    for path, text in CHANGES[name].items():
        if text is None:
            (repo.project / path).unlink()
        else:
            repo.put({path: text})
    report, view = viewed(repo)
    assert sorted(one.record.id for one in view.records) == [*report.records]
    totals = {kind: sum(counts.values()) for kind, counts in view.readiness.items()}
    assert totals == report.summary.records
    assert min(view.cut_records, view.cut_others) == max(view.cut_records, view.cut_others) == 0
    grave = {
        (one.record.kind, one.record.id)
        for one in report.findings
        if one.severity in (Severity.ERROR, Severity.WARNING)
    }
    assert grave == {
        (one.record.kind, one.record.id)
        for one in view.records
        if one.readiness is Readiness.TO_FIX
    }


def test_of_the_first_row_nothing_is_said_where_another_changed(repo: Repository) -> None:
    repo.put({"list.csv": FILES["list.csv"].replace("A third", "Act now a third")})
    report, view = viewed(repo)
    assert [one.record.id for one in view.records] == ["list.csv#3"]
    assert {(one.rule, one.location.line) for one in report.findings} == {
        ("policycheck:unknown-field", 1),  # which is about the file as a whole
        ("TXT-001", 4),
    }


def test_the_register_has_the_waivers_of_what_was_judged(repo: Repository) -> None:
    repo.put({"posts/b.md": f"{FILES['posts/b.md']}And more\n"})
    _, view = viewed(repo)
    assert [(one.record, one.state) for one in view.waivers] == [
        ("posts/b.md", WaiverState.IN_FORCE)
    ]


def test_a_waiver_of_what_was_left_out_is_not_called_unused(repo: Repository) -> None:
    repo.put({"posts/b.md": f"{FILES['posts/b.md']}And more\n"})
    _, view = viewed(repo, "waivers.yaml", "posts")
    states = {one.record: one.state for one in view.waivers}
    assert states == dict.fromkeys(("posts/a.md", "posts/b.md"), WaiverState.IN_FORCE)


def test_where_all_is_judged_the_register_is_whole(repo: Repository) -> None:
    gone = FILES["waivers.yaml"].replace("posts/b.md", "posts/gone.md")
    repo.put({"waivers.yaml": gone})
    _, view = viewed(repo)
    assert {one.record for one in view.waivers} == {"posts/a.md", "posts/gone.md"}


def test_a_comment_counts_as_used_where_some_of_its_records_are_left_out(tmp_path: Path) -> None:
    repo = Repository.at(tmp_path)
    rule = POLICY.replace("rules:\n", f"{ACCEPTED}rules:\n", 1).replace(
        "    severity: error\n", "    when: {account.class: agency}\n    severity: error\n", 1
    )
    both = "- {id: x, class: agency, organization: P}\n- {id: y, class: other, organization: P}\n"
    comment = "<!-- policycheck: allow TXT-001 -- a quotation -->"
    post = f"---\naccount: [x, y]\n---\nAct now {comment}\n"
    changed = both.replace("class: other, organization: P", "class: other, organization: Q")
    repo.commit({**FILES, "policies/agency.yaml": rule, "accounts.yaml": both, "posts/a.md": post})
    repo.put({"accounts.yaml": changed})
    report, view = viewed(repo, "posts/a.md")
    assert len(view.records) == 1
    assert {one.rule for one in report.findings} == {"TWICE-001"}


@pytest.mark.parametrize("changed", [{}, {"posts/a.md": "Act now, again\n"}])
def test_the_page_says_what_was_left_out(repo: Repository, changed: dict[str, str]) -> None:
    repo.put(changed)
    page = repo.check("--since", "HEAD", "--format", "html").stdout
    verdict, _, rest = page.partition("</header>")
    assert f"only what changed: {10 - len(changed)} records left out, unchanged since" in verdict
    assert ("<h2>Waiver register" in rest) == bool(changed)
