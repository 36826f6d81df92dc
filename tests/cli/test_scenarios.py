"""Runs every *.scenario file: files, then commands with what they print and how they end.

What this shows, in a sentence.
=== draft.md
the content of a file
=== $ policycheck check draft.md < draft.md
what standard output must be
=== stderr
what standard error must be (nothing, where this part is left out)
=== stderr has
a part of standard error, where the rest is not ours to word
=== status 1
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from .running import run, steady

SCENARIOS = sorted(Path(__file__).parent.glob("*.scenario"))

_PART = re.compile(r"^=== (.+)\n", re.MULTILINE)


@dataclass
class Step:
    command: str
    stdout: str
    stderr: str | None = ""
    has: str = ""
    status: int = 0


def parse(text: str) -> tuple[dict[str, str], list[Step]]:
    _, *parts = _PART.split(text)
    files: dict[str, str] = {}
    steps: list[Step] = []
    for head, body in zip(parts[::2], parts[1::2], strict=True):
        if head.startswith("$ "):
            steps.append(Step(head[2:], body))
        elif head == "stderr":
            steps[-1].stderr = body
        elif head == "stderr has":
            steps[-1].stderr, steps[-1].has = None, body.strip("\n")
        elif head.startswith("status "):
            assert not body.strip(), f"nothing stands below a status: {body}"
            steps[-1].status = int(head.removeprefix("status "))
        else:
            files[head] = body
    return files, steps


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda file: file.stem)
def test_scenario(scenario: Path, tmp_path: Path) -> None:
    files, steps = parse(scenario.read_text(encoding="utf-8"))
    assert steps, "a scenario has a command"
    for name, content in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    for step in steps:
        command, _, source = step.command.partition(" < ")
        program, *args = shlex.split(command)
        assert program == "policycheck"
        stdin = (tmp_path / source).read_bytes() if source else b""
        done = run(tmp_path, *args, stdin=stdin)
        expected = (step.stdout.strip("\n"), step.status)
        assert (steady(done.stdout).strip("\n"), done.status) == expected, f"$ {step.command}"
        errors = steady(done.stderr).strip("\n")
        if step.stderr is None:
            assert step.has in errors, f"$ {step.command}\n{errors}"
        else:
            assert errors == step.stderr.strip("\n"), f"$ {step.command}"


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) >= 8
