"""The steps of jobs, run as a service would run them: in bash, with what it sets."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.cli.running import ROOT

__all__ = ["Job", "Ran", "loaded", "program"]

_EXPRESSION = re.compile(r"\$\{\{ *([^}]*?) *\}\}")


def loaded(text: str) -> Any:
    """A file in YAML; `on` is read as true there, which does not matter to us."""
    return yaml.safe_load(text)


def program(folder: Path) -> Path:
    """This source tree as a program called policycheck, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "policycheck"
    python = shlex.quote(sys.executable)
    paths = shlex.quote(str(ROOT))
    file.write_text(f'#!/bin/sh\nPYTHONPATH={paths} exec {python} -m policycheck "$@"\n')
    file.chmod(0o755)
    return file


@dataclass(frozen=True)
class Ran:
    """How a step ended, what it printed, the summary and the outputs that it wrote."""

    status: int
    stdout: str
    stderr: str
    summary: str
    outputs: Mapping[str, str]


@dataclass
class Job:
    """A job on GitHub: a workspace, a place for its own files, and what expressions stand for."""

    workspace: Path
    temp: Path
    values: dict[str, str] = field(default_factory=dict)
    path: Path | None = None

    def run(self, step: Mapping[str, Any], folder: str = ".") -> Ran:
        """Run one step of a workflow or an action."""
        script = step["run"]
        assert not _EXPRESSION.search(script), "what comes from outside comes by env"
        for name in ("summary", "output"):
            (self.temp / name).write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.workspace / folder,
            env=self._environment(step.get("env", {})),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=600,
        )
        outputs = (self.temp / "output").read_text(encoding="utf-8").splitlines()
        return Ran(
            done.returncode,
            done.stdout,
            done.stderr,
            (self.temp / "summary").read_text(encoding="utf-8"),
            dict(line.split("=", 1) for line in outputs),
        )

    def _environment(self, declared: Mapping[str, str]) -> dict[str, str]:
        path = os.environ["PATH"]
        kept = ("HOME", "LANG", "SSL_CERT_FILE", "TMPDIR")
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            **pip,
            "PATH": f"{self.path}{os.pathsep}{path}" if self.path else path,
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "RUNNER_TEMP": str(self.temp),
            **{name: self._filled(value) for name, value in declared.items()},
        }

    def _filled(self, value: str) -> str:
        return _EXPRESSION.sub(lambda found: self.values[found[1]], value)
