"""One run writes several reports: pairs of --format and --output, in their order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policycheck.reports import FORMATS

from .running import run, steady

SARIF = ("--format", "sarif", "--output", "report.sarif")
JSON = ("--format", "json", "--output", "report.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "draft.md").write_text("🎉 See http://bit.ly/x\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "asked",
    [(*JSON, *SARIF, "--format", "concise"), ("--format", "concise", *SARIF, *JSON)],
    ids=["last", "first"],
)
def test_each_output_is_what_it_would_be_alone(folder: Path, asked: tuple[str, ...]) -> None:
    together = run(folder, "check", "draft.md", *asked)
    for name, file in (("json", "report.json"), ("sarif", "report.sarif")):
        alone = run(folder, "check", "draft.md", "--format", name)
        assert steady((folder / file).read_text(encoding="utf-8")) == steady(alone.stdout)
    concise = run(folder, "check", "draft.md", "--format", "concise")
    assert steady(together.stdout) == steady(concise.stdout)
    assert together.stderr == concise.stderr == ""
    assert together.status == concise.status


def test_all_formats_are_written_by_one_run(folder: Path) -> None:
    asked = [part for name in FORMATS for part in ("--format", name, "--output", f"r.{name}")]
    done = run(folder, "check", "draft.md", *asked)
    assert done.stdout == ""
    assert done.stderr.startswith("Checked 1 post")
    assert all((folder / f"r.{name}").stat().st_size for name in FORMATS)


def test_an_output_alone_may_stand_before_its_format(folder: Path) -> None:
    run(folder, "check", "draft.md", "--output", "report.json", "--format", "json")
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["version"] == 1


REFUSED = {
    "two on standard output": (
        ("--format", "concise", "--format", "github"),
        "--format concise and --format github would all be written to standard output",
    ),
    "a file twice": (
        ("--format", "json", "--output", "a", "--format", "sarif", "--output", "./b/../a"),
        "--format json --output a and --format sarif --output b/../a are the same file",
    ),
    "a file by a link": (
        ("--format", "json", "--output", "draft.md", "--format", "sarif", "--output", "link"),
        "--format json --output draft.md and --format sarif --output link are the same file",
    ),
    "an output before every format": (
        ("--output", "a", "--format", "json", "--format", "sarif"),
        "--output a stands before every --format",
    ),
    "two outputs of one format": (
        ("--format", "json", "--output", "a", "--output", "b"),
        "--output a and --output b both follow --format json",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_pair_is_refused_and_nothing_is_written(folder: Path, name: str) -> None:
    (folder / "link").symlink_to("draft.md")
    asked, words = REFUSED[name]
    before = {file: file.read_bytes() for file in folder.iterdir()}
    done = run(folder, "check", "draft.md", *asked)
    assert done.status == 2
    assert words in done.stderr
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


def test_an_output_that_fails_is_named_and_the_others_are_written(folder: Path) -> None:
    bad = (
        "--format",
        "junit",
        "--output",
        "nowhere/a.xml",
        "--format",
        "github",
        "--output",
        "b/c",
    )
    done = run(folder, "check", "draft.md", *JSON, *bad, "--format", "concise")
    assert done.status == 2
    assert "nowhere/a.xml:1:1: the report cannot be written" in done.stderr
    assert "b/c:1:1: the report cannot be written" in done.stderr
    assert "Checked 1 post" in done.stdout
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["findings"]


@pytest.mark.parametrize(
    ("command", "formats"),
    [
        (("check", "draft.md"), ("full", "json")),
        (("audit", "draft.md"), ("full", "json")),
        (("lint", "policy.yaml"), ("full", "json")),
        (("test", "policy.yaml"), ("full", "json")),
        (("rules", "--policy", "policy.yaml"), ("table", "json")),
        (("waivers",), ("table", "json")),
    ],
)
def test_every_command_that_reports_takes_several(
    folder: Path, command: tuple[str, ...], formats: tuple[str, str]
) -> None:
    (folder / "policycheck.yaml").write_text("policy: policy.yaml\n")
    (folder / "policy.yaml").write_text(
        "policycheck: 1\nid: p\ntitle: P\nrules:\n  - id: A\n    title: No shouting\n"
        "    applies_to: post\n    severity: error\n"
        "    check: {kind: forbidden-text, phrases: [free]}\n"
    )
    person, machine = formats
    done = run(folder, *command, "--format", person, "--format", machine, "--output", "r.json")
    assert steady(done.stdout) == steady(run(folder, *command).stdout)
    assert done.stdout
    assert json.loads((folder / "r.json").read_text(encoding="utf-8"))
