"""Repositories to try things in: made, filled and thrown away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["ROOT", "environment", "git", "registry_is_reached", "repository", "source_repository"]

ROOT = Path(__file__).resolve().parents[2]

#: What the program is built from.
_SOURCE = ("policycheck", "rules", "schemas")
_FILES = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
_NOT_OURS = ("GIT_", "PRE_COMMIT", "PYTHON", "SKIP")


def environment(home: Path, **more: str) -> Mapping[str, str]:
    """The environment of this process without what would reach into git and Python there."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_OURS)}
    names = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Kit"), ("EMAIL", "kit@agency.example"))
    }
    return {
        **kept,
        **names,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(home),
        **more,
    }


def git(folder: Path, *args: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run git; a status other than 0 is for the caller to judge."""
    return subprocess.run(
        ["git", *args],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def repository(folder: Path, env: Mapping[str, str]) -> Path:
    """A new repository in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    assert git(folder, "init", "--quiet", "--initial-branch=main", env=env).returncode == 0
    return folder


def source_repository(folder: Path, env: Mapping[str, str]) -> Path:
    """This source tree as the one commit of a repository, as pre-commit wants to have it."""
    repository(folder, env)
    for name in _SOURCE:
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_data")
        )
    for name in _FILES:
        shutil.copy(ROOT / name, folder / name)
    git(folder, "add", "--all", env=env)
    assert git(folder, "commit", "--quiet", "-m", "All of it", env=env).returncode == 0
    return folder


def registry_is_reached(folder: Path) -> bool:
    """Whether pip can get what building the program takes."""
    download = ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), "hatchling"]
    done = subprocess.run(
        [sys.executable, *download], capture_output=True, check=False, timeout=120
    )
    return done.returncode == 0
