from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.fix.wanted import Level
from policycheck.model.report import Fixed
from policycheck.policy.project_file import read_project
from policycheck.tasks.check import Checked, CheckRequest, checked
from policycheck.tasks.fix import fix as fix_files
from policycheck.tasks.fixing import Fixing
from policycheck.tasks.written_fixes import write_fixed
from tests.cli.running import run

from .agency import fix, rule, write


def request(folder: Path, *paths: str) -> CheckRequest:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    return CheckRequest(paths=paths, base=folder, now=now, policy="policy.yaml")


def test_nothing_is_written_where_nothing_was_fixed(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "Nothing.\n"})
    before = (tmp_path / "a.md").stat()
    assert "fixed nothing" in fix(tmp_path, "a.md").stdout
    assert (tmp_path / "a.md").stat() == before


def test_a_file_keeps_its_permissions_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"})
    (tmp_path / "a.md").chmod(0o640)
    fix(tmp_path, "a.md")
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.md", "policy.yaml"]


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root may give files away")
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"})
    os.chown(tmp_path / "a.md", 12345, 12346)
    fix(tmp_path, "a.md")
    after = (tmp_path / "a.md").stat()
    assert (after.st_uid, after.st_gid) == (12345, 12346)
    assert (tmp_path / "a.md").read_text() == "use\n"


def test_a_read_only_file_is_named_and_the_others_are_fixed(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n", "b.md": "utilize\n"})
    (tmp_path / "a.md").chmod(0o444)
    done = fix(tmp_path, "a.md", "b.md")
    assert (tmp_path / "a.md").read_text() == "utilize\n"
    assert (tmp_path / "b.md").read_text() == "use\n"
    assert "a.md:1:1: nothing was fixed here: the file is read-only" in done.stderr
    assert "1 error (1 fixable with --fix), fixed 1 in 1 file" in done.stdout
    assert done.status == 2


def test_in_json_stands_what_fixing_came_to(tmp_path: Path) -> None:
    rules = rule(1, "utilize: use, in order to: to"), rule(2, "utilize: use")
    write(tmp_path, {"a.md": "utilize, in *order* to\n", "b.md": "utilize\n"}, *rules)
    (tmp_path / "b.md").chmod(0o444)
    asked = ("check", "a.md", "b.md", "--policy", "policy.yaml", "--format", "json")
    counts = {"findings": 2, "edits": 1, "files": 1, "not_made": 1}
    run(tmp_path, *asked, "--diff", "--output", "report.json")
    would = json.loads((tmp_path / "report.json").read_text())
    both = {"findings": 4, "edits": 2, "files": 2, "not_made": 1}
    assert would["fixed"] == {"written": False, **both, "left_alone": []}
    report = json.loads(run(tmp_path, *asked, "--fix").stdout)
    assert report["fixed"] == {"written": True, **counts, "left_alone": ["b.md"]}
    left = [(one["rule"], one["location"]["path"]) for one in report["findings"]]
    assert left == [("TXT-1", "a.md"), ("TXT-1", "b.md"), ("TXT-2", "b.md")]
    assert [one["path"] for one in report["errors"]] == ["b.md"]
    assert "fixed" not in json.loads(run(tmp_path, *asked).stdout)


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    write(tmp_path, {"real/a.md": "utilize\n"})
    (tmp_path / "link.md").symlink_to("real/a.md")
    fix(tmp_path, "link.md")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real" / "a.md").read_text() == "use\n"


def test_two_names_of_one_file_are_one_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"})
    (tmp_path / "b.md").symlink_to("a.md")
    assert fix(tmp_path, "a.md", "b.md").status == 0
    assert (tmp_path / "a.md").read_text() == "use\n"


@pytest.mark.parametrize("link", ["file", "folder"])
def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path, link: str) -> None:
    project = tmp_path / "project"
    write(tmp_path, {"elsewhere/a.md": "utilize\n"})
    write(project, {"posts/b.md": "utilize\n"})
    if link == "file":
        (project / "posts" / "a.md").symlink_to(tmp_path / "elsewhere" / "a.md")
    else:
        (project / "posts" / "more").symlink_to(tmp_path / "elsewhere")
    done = fix(project, "posts")
    assert (tmp_path / "elsewhere" / "a.md").read_text() == "utilize\n"
    assert (project / "posts" / "b.md").read_text() == "use\n"
    assert "this link leads out of the project" in done.stderr
    assert done.status == 2


def test_a_file_outside_that_was_named_is_fixed(tmp_path: Path) -> None:
    write(tmp_path / "here", {})
    write(tmp_path, {"a.md": "utilize\n"})
    fix(tmp_path / "here", "../a.md")
    assert (tmp_path / "a.md").read_text() == "use\n"


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"})
    fixing = Fixing.of(request(tmp_path, "a.md"), Level.SAFE)
    (tmp_path / "a.md").write_text("Somebody utilizes this.\n")
    problem = write_fixed(fixing.files["a.md"], tmp_path / "a.md", tmp_path)
    assert problem is not None
    assert "the file has changed since it was read" in problem.message
    assert (tmp_path / "a.md").read_text() == "Somebody utilizes this.\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.md", "policy.yaml"]


def test_a_file_that_is_gone_meanwhile_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"})
    fixing = Fixing.of(request(tmp_path, "a.md"), Level.SAFE)
    (tmp_path / "a.md").unlink()
    problem = write_fixed(fixing.files["a.md"], tmp_path / "a.md", tmp_path)
    assert problem is not None
    assert "no such file" in problem.message
    assert not (tmp_path / "a.md").exists()


def test_standard_input_comes_out_fixed_and_the_report_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"b.md": "utilize\n"}, rule(1, "utilize: use"), rule(2, "end: [stop, halt]"))
    text = b"\xef\xbb\xbfutilize the end\r\n\xf0\x9f\x8e\x89"
    done = fix(tmp_path, "-", "b.md", stdin=text)
    assert done.stdout.encode() == b"\xef\xbb\xbfuse the end\r\n\xf0\x9f\x8e\x89"
    assert "stdin.md:1:9: error[TXT-2]" in done.stderr
    assert "1 error, fixed 2 in 2 files" in done.stderr
    assert (tmp_path / "b.md").read_text() == "use\n"
    assert done.status == 1


def test_standard_input_that_cannot_be_read_comes_out_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, {})
    done = fix(tmp_path, "-", "--stdin-filename", "a.json", stdin=b'{"text": "utilize"')
    assert done.stdout == '{"text": "utilize"'
    assert done.status == 2


def test_what_is_accepted_stays_and_what_is_new_is_fixed(tmp_path: Path) -> None:
    allowed = "utilize <!-- policycheck: allow TXT-1 -- the name of a programme -->\n"
    rows = "text,platform\nutilize in order to,x\n"
    rules = rule(1, "utilize: use"), rule(2, "in order to: to")
    write(tmp_path, {"a.md": allowed, "b.csv": rows}, *rules)
    known = ("--write-baseline", "known.json", "--select", "TXT-1")
    fix(tmp_path, "--diff", "b.csv")
    run(tmp_path, "check", "b.csv", "--policy", "policy.yaml", *known)
    fix(tmp_path, "a.md", "b.csv", "--baseline", "known.json")
    assert (tmp_path / "a.md").read_text() == allowed
    assert (tmp_path / "b.csv").read_text() == "text,platform\nutilize to,x\n"


def test_a_rule_that_only_observes_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"}, rule(1, "utilize: use", "mode: observe, "))
    fix(tmp_path, "a.md")
    assert (tmp_path / "a.md").read_text() == "utilize\n"


def test_words_in_a_file_that_was_not_named_stay(tmp_path: Path) -> None:
    captions = "1\n00:00:01,000 --> 00:00:02,000\nutilize it\n"
    post = "text: a\nmedia:\n  - {file: a.mp4, captions: {file: a.srt}}\n"
    write(
        tmp_path,
        {"a.yaml": post, "a.srt": captions},
        rule(1, "utilize: use", where="[captions]"),
    )
    done = fix(tmp_path, "a.yaml")
    assert "the words stand in a file that is not among those checked" in done.stdout
    assert (tmp_path / "a.srt").read_text() == captions


def test_fields_under_other_names_are_fixed_where_they_stand(tmp_path: Path) -> None:
    project = (
        "policy: policy.yaml\nmappings:\n"
        "  - {files: 'posts/*.json', as: posts, records: items, fields: {text: body.message}}\n"
    )
    data = '{"items": [{"body": {"message": "a \\"utilize\\""}, "x": "utilize"}]}'
    write(tmp_path, {"policycheck.yaml": project, "posts/a.json": data})
    report = fix_files(
        CheckRequest(
            paths=(),
            base=tmp_path,
            now=datetime(2026, 11, 23, tzinfo=UTC),
            project=read_project(tmp_path / "policycheck.yaml"),
        ),
        Level.SAFE,
    ).report
    assert report.fixed is not None, report
    assert (tmp_path / "posts/a.json").read_text() == data.replace("utilize", "use", 1), report


def test_a_baseline_is_written_of_what_is_left(tmp_path: Path) -> None:
    rules = rule(1, "utilize: use"), rule(2, "end: [stop, halt]")
    write(tmp_path, {"a.md": "utilize the end\n"}, *rules)
    done = fix(tmp_path, "a.md", "--write-baseline", "known.json")
    assert "known.json: 1 added" in done.stdout
    assert "1 waived, fixed 1 in 1 file" in done.stdout
    assert "TXT-2" in (tmp_path / "known.json").read_text()
    assert "TXT-1" not in (tmp_path / "known.json").read_text()


def test_a_check_that_was_interrupted_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a.md": "utilize\n"})

    def stopped(request: CheckRequest) -> Checked:
        done = checked(request)
        return replace(done, report=replace(done.report, interrupted=bool(request.unwritten)))

    monkeypatch.setattr("policycheck.tasks.fixing.checked", stopped)
    report = fix_files(request(tmp_path, "a.md"), Level.SAFE).report
    assert report.interrupted
    assert report.fixed == Fixed(0, 0, written=True)
    assert (tmp_path / "a.md").read_text() == "utilize\n"
