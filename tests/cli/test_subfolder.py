"""A project that is a folder of a repository: services know its files by the way from the root."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .running import run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "site" / "agency"
    folder.mkdir(parents=True)
    (folder / "policycheck.yaml").write_text("records:\n  posts: [posts/*.md]\n")
    (folder / "posts").mkdir()
    (folder / "posts" / "a.md").write_text("See http://bit.ly/x\n")
    return folder


def test_sarif_gitlab_and_github_name_files_from_the_root(project: Path) -> None:
    sarif = json.loads(run(project, "check", "--format", "sarif").stdout)
    uris = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for one in sarif["runs"][0]["results"]
    }
    assert "site/agency/posts/a.md" in uris
    gitlab = json.loads(run(project, "check", "--format", "gitlab").stdout)
    assert gitlab[0]["location"]["path"] == "site/agency/posts/a.md"
    assert "file=site/agency/posts/a.md," in run(project, "check", "--format", "github").stdout


def test_a_file_says_the_same_as_standard_output(project: Path) -> None:
    run(project, "check", "--format", "gitlab", "--output", "report.json")
    shown = run(project, "check", "--format", "gitlab").stdout
    assert (project / "report.json").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize("format_", ["full", "concise", "json", "csv", "rdjson", "junit"])
def test_others_name_them_from_the_project(project: Path, format_: str) -> None:
    text = run(project / "posts", "check", "--format", format_).stdout
    assert "posts/a.md" in text
    assert "site/agency" not in text
