"""What only a process of its own can show: pipes, terminals, signals, and bugs."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .running import environment, run, spawn, steady

POSTS = "Click here: http://bit.ly/x\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "draft.md").write_text(POSTS)
    return tmp_path


def on_terminal(folder: Path, *args: str, **env: str) -> str:
    """What a person sees who runs the program in a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "policycheck", *args],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(**{"TERM": "xterm-256color", "COLUMNS": "100", **env}),
    )
    os.close(theirs)
    seen = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        seen += piece
    process.wait(timeout=60)
    os.close(ours)
    return seen.decode()


def test_a_terminal_shows_colour_and_links(folder: Path) -> None:
    seen = on_terminal(folder, "check", "draft.md")
    assert "\x1b[1;33mwarning" in seen
    assert f"\x1b]8;;{(folder / 'draft.md').as_uri()}\x1b\\draft.md:1:13" in seen


def test_links_lead_to_files_of_the_project_from_wherever_it_is_checked(folder: Path) -> None:
    (folder / "policycheck.yaml").write_text("policy: core\n")
    (folder / "below").mkdir()
    seen = on_terminal(folder / "below", "check", "../draft.md")
    assert (folder / "draft.md").as_uri() in seen


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize("args", [("check", "draft.md"), ("explain", "link-shortener")])
def test_a_terminal_that_wants_none_shows_no_colour(
    folder: Path, args: tuple[str, ...], env: dict[str, str]
) -> None:
    seen = on_terminal(folder, *args, **env)
    assert "link-shortener" in seen
    assert "\x1b" not in seen


def test_what_is_piped_is_plain_and_neither_wrapped_nor_cut(folder: Path) -> None:
    long = "word " * 400
    (folder / "draft.md").write_text(f"{long}{POSTS}")
    done = spawn(folder, "check", "draft.md", COLUMNS="40", FORCE_COLOR="1")
    assert "\x1b" not in done.stdout + done.stderr
    assert f"1 | {long}{POSTS}" in done.stdout


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("check", ".", "--fail-on", "warning"), 1),
        (("check", ".", "--format", "json"), 0),
        (("schema", "post"), 0),
    ],
)
def test_a_reader_that_has_seen_enough_ends_it_quietly(
    folder: Path, args: tuple[str, ...], status: int
) -> None:
    for number in range(300):  # more than a pipe holds
        (folder / f"{number}.md").write_text(POSTS)
    process = subprocess.Popen(
        [sys.executable, "-m", "policycheck", *args],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == status
    assert "Traceback" not in errors
    assert "rror" not in errors.replace("errors", "")


@pytest.mark.parametrize("args", [("--fail-on", "warning"), ("--format", "json")])
def test_a_program_that_leaves_at_once_has_said_all_it_had_to_say(
    folder: Path, args: tuple[str, ...]
) -> None:
    for number in range(300):  # more than a pipe holds
        (folder / f"{number}.md").write_text(POSTS)
    inside, outside = (way(folder, "check", ".", "nothing.md", *args) for way in (run, spawn))
    assert outside.status == inside.status
    assert steady(outside.stdout) == steady(inside.stdout)
    assert steady(outside.stderr) == steady(inside.stderr)


def program(folder: Path, instead: str) -> subprocess.Popen[bytes]:
    """The program with its task replaced."""
    code = f"""
import sys, time
import policycheck.cli.check as face
def check(request):
{instead}
import policycheck.tasks.check
policycheck.tasks.check.check = face.check = check
sys.argv = ["policycheck", "check", "draft.md"]
from policycheck.cli import main
main()
"""
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(TMPDIR=str(folder)),
    )


def test_an_interrupt_ends_it_with_status_130(folder: Path) -> None:
    process = program(folder, "    print('ready', flush=True); time.sleep(60)")
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_a_bug_leaves_a_log_to_send_without_text_of_records(folder: Path) -> None:
    process = program(folder, "    raise RuntimeError('the text is ' + open('draft.md').read())")
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 3
    assert output == b""
    named = re.search(r"Please send (\S+\.log)", errors.decode())
    assert named
    log = Path(named[1]).read_text()
    assert "RuntimeError" in log
    assert "in check" in log
    assert "bit.ly" not in log + errors.decode()


def test_any_character_can_be_printed_whatever_the_locale(folder: Path) -> None:
    (folder / "draft.md").write_text(f"🎉 {POSTS}", encoding="utf-8")
    done = spawn(folder, "check", "draft.md", PYTHONIOENCODING="ascii")
    assert done.status == 0
    assert "🎉 Click here" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_no_bug(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "policycheck", "check", "draft.md"],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert done.returncode == 2
    assert b"the report cannot be written: no space left on device" in done.stderr


def test_python_runs_the_package(folder: Path) -> None:
    assert spawn(folder, "--version").stdout.startswith("policycheck, version ")
