"""What a shell is offered: commands, options, ids of rules, names of packs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .running import run, spawn

POLICY = """\
policycheck: 1
id: agency
title: An agency
rules:
  - id: LNK-001
    title: No shorteners
    applies_to: post
    severity: error
    check: {kind: link-hosts, deny: [bit.ly]}
"""


def offered(folder: Path, words: str) -> list[str]:
    """What follows the words, of which the last may be begun; each as its sort and its text."""
    number = str(words.count(" "))
    done = spawn(folder, COMP_WORDS=words, COMP_CWORD=number, _POLICYCHECK_COMPLETE="bash_complete")
    assert (done.status, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash is here")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("policycheck au", ["plain,audit"]),
        ("policycheck check --show", ["plain,--show-files"]),
        ("policycheck check --format sa", ["plain,sarif"]),
        ("policycheck check --select alt-m", ["plain,alt-missing"]),
        ("policycheck check --policy policy.yaml --ignore LNK", ["plain,LNK-001"]),
        ("policycheck check --policy us-f", ["plain,us-federal", "file,us-f"]),
        ("policycheck explain alt-m", ["plain,alt-missing", "file,alt-m"]),
        ("policycheck lint --select policycheck:no-r", ["plain,policycheck:no-remedy"]),
        ("policycheck test us-s", ["plain,us-state-local", "file,us-s"]),
        ("policycheck waivers ad", ["plain,add"]),
        ("policycheck schema pos", ["plain,post"]),
        ("policycheck completion f", ["plain,fish"]),
        ("policycheck check --policy nowhere.yaml --select x", []),
    ],
)
def test_bash_is_offered(tmp_path: Path, words: str, expected: list[str]) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)
    found = offered(tmp_path, words)
    assert [
        one for one in found if one in expected or not one.startswith("plain,post-")
    ] == expected


def test_a_broken_project_offers_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "policycheck.yaml").write_text("polcy: x\n")
    if shutil.which("bash"):
        assert offered(tmp_path, "policycheck check --select a") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_script_is_printed(tmp_path: Path, shell: str) -> None:
    done = run(tmp_path, "completion", shell)
    assert done.status == 0
    assert "_POLICYCHECK_COMPLETE" in done.stdout
    assert f"{shell}_complete" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash is here")
def test_bash_can_read_its_script(tmp_path: Path) -> None:
    script = run(tmp_path, "completion", "bash").stdout
    assert "bash_complete" in script
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run([bash, "-n"], input=script, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_another_shell_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "completion", "tcsh")
    assert done.status == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in done.stderr
