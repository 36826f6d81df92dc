from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from policycheck.cli.fixing import as_seen
from policycheck.fix.diff import diff_lines
from policycheck.reports import Style
from tests.cli.running import run

from .agency import fix, rule, write

_PRIVATE = (
    "  - {id: PII-1, title: P, severity: error, applies_to: post, "
    "check: {kind: sensitive-data, detectors: [email]}}\n"
)


def test_a_diff_writes_nothing_and_has_the_status_of_a_check(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"})
    done = fix(tmp_path, "a.md", "--diff")
    assert done.stdout == "--- a.md\n+++ a.md\n@@ -1 +1 @@\n-utilize\n+use\n"
    assert "1 error (1 fixable with --fix), would fix 1 in 1 file" in done.stderr
    assert done.status == 1
    assert (tmp_path / "a.md").read_text() == "utilize\n"


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_patch_takes_the_diff_and_makes_what_fix_makes(tmp_path: Path, end: str) -> None:
    text = f"one{end or chr(10)}🎉 utilize{end}".encode()
    write(tmp_path, {"a.md": text})
    diff = fix(tmp_path, "a.md", "--diff").stdout
    subprocess.run(
        ["patch", "--binary", "-p0"],
        cwd=tmp_path,
        input=diff.encode(),
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "a.md").read_bytes() == text.replace(b"utilize", b"use")


def test_lines_are_those_that_end_in_a_line_feed() -> None:
    lines = list(diff_lines("a", "a\x85b\u2028c\rd", "a\x85b\u2028x\rd"))
    end = "\n\\ No newline at end of file\n"
    assert lines[3:] == [f"-a\x85b\u2028c\rd{end}", f"+a\x85b\u2028x\rd{end}"]


@pytest.mark.parametrize("reveal", [False, True])
def test_private_data_is_covered_unless_it_is_asked_for(tmp_path: Path, reveal: bool) -> None:
    write(
        tmp_path, {"a.md": "utilize jane.doe@agency.example\n"}, rule(1, "utilize: use"), _PRIVATE
    )
    done = fix(tmp_path, "a.md", "--diff", *(["--reveal"] if reveal else []))
    assert ("jane.doe@agency.example" in done.stdout) is reveal
    assert ("-utilize ****.***@******.*******\n" in done.stdout) is not reveal
    fix(tmp_path, "a.md")
    assert (tmp_path / "a.md").read_text() == "use jane.doe@agency.example\n"


def test_a_secret_in_the_record_of_an_account_is_covered(tmp_path: Path) -> None:
    check = "check: {kind: preferred-text, swap: {utilize: use}, in: [description]}"
    policy = f"  - {{id: TXT-1, title: P, severity: error, applies_to: account, {check}}}\n"
    project = "policy: policy.yaml\nrecords: {accounts: [accounts.yaml]}\n"
    accounts = "- id: a\n  password: hunter2hunter\n  description: utilize it\n"
    write(tmp_path, {"policycheck.yaml": project, "accounts.yaml": accounts}, policy)
    done = run(tmp_path, "check", "--diff")
    assert "-  description: utilize it\n+  description: use it\n" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr
    run(tmp_path, "check", "--fix")
    assert (tmp_path / "accounts.yaml").read_text() == accounts.replace("utilize", "use")


def test_a_report_for_machines_goes_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"})
    asked = ("check", "a.md", "--policy", "policy.yaml", "--diff", "--format", "json")
    refused = run(tmp_path, *asked)
    assert refused.status == 2
    assert "give the report an --output" in refused.stderr
    done = run(tmp_path, *asked, "--output", "report.json")
    assert done.stdout.startswith("--- a.md\n")
    assert (tmp_path / "report.json").read_text().startswith('{"version": 1')


def test_a_diff_and_a_new_baseline_cannot_be_had_together(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"})
    done = fix(tmp_path, "a.md", "--diff", "--write-baseline", "known.json")
    assert "--diff writes nothing" in done.stderr
    assert done.status == 2
    assert not (tmp_path / "known.json").exists()


def test_fix_stands_alone_before_a_path_and_takes_no_other_word(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"})
    assert fix(tmp_path, "--fix", "a.md").status == 0
    assert fix(tmp_path, "--fix=some", "a.md").status == 2


def test_on_a_terminal_nothing_is_hidden_in_a_diff() -> None:
    lines = diff_lines("a", "a\u202eb\x1b[2J\r\n", "a\tb\r\n")
    seen = "".join(as_seen(lines, Style(width=80)))
    assert seen.endswith("-a\\u{202e}b\\u{1b}[2J\\r\n+a\\tb\\r\n")


def test_on_a_terminal_lines_are_coloured_by_what_becomes_of_them() -> None:
    lines = diff_lines("a", "a\nb\n", "a\nc\n")
    seen = list(as_seen(lines, Style(colour=True, width=80)))
    assert [one.rstrip("\n") for one in seen[3:]] == [
        " a",
        "\x1b[31m-b\x1b[0m",
        "\x1b[32m+c\x1b[0m",
    ]


def test_in_a_file_or_a_pipe_a_diff_is_as_patch_wants_it() -> None:
    lines = ["+a\u202e\x1b[2J\r\n"]
    assert list(as_seen(lines, Style())) == lines
