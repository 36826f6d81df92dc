from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from policycheck.reports import FORMATS

from .running import run, steady


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "draft.md").write_text("🎉 See http://bit.ly/x\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_gets_what_standard_output_would(folder: Path, format_: str) -> None:
    shown = run(folder, "check", "draft.md", "--format", format_)
    written = run(folder, "check", "draft.md", "--format", format_, "--output", "report")
    assert steady((folder / "report").read_text(encoding="utf-8")) == steady(shown.stdout)
    assert written.stdout == ""
    assert written.status == shown.status
    assert written.stderr.split("\n")[-2].startswith("Checked 1 post")
    assert sorted(file.name for file in folder.iterdir()) == ["draft.md", "report"]


def test_notes_are_said_once(folder: Path) -> None:
    for args in ((), ("--output", "report"), ("--format", "json")):
        done = run(folder, "check", "draft.md", *args)
        report = (folder / "report").read_text() if "--output" in args else done.stdout
        said = (report + done.stderr).count("matched no record")
        assert said == (2 if "json" in args else 1)  # in the document, and for who watches


def test_a_report_is_renamed_over_the_old_one_which_keeps_its_permissions(folder: Path) -> None:
    report = folder / "report.json"
    report.write_text("old")
    report.chmod(0o640)
    (folder / "link.json").symlink_to("report.json")
    before = report.stat().st_ino
    run(folder, "check", "draft.md", "--format", "json", "--output", "link.json")
    assert (folder / "link.json").is_symlink()
    assert report.read_text(encoding="utf-8").startswith('{"version": 1')
    assert report.stat().st_mode & 0o777 == 0o640
    assert report.stat().st_ino != before


def test_what_is_no_file_is_written_to_and_not_replaced(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    seen: list[str] = []
    reader = threading.Thread(target=lambda: seen.append((folder / "pipe").read_text("utf-8")))
    reader.start()
    done = run(folder, "check", "draft.md", "--output", "pipe")
    reader.join(timeout=60)
    assert done.status == 0
    assert "bit.ly" in seen[0]
    assert (folder / "pipe").is_fifo()


@pytest.mark.parametrize("name", ["missing/report", "draft.md/report"])
def test_a_report_that_cannot_be_written_is_an_error_and_no_bug(folder: Path, name: str) -> None:
    done = run(folder, "check", "draft.md", "--output", name)
    assert done.status == 2
    summary, problem, *_ = done.stderr.split("\n")
    assert summary.startswith("Checked 1 post")
    assert problem.startswith(f"{name}:1:1: the report cannot be written: ")
    assert [file.name for file in folder.iterdir()] == ["draft.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_an_error(folder: Path) -> None:
    (folder / "locked").mkdir(mode=0o500)
    done = run(folder, "check", "draft.md", "--output", "locked/report")
    assert done.status == 2
    assert "permission denied" in done.stderr
