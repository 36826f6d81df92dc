"""At a terminal `init` asks for what it was not told, until the answer will do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from .running import environment, run

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")


def asked(folder: Path, answers: str, *args: str) -> tuple[int, str]:
    """Run it with a terminal as its standard input, on which somebody types."""
    here, there = pty.openpty()
    try:
        os.write(here, answers.encode())
        done = subprocess.run(
            [sys.executable, "-m", "policycheck", "init", *args],
            cwd=folder,
            stdin=there,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(),
            check=False,
            timeout=120,
        )
    finally:
        os.close(here)
        os.close(there)
    return done.returncode, done.stdout.decode()


def test_what_is_typed_is_what_is_written(tmp_path: Path) -> None:
    answers = "Kreis Zürich\ncore, uk\nEurope/London\nwarning\n"
    status, printed = asked(tmp_path, answers)
    assert status == 0, printed
    policy = yaml.safe_load((tmp_path / "policy.yaml").read_text(encoding="utf-8"))
    assert (policy["id"], policy["extends"]) == ("kreis-zurich", ["core", "uk"])
    project = yaml.safe_load((tmp_path / "policycheck.yaml").read_text(encoding="utf-8"))
    assert (project["timezone"], project["fail_on"]) == ("Europe/London", ["warning"])
    assert run(tmp_path, "check").status == 0


def test_an_answer_that_will_not_do_is_asked_for_again(tmp_path: Path) -> None:
    status, printed = asked(tmp_path, "\ncor\n\nEurope/Atlantis\n\nnever\n\n")
    assert status == 0, printed
    assert "there is no built-in pack cor; did you mean core?" in printed
    assert "there is no time zone Europe/Atlantis" in printed
    assert "never is none of error, warning, review, info" in printed
    policy = yaml.safe_load((tmp_path / "policy.yaml").read_text(encoding="utf-8"))
    assert policy["extends"] == ["core"]


@pytest.mark.parametrize("given", [["--yes"], ["--name", "A", "--extends", "core", "--timezone"]])
def test_what_is_given_is_not_asked_for(given: list[str], tmp_path: Path) -> None:
    more = [] if "--yes" in given else ["UTC", "--fail-on", "error"]
    status, printed = asked(tmp_path, "", *given, *more)
    assert status == 0, printed
    assert "Time zone" not in printed
