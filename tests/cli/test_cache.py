"""Compiled policies as a person meets them: nothing to see, nothing to do, and a way without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policycheck.cli.cache_folder import cache_folder

from .running import environment, spawn, steady

ASKED = ("check", "draft.md", "--policy", "core")


def draft(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "draft.md").write_text("CLICK HERE FOR MORE NEWS TODAY! #rain\n")
    return folder


def test_processes_that_begin_at_once_all_say_the_same(tmp_path: Path) -> None:
    folder, cache = draft(tmp_path / "p"), tmp_path / "cache"
    command = [sys.executable, "-m", "policycheck", *ASKED]
    env = environment(POLICYCHECK_CACHE_DIR=str(cache))
    started = [
        subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE) for _ in range(3)
    ]
    said = {steady(one.communicate()[0].decode()) for one in started}
    assert len(said) == 1
    assert [one.suffix for one in (cache / "policies").iterdir()] == [".policy"]
    assert steady(spawn(folder, *ASKED, POLICYCHECK_CACHE_DIR=str(cache)).stdout) in said


def test_no_cache_keeps_nothing_and_says_the_same(tmp_path: Path) -> None:
    folder, cache = draft(tmp_path / "p"), tmp_path / "cache"
    kept = [spawn(folder, *ASKED, POLICYCHECK_CACHE_DIR=str(cache)) for _ in range(2)]
    other = tmp_path / "other"
    without = spawn(folder, *ASKED, "--no-cache", POLICYCHECK_CACHE_DIR=str(other))
    assert not other.exists()
    assert {steady(one.stdout) for one in kept} == {steady(without.stdout)}
    assert without.stdout


def test_without_a_home_it_works(tmp_path: Path) -> None:
    folder = draft(tmp_path / "p")
    done = spawn(folder, *ASKED, POLICYCHECK_CACHE_DIR="", HOME="", XDG_CACHE_HOME="")
    assert done.stdout
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize(
    ("system", "environment_", "folder"),
    [
        ("linux", {}, None),
        ("linux", {"HOME": ""}, None),
        ("linux", {"HOME": "/home/a"}, "/home/a/.cache/policycheck/policies"),
        ("linux", {"HOME": "/a", "XDG_CACHE_HOME": "/c"}, "/c/policycheck/policies"),
        ("linux", {"HOME": "/a", "XDG_CACHE_HOME": "c"}, "/a/.cache/policycheck/policies"),
        ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Caches/policycheck/policies"),
        ("win32", {"HOME": "/a"}, None),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/policycheck/policies"),
        ("linux", {"HOME": "/a", "POLICYCHECK_CACHE_DIR": "/mine"}, "/mine/policies"),
    ],
)
def test_the_folder_is_where_the_system_has_caches(
    system: str,
    environment_: dict[str, str],
    folder: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert cache_folder(environment_) == (Path(folder) if folder else None)
