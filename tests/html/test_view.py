"""How records count: ready, to fix, to review or undecided, and which of them are shown."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.engine import involved
from policycheck.engine.involved import Involved
from policycheck.model.report import Report
from policycheck.model.view import LimitUse, PostView, Readiness, View
from policycheck.policy.project_file import read_project
from policycheck.tasks.check import CheckRequest, check
from tests.tasks.projects import written

from .agency import write_agency

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def viewed(folder: Path, *paths: str, **more: object) -> tuple[Report, View]:
    project = read_project(folder / "policycheck.yaml")
    request = CheckRequest(paths, folder, NOW, project, with_view=True)
    report = check(replace(request, **more))
    assert report.view is not None
    return report, report.view


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_agency(tmp_path)


def readiness(view: View) -> dict[str, str]:
    return {one.record.id: str(one.readiness) for one in view.records}


def test_each_record_counts_once_by_the_first_that_is_true_of_it(folder: Path) -> None:
    _, view = viewed(folder)
    assert readiness(view) == {
        "arabic": "to fix",
        "hostile": "to fix",
        "long": "to fix",
        "review": "to review",
        "posts.csv": "undecided",
        "advice": "ready",
        "fine": "ready",
        "waived": "ready",
        "ag-fb": "to fix",
        "ag-x": "ready",
        "ann": "ready",
        "jo": "ready",
        "r1": "ready",
    }
    assert view.readiness["post"] == {
        Readiness.READY: 3,
        Readiness.TO_FIX: 3,
        Readiness.TO_REVIEW: 1,
        Readiness.UNDECIDED: 1,
    }


def test_the_numbers_add_up_to_all_records_whatever_is_listed(folder: Path) -> None:
    report, view = viewed(folder, max_findings=0)
    assert report.findings == ()
    totals = {kind: sum(counts.values()) for kind, counts in view.readiness.items()}
    assert totals == report.summary.records
    assert view.readiness["post"][Readiness.TO_FIX] == 3


def test_what_is_only_observed_holds_nothing_back(folder: Path) -> None:
    rule = (
        "policycheck: 1\nid: agency\ntitle: An agency\nrules:\n"
        "  - id: T\n    title: t\n    applies_to: post\n    severity: error\n"
        "    stages: [{stage: observe}]\n"
        "    check: {kind: forbidden-text, phrases: [jargon]}\n"
    )
    written(folder, {"policy.yaml": rule})
    _, view = viewed(folder, "posts/hostile.yaml")
    assert readiness(view) == {"hostile": "ready"}


def test_nothing_is_kept_where_nobody_asks(folder: Path) -> None:
    project = read_project(folder / "policycheck.yaml")
    assert check(CheckRequest((), folder, NOW, project)).view is None


def test_of_many_records_so_many_are_kept_and_the_rest_is_counted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(involved, "Involved", partial(Involved, 2, 1))
    _, view = viewed(folder)
    assert len(view.records) == 3
    assert view.cut_records == 5  # of seven with findings
    assert view.cut_others == 5
    assert sum(view.readiness["post"].values()) == 8


def post(view: View, id_: str) -> PostView:
    found = next(one.post for one in view.records if one.record.id == id_)
    assert found is not None
    return found


def test_a_post_is_seen_with_its_account_and_what_its_platform_counts(folder: Path) -> None:
    _, view = viewed(folder)
    hostile = post(view, "hostile")
    assert (hostile.platform, hostile.handle) == ("X", "ag")
    assert hostile.text is not None
    tokens = [(hostile.text.text[start:end], kind) for start, end, kind in hostile.text.tokens]
    assert tokens[-3:] == [("#Tag", "hashtag"), ("@name", "mention"), ("x.gov", "link")]
    assert post(view, "long").uses == (LimitUse("text", "X", 299, 299, 280, "weighted characters"),)
    arabic = post(view, "arabic")
    assert [(one.type, one.name, one.alt) for one in arabic.media] == [("image", "rain.png", None)]


def test_a_post_for_nobody_is_measured_for_the_shortest_platforms(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("Rain\n", encoding="utf-8")
    request = CheckRequest(("draft.md",), tmp_path, NOW, with_view=True)
    view = check(request).view
    assert view is not None
    uses = post(view, "draft.md").uses
    assert [(one.platform, one.low, one.limit) for one in uses] == [
        ("X", 4, 280),
        ("Bluesky", 4, 300),
        ("Threads", 4, 500),
        ("Mastodon", 4, 500),
    ]


def test_owners_are_the_organisations_and_people_have_names(folder: Path) -> None:
    _, view = viewed(folder)
    by_id = {one.record.id: one for one in view.records}
    assert by_id["fine"].owners == ("Press <b>Office</b>",)
    assert ("author", "Ann") in by_id["fine"].facts
    assert by_id["r1"].accounts == ("ag-fb",)


def test_a_finding_knows_its_characters_in_the_text(folder: Path) -> None:
    report, view = viewed(folder, "posts/hostile.yaml")
    (finding,) = report.findings
    text = post(view, "hostile").text
    assert finding.location.reach is not None
    assert text is not None
    start, end = finding.location.reach
    assert text.text[start:end] == "jargon"
