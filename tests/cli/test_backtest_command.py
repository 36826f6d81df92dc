"""How `policycheck backtest` ends, and where its report goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policycheck.reports.backtest import BACKTEST_FORMATS

from .running import run, spawn

RULE = """\
policycheck: 1
id: p
title: P
rules:
  - id: size
    title: A post is short
    applies_to: post
    severity: error
    check: {kind: text-length, method: code_points, max: MOST}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of twenty posts, three pass the lax policy and fail the strict one."""
    for name, most in (("lax", "50"), ("strict", "10")):
        (tmp_path / f"{name}.yaml").write_text(RULE.replace("MOST", most), encoding="utf-8")
    posts = [{"id": f"p{number}", "text": "x" * (20 if number < 3 else 5)} for number in range(20)]
    text = "".join(f"{json.dumps(post)}\n" for post in posts)
    (tmp_path / "posts.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("policies", "limits", "status"),
    [
        ("lax strict", "", 0),
        ("lax strict", "--max-pass-to-fail 2", 1),
        ("lax strict", "--max-pass-to-fail 3", 0),
        ("lax strict", "--max-pass-to-fail 14%", 1),
        ("lax strict", "--max-pass-to-fail 14.9%", 1),
        ("lax strict", "--max-pass-to-fail 15%", 0),
        ("lax strict", "--max-fail-to-pass 0", 0),
        ("strict lax", "--max-pass-to-fail 0", 0),
        ("strict lax", "--max-fail-to-pass 0", 1),
        ("strict lax", "--max-fail-to-pass 0%", 1),
        ("strict lax", "--max-fail-to-pass 3 --max-pass-to-fail 0", 0),
        ("strict strict", "--max-fail-to-pass 0 --max-pass-to-fail 0", 0),
    ],
)
@pytest.mark.parametrize("format_", BACKTEST_FORMATS)
def test_the_status_is_that_of_the_limits_whatever_the_format(
    folder: Path, policies: str, limits: str, status: int, format_: str
) -> None:
    old, new = (f"{name}.yaml" for name in policies.split())
    args = ("posts.jsonl", "--format", format_, *limits.split())
    assert run(folder, "backtest", old, new, *args).status == status


@pytest.mark.parametrize("limit", ["-1", "x", "1.5", "5 %%", "%", "1e3", "5%5"])
def test_what_is_no_limit_is_refused(folder: Path, limit: str) -> None:
    done = run(folder, "backtest", "lax.yaml", "strict.yaml", f"--max-pass-to-fail={limit}", ".")
    assert done.status == 2
    assert "write a whole number, or a part of the records such as 5%" in done.stderr


def test_what_could_not_be_read_weighs_more_than_a_limit(folder: Path) -> None:
    with (folder / "posts.jsonl").open("a") as file:
        file.write("{\n")
    args = ("posts.jsonl", "--max-pass-to-fail", "0", "--format", "json")
    done = run(folder, "backtest", "lax.yaml", "strict.yaml", *args)
    assert done.status == 2
    assert "posts.jsonl:21:" in done.stderr
    written = json.loads(done.stdout)
    assert [one["line"] for one in written["errors"]] == [21]
    assert (written["changed"]["pass_to_fail"], written["records"]) == (3, 20)
    assert [one["exceeded"] for one in written["limits"]] == [True]


@pytest.mark.parametrize("format_", BACKTEST_FORMATS)
def test_a_report_goes_to_a_file_and_its_last_line_to_standard_error(
    folder: Path, format_: str
) -> None:
    args = ("backtest", "lax.yaml", "strict.yaml", "posts.jsonl", "--format", format_)
    printed = run(folder, *args)
    done = run(folder, *args, "--output", "report")
    assert done.stdout == ""
    assert (folder / "report").read_text(encoding="utf-8") == printed.stdout
    assert "3 posts that passed now fail; 3 of 20 posts change\n" in done.stderr


def test_posts_are_read_from_standard_input(folder: Path) -> None:
    args = ("backtest", "lax.yaml", "strict.yaml", "-", "--stdin-filename", "in.jsonl")
    done = run(folder, *args, stdin=(folder / "posts.jsonl").read_bytes())
    assert "--> in.jsonl:1:text:11  (p0)" in done.stdout


def test_without_records_and_without_a_project_there_is_nothing_to_judge(folder: Path) -> None:
    done = run(folder, "backtest", "lax.yaml", "strict.yaml")
    assert done.status == 2
    assert "no project is here" in done.stderr


def test_the_same_bytes_are_written_whatever_the_hash_seed(folder: Path) -> None:
    args = ("backtest", "core", "strict.yaml", "posts.jsonl", "--format", "json")
    runs = [spawn(folder, *args, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert runs[0] == runs[1]
    assert runs[0].status == 0
