"""From an empty repository to a commit that is refused, fixed and accepted, as recorded.

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

DRAFT = """\
---
account: example-account
lang: en
status: draft
---
On New Year's Eve we are open from 9 to 12. Write to us by e-mail until then.
"""
#: What `policycheck new rule` writes, and the words that somebody puts in their place.
OWN_WORDS = {
    "The text uses a word or phrase for which the policy names a better one": "We write email",
    "{utilize: use}": "{e-mail: email}",
    "Utilize the north entrance.": "Write to us by e-mail.",
    "found: Utilize": "found: e-mail",
    "He utilizes the north entrance.": "Write us an email.",
}

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
    """The commands; between them a person writes a rule and a post."""
    yield "policycheck init --yes --name 'Example Library'"
    yield "pre-commit install"
    yield "policycheck new rule OWN-002 --kind preferred-text --severity error"
    policy = folder / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    for word, own in OWN_WORDS.items():
        assert text.count(word) == 1
        text = text.replace(word, own)
    policy.write_text(text, encoding="utf-8")
    yield "git add --all"
    yield "git commit --quiet -m 'Begin with our policy'"
    (folder / "posts" / "new-year.md").write_text(DRAFT, encoding="utf-8")
    yield "git add posts/new-year.md"
    yield "git commit -m 'Opening hours at New Year'"
    yield "git log --format=%s"
    yield "policycheck check posts/new-year.md --fix"
    yield "git diff --unified=0 --word-diff"
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


def test_a_bad_commit_is_refused_with_a_caret_and_once_fixed_it_is_made(
    tmp_path: Path, env: Mapping[str, str]
) -> None:
    folder = repository(tmp_path / "agency", env)
    text = recorded(folder, env)
    if os.environ.get("POLICYCHECK_UPDATE_GOLDEN"):
        RECORD.write_text(text, encoding="utf-8")
    assert text == RECORD.read_text(encoding="utf-8")
    line = " 6 | On New Year's Eve we are open from 9 to 12. Write to us by e-mail until then.\n"
    caret = "   | ".ljust(line.index("e-mail")) + "^" * len("e-mail") + "\n"
    assert text.count(line + caret) == 1
    assert "fixed 1 in 1 file" in text
    assert text.endswith("Opening hours at New Year\nBegin with our policy\n")
