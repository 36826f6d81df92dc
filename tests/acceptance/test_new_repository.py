"""From an empty repository to a commit that is refused, put right and accepted, as recorded.

The record is new_repository.txt; POLICYCHECK_UPDATE_GOLDEN=1 writes it anew, to be read before it
is committed.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cli.running import ROOT, steady
from tests.hooks.scratch import environment, repository

RECORD = Path(__file__).with_name("new_repository.txt")

BAD = """\
---
account: example-account
lang: en
status: draft
---
The library is open as usual on New Year's Eve.
"""
#: Once the program can put this right by itself, its command stands here.
PUT_RIGHT = ("as usual", "from 9 to 12")

_VARYING = ((re.compile(r"\[main (\(root-commit\) )?[0-9a-f]{7,}\]"), r"[main \1…]"),)


@pytest.fixture
def env(tmp_path: Path) -> Mapping[str, str]:
    """The environment of somebody who has installed policycheck and pre-commit."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, module in (("policycheck", "policycheck"), ("pre-commit", "pre_commit")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m {module} "$@"\n')
        program.chmod(0o755)
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    day = "2026-11-23T12:00:00Z"
    return environment(
        tmp_path / "home",
        PATH=path,
        PYTHONPATH=str(ROOT),
        GIT_AUTHOR_DATE=day,
        GIT_COMMITTER_DATE=day,
    )


def steps(folder: Path) -> Iterator[str]:
    """The commands; between them the files are changed as a person would."""
    yield "policycheck init --yes --name 'Example Library'"
    yield "pre-commit install"
    yield "git add --all"
    yield "git commit --quiet -m 'Begin with our policy'"
    post = folder / "posts" / "new-year.md"
    post.write_text(BAD, encoding="utf-8")
    yield "git add posts/new-year.md"
    yield "git commit -m 'Opening hours at New Year'"
    yield "git log --format=%s"
    post.write_text(BAD.replace(*PUT_RIGHT), encoding="utf-8")
    yield "git add posts/new-year.md"
    yield "git commit -m 'Opening hours at New Year'"
    yield "git log --format=%s"


def recorded(folder: Path, env: Mapping[str, str]) -> str:
    """What a person sees: each command, what it prints, and how it ends where not well."""
    lines = []
    for command in steps(folder):
        done = subprocess.run(
            shlex.split(command),
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        lines.append(f"$ {command}\n{done.stdout}")
        if done.returncode:
            lines.append(f"(status {done.returncode})\n")
    text = steady("".join(lines))
    for pattern, instead in _VARYING:
        text = pattern.sub(instead, text)
    return text


def test_a_bad_commit_is_refused_with_a_caret_and_a_good_one_is_made(
    tmp_path: Path, env: Mapping[str, str]
) -> None:
    folder = repository(tmp_path / "agency", env)
    text = recorded(folder, env)
    if os.environ.get("POLICYCHECK_UPDATE_GOLDEN"):
        RECORD.write_text(text, encoding="utf-8")
    assert text == RECORD.read_text(encoding="utf-8")
    caret = (
        " 6 | The library is open as usual on New Year's Eve.\n   |                     ^^^^^^^^\n"
    )
    assert text.count(caret) == 1
    assert text.endswith("Opening hours at New Year\nBegin with our policy\n")
