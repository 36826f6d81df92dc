"""What `init` writes passes its own checks, on the first day and later; nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policycheck.errors import InputError, UsageError
from policycheck.model.finding import SEVERITIES
from policycheck.model.report import Report
from policycheck.policy.load import pack_names
from policycheck.tasks import init, new_files
from policycheck.tasks.audit import audit
from policycheck.tasks.check import CheckRequest, check
from policycheck.tasks.init import begin, planned
from policycheck.tasks.lint import LintRequest, lint
from policycheck.tasks.projects import project_at
from policycheck.tasks.proving import ProvingRequest, prove
from policycheck.tasks.starter.answers import Answers, id_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOW.date()
LEVELS = [
    *[("core", pack) if pack != "core" else ("core",) for pack in pack_names()],
    ("core", "us-federal", "us-dod"),
    ("us-federal",),
]


def answers(*packs: str, name: str = "Example Water Agency") -> Answers:
    return Answers(
        name, id_of(name), packs or ("core",), "America/New_York", "error", "policycheck", TODAY
    )


def checked(folder: Path, now: datetime = NOW) -> Report:
    return check(CheckRequest((), folder, now, project_at(folder)))


def weighs(report: Report, least: str) -> list[str]:
    enough = SEVERITIES[: [str(one) for one in SEVERITIES].index(least) + 1]
    return [f"{one.rule}: {one.message}" for one in report.findings if one.severity in enough]


def all_below(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("packs", LEVELS, ids="+".join)
def test_a_new_project_passes_on_the_first_day(packs: tuple[str, ...], tmp_path: Path) -> None:
    begin(tmp_path, answers(*packs))
    report = checked(tmp_path)
    assert report.errors == ()
    assert weighs(report, "info") == []
    assert report.summary.records["post"] >= 1


LATER = [
    *[(packs, 3653) for packs in LEVELS],
    # On these days what was given, signed and learnt on the first one is about to lapse, or has.
    *[(("core", "us-federal", "us-dod"), days) for days in (364, 365, 366)],
]


@pytest.mark.parametrize(("packs", "days"), LATER)
def test_a_new_project_passes_years_later(
    packs: tuple[str, ...], days: int, tmp_path: Path
) -> None:
    begin(tmp_path, answers(*packs))
    report = checked(tmp_path, NOW + timedelta(days=days))
    assert report.errors == ()
    assert weighs(report, "warning") == []


@pytest.mark.parametrize("packs", [("core",), ("core", "us-federal")], ids="+".join)
def test_lint_test_and_audit_of_a_new_project_are_clean(
    packs: tuple[str, ...], tmp_path: Path
) -> None:
    begin(tmp_path, answers(*packs))
    project = project_at(tmp_path)
    linted = lint(LintRequest((), tmp_path, NOW, project))
    assert (linted.errors, linted.findings) == ((), ())
    proved = prove(ProvingRequest((), tmp_path, project, select=["OWN-*"]))
    assert (proved.errors, proved.findings, proved.summary.passed) == ((), (), 4)
    made = audit(CheckRequest((), tmp_path, NOW, project)).audit
    assert made is not None
    assert [one.name for one in made.accounts] == ["example-account"]


@pytest.mark.parametrize(
    "name", ["Umweltamt Zürich", 'The "Best" Agency: #1', "環境省", "null", "{name} & co", "it's"]
)
def test_any_name_of_an_agency_can_be_written(name: str, tmp_path: Path) -> None:
    begin(tmp_path, answers("core", name=name))
    report = checked(tmp_path)
    assert report.errors == ()
    assert weighs(report, "info") == []
    assert name in (tmp_path / "README.md").read_text(encoding="utf-8")


@given(st.text(min_size=1).filter(lambda name: name.isprintable() and name.strip()))
def test_the_name_of_an_agency_is_read_back_as_it_was_given(name: str) -> None:
    made = planned(answers("core", "us-federal", name=name))
    policy = yaml.safe_load(made["policy.yaml"])
    assert policy["owner"] == name
    assert policy["title"] == f"Social media policy: {name}"
    (account,) = yaml.safe_load(made["accounts.yaml"]).values()
    (agency,) = account["agencies"]
    assert agency["name"] == name
    assert agency["id"] == policy["id"]


def test_the_same_answers_make_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        begin(tmp_path / folder, answers("core", "us-federal"))
    assert all_below(tmp_path / "one") == all_below(tmp_path / "other")


def test_no_day_is_written_where_no_pack_asks_for_one() -> None:
    made = planned(answers("core"))
    with_days = {path for path, text in made.items() if "2026" in text}
    assert with_days == {"roles.yaml"}


def test_files_that_are_there_are_all_named_and_nothing_is_written(tmp_path: Path) -> None:
    for name in ("policy.yaml", "README.md"):
        (tmp_path / name).write_text("mine")
    (tmp_path / "posts").write_text("no folder")
    before = all_below(tmp_path)
    with pytest.raises(InputError) as refused:
        begin(tmp_path, answers())
    named = {Path(one.path).name for one in refused.value.problems}
    assert named == {"policy.yaml", "README.md", "posts"}
    assert all_below(tmp_path) == before


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").symlink_to("nowhere.yaml")
    with pytest.raises(InputError, match=r"people\.yaml"):
        begin(tmp_path, answers())


def test_a_part_that_is_there_can_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    begin(tmp_path, answers(), frozenset({"readme", "gitlab"}))
    assert (tmp_path / "README.md").read_text() == "mine"
    assert not (tmp_path / ".gitlab-ci.yml").exists()
    assert (tmp_path / ".github/workflows/policycheck.yml").exists()


def test_who_has_hooks_already_is_told_what_to_add_to_them() -> None:
    text = planned(answers(), frozenset({"pre-commit", "gitlab"}))["README.md"]
    assert "- id: policycheck-posts" in text
    assert ".gitlab-ci.yml" not in text
    whole = planned(answers())["README.md"]
    assert "- id: policycheck-posts" not in whole
    assert ".gitlab-ci.yml" in whole


@pytest.mark.parametrize("last", range(1, 11))
def test_where_writing_fails_nothing_is_left_behind(
    last: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_files, "_put", _full_after(last))
    with pytest.raises(InputError, match="no space left"):
        begin(tmp_path / "new" / "project", answers())
    assert list(tmp_path.iterdir()) == []


def _full_after(last: int) -> object:
    put, count = new_files._put, iter(range(last))

    def put_or_fail(source: Path, target: Path) -> None:
        if next(count, None) is None:
            raise OSError(28, "No space left on device")
        put(source, target)

    return put_or_fail


def test_a_file_system_without_links_holds_a_project_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(tmp_path / "linked", answers())

    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    begin(tmp_path / "copied", answers())
    assert all_below(tmp_path / "copied") == all_below(tmp_path / "linked")


def test_a_folder_that_cannot_be_made_is_a_problem_and_those_above_it_are_gone(
    tmp_path: Path,
) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        begin(tmp_path / "new" / ("x" * 300), answers())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_comes_in_the_meantime_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "_refuse_existing", lambda *_: None)
    (tmp_path / "people.yaml").write_text("mine")
    with pytest.raises(InputError, match="file exists"):
        begin(tmp_path, answers())
    assert all_below(tmp_path) == {"people.yaml": b"mine"}


def test_in_a_folder_of_a_repository_what_belongs_at_its_root_is_not_written_but_told(
    tmp_path: Path,
) -> None:
    (tmp_path / ".git").mkdir()
    begun = begin(tmp_path / "comms" / "social media", answers())
    assert begun.root == tmp_path.resolve()
    assert len(begun.for_root) == 3
    assert not list((tmp_path / "comms" / "social media").glob(".*"))
    guide = (tmp_path / "comms" / "social media" / "README.md").read_text(encoding="utf-8")
    assert 'args: [--project, "comms/social media"]' in guide
    assert 'working-directory: "comms/social media"' in guide
    assert 'POLICYCHECK_PROJECT: "comms/social media"' in guide


def test_posts_that_are_there_are_said_to_be_picked_up(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "old.tweet").write_text("We are open as usual.")
    (tmp_path / "posts" / "photo.jpg").write_bytes(b"")
    (tmp_path / "notes.md").write_text("Open as usual.")
    begun = begin(tmp_path, answers())
    assert begun.picked_up == ("posts/old.tweet",)
    report = checked(tmp_path)
    assert report.errors == ()
    assert {one.location.path for one in report.findings} == {"posts/old.tweet"}


def wrong() -> Iterator[tuple[str, dict[str, object]]]:
    yield "core; did you mean core?|no built-in pack", {"packs": ("cor",)}
    yield "no time zone", {"timezone": "America/Nowhere"}
    yield "no time zone", {"timezone": "../etc/passwd"}
    yield "is no id", {"id": "a b"}
    yield "line of text", {"name": " "}
    yield "line of text", {"name": "a\nb"}


@pytest.mark.parametrize(("words", "given"), list(wrong()))
def test_a_wrong_answer_is_refused_before_anything_is_written(
    words: str, given: dict[str, object], tmp_path: Path
) -> None:
    plain = {
        "name": "A",
        "id": "a",
        "packs": ("core",),
        "timezone": "UTC",
        "fail_on": "error",
        "install": "policycheck",
        "today": TODAY,
    }
    with pytest.raises(UsageError, match=words):
        begin(tmp_path, Answers(**{**plain, **given}))  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
