"""Input that cannot be used: an error with its place, status 2, and everything else is checked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import run, spawn

GOOD = "See http://bit.ly/x\n"
FOUND = "good.md:1:5: warning[link-shortener]"
MB_50 = 50_000_000


def huge(name: str, line: bytes) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).write_bytes(line * (MB_50 // len(line)))

    return make


def file(name: str, data: bytes) -> Callable[[Path], None]:
    return lambda folder: _write(folder / name, data)


def _write(place: Path, data: bytes) -> None:
    place.write_bytes(data)


def link(folder: Path) -> None:
    (folder / "bad.md").symlink_to("nowhere.md")


def empty_folder(folder: Path) -> None:
    (folder / "bad").mkdir()


def folder_without_posts(folder: Path) -> None:
    empty_folder(folder)
    (folder / "bad" / "photo.png").write_bytes(b"\x89PNG")


def folder_that_looks_like_a_post(folder: Path) -> None:
    (folder / "bad.md").mkdir()


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "bad.md")


CASES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "no such file": (lambda _: None, "bad.md", "bad.md:1:1: there is no such file or folder"),
    "a dangling link": (link, "bad.md", "bad.md:1:1: this link leads nowhere: nowhere.md"),
    "an empty folder": (empty_folder, "bad", "bad:1:1: there is nothing to read in this folder"),
    "no post in a folder": (
        folder_without_posts,
        "bad",
        "bad:1:1: there is nothing to read in this folder",
    ),
    "a folder in place of a file": (
        folder_that_looks_like_a_post,
        "bad.md",
        "bad.md:1:1: there is nothing to read in this folder",
    ),
    "a pipe": (pipe, "bad.md", "bad.md:1:1: this is not a file"),
    "an unknown ending": (file("bad.docx", b"x"), "bad.docx", "bad.docx:1:1: policycheck does not"),
    "not UTF-8": (
        file("bad.md", b"Caf\xe9s open.\n"),
        "bad.md",
        "bad.md:1:4: the byte 0xE9 is not UTF-8",
    ),
    "not UTF-8, further down": (
        file("bad.csv", b"text\nOpen\nCaf\xe9\n"),
        "bad.csv",
        "bad.csv:3:4: the byte 0xE9 is not UTF-8",
    ),
    "UTF-16": (
        file("bad.md", "Open".encode("utf-16")),
        "bad.md",
        "bad.md:1:1: the file is UTF-16",
    ),
    "a NUL character": (
        file("bad.md", b"Open\nat\0nine"),
        "bad.md",
        "bad.md:2:3: a NUL character stands here",
    ),
    "broken YAML": (file("bad.yaml", b"text: [\n"), "bad.yaml", "bad.yaml:2:1: "),
    "broken JSON": (file("bad.json", b'{"text": }'), "bad.json", "bad.json:1:10: "),
    "broken JSON in a stream": (
        file("bad.jsonl", b'{"text": "Open."}\n{"text"}\n'),
        "bad.jsonl",
        "bad.jsonl:2:8: ",
    ),
    "a value of another type": (
        file("bad.yaml", b"text: Open.\npublish_at: soon\n"),
        "bad.yaml",
        "bad.yaml:2:13: ",
    ),
    "an empty YAML file": (file("bad.yaml", b""), "bad.yaml", "bad.yaml:1:1: "),
    "Markdown of 50 MB": (huge("bad.md", b"Open at nine.\n"), "bad.md", "bad.md:1:1: the file has"),
    "YAML of 50 MB": (
        huge("bad.yaml", b"- text: Open at nine.\n"),
        "bad.yaml",
        "bad.yaml:1:1: the file has",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_input_that_cannot_be_used_is_told_and_the_rest_is_checked(
    case: str, tmp_path: Path
) -> None:
    make, name, expected = CASES[case]
    make(tmp_path)
    (tmp_path / "good.md").write_text(GOOD)
    done = run(tmp_path, "check", name, "good.md", "--format", "concise")
    assert done.status == 2
    assert any(line.startswith(expected) for line in done.stderr.split("\n")), done.stderr
    assert "\n  help: " in done.stderr or "expected " in done.stderr
    assert FOUND in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("Open.")
    (tmp_path / "bad.md").chmod(0)
    done = run(tmp_path, "check", "bad.md")
    assert done.status == 2
    assert "bad.md:1:1: you are not allowed to read this" in done.stderr


def test_a_policy_of_50_mb_is_told_and_not_read(tmp_path: Path) -> None:
    huge("policy.yaml", b"# a line of a comment\n")(tmp_path)
    (tmp_path / "good.md").write_text(GOOD)
    done = run(tmp_path, "check", "good.md", "--policy", "policy.yaml")
    assert done.status == 2
    assert re.search(r"^policy\.yaml:1:1: .* 49,999,994 bytes", done.stderr, re.MULTILINE), (
        done.stderr
    )


@pytest.mark.parametrize(
    ("name", "head", "line"),
    [
        ("big.jsonl", b"", b'{"text": "Open at nine."}\n'),
        ("big.csv", b"text\n", b"Open at nine.\n"),
    ],
)
def test_streams_of_records_may_be_larger_than_any_file(
    name: str, head: bytes, line: bytes, tmp_path: Path
) -> None:
    (tmp_path / "policy.yaml").write_text(
        "policycheck: 1\nid: a\ntitle: A\nrules:\n"
        "  - {id: T, title: T, applies_to: post, severity: error,"
        " check: {kind: forbidden-text, phrases: [nine]}}\n"
    )
    padding = b" " * 100_000  # large lines, so that there are not a million records to judge
    row = line.replace(b" at", padding + b" at")
    with (tmp_path / name).open("wb") as stream:
        stream.write(head)
        for _ in range(12_000_000 // len(row)):
            stream.write(row)
    done = run(
        tmp_path,
        "check",
        name,
        "--policy",
        "policy.yaml",
        "--format",
        "json",
        "--max-findings",
        "0",
    )
    assert done.status == 1, done.stderr
    assert f'"error": {12_000_000 // len(row)}' in done.stdout


def test_no_match_for_a_project_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "policycheck.yaml").write_text("records: {posts: [posts/*.md]}\n")
    done = run(tmp_path, "check")
    assert done.status == 2
    assert "no record was found" in done.stderr


def test_a_text_that_is_kept_in_a_file_that_is_gone_leaves_rules_undecided(tmp_path: Path) -> None:
    (tmp_path / "post.json").write_text(
        '{"action": "post", "account": "NODE", "richTextFile": "./rich.txt"}'
    )
    done = run(tmp_path, "check", "post.json", "--select", "link-shortener")
    assert "unknown[link-shortener]" in done.stdout
    assert "./rich.txt" in done.stdout
    assert run(tmp_path, "check", "post.json", "--fail-on", "unknown").status == 1


def test_settings_beside_posts_are_no_posts(tmp_path: Path) -> None:
    (tmp_path / "plugins.yml").write_text("plugins: [{name: m, class: mastodon.client}]\n")
    (tmp_path / "policycheck.yaml").write_text("policy: core\n")
    (tmp_path / "good.md").write_text(GOOD)
    done = run(tmp_path, "check", ".", "--format", "concise")
    assert "Checked 1 post against" in done.stdout
    assert done.stderr == ""


def test_a_file_whose_name_is_no_text_is_read_and_shown(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    (tmp_path / name).write_text(GOOD)
    for format_ in ("concise", "full", "json", "sarif", "junit", "github"):
        done = spawn(tmp_path, "check", ".", "--format", format_, "--fail-on", "warning")
        assert done.status == 1, done.stderr
        assert "caf" in done.stdout
        assert "bit.ly" in done.stdout
