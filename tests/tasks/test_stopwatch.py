from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from policycheck import CheckRequest, check
from tests.cli.running import run

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def posts(folder: Path) -> None:
    lines = [f'{{"text": "Click here to utilize form {n}"}}\n' for n in range(30)]
    (folder / "posts.jsonl").write_text("".join(lines), encoding="utf-8")


def asked(folder: Path, *, profile: bool) -> CheckRequest:
    return CheckRequest(paths=("posts.jsonl",), base=folder, now=NOW, profile=profile)


def test_a_check_that_is_timed_finds_the_same(tmp_path: Path) -> None:
    posts(tmp_path)
    timed, plain = check(asked(tmp_path, profile=True)), check(asked(tmp_path, profile=False))
    assert timed.findings == plain.findings
    assert replace(timed.summary, seconds=0) == replace(plain.summary, seconds=0)
    assert plain.timings is None


def test_the_time_of_each_stage_and_rule_is_told_the_slowest_first(tmp_path: Path) -> None:
    posts(tmp_path)
    timings = check(asked(tmp_path, profile=True)).timings
    assert timings is not None
    assert [stage for stage, _ in timings.stages] == [
        "reading the policy",
        "reading what is on record",
        "reading records",
        "judging",
        "making the report",
    ]
    assert all(seconds >= 0 for _, seconds in timings.stages)
    took = [one.seconds for one in timings.rules]
    assert took == sorted(took, reverse=True)
    assert max(one.asked for one in timings.rules) >= 30


def test_the_command_line_says_it_on_standard_error(tmp_path: Path) -> None:
    posts(tmp_path)
    result = run(tmp_path, "check", "posts.jsonl", "--profile", "--format", "json")
    assert result.stdout.startswith("{")
    assert "time by stage: " in result.stderr
    assert "time by rule: " in result.stderr
    assert " µs each)" in result.stderr
