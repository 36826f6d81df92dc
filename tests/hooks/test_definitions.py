"""The files that name the hooks: current, understood by pre-commit, and about the right files."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policycheck.policy.project import MappedFiles, Project
from policycheck.readers.endings import ENDINGS
from policycheck.tasks.hooks import HOOKS, HOOKS_FILE, hooks_text, local_hooks, posts_among

ROOT = Path(__file__).resolve().parents[2]

Listed = Mapping[str, Any]


def offered() -> list[Listed]:
    found: list[Listed] = yaml.safe_load((ROOT / HOOKS_FILE).read_text(encoding="utf-8"))
    return found


def listed(folder: str = "", *posts: str) -> dict[str, Listed]:
    (repo,) = yaml.safe_load("repos:\n" + local_hooks(folder, posts))["repos"]
    return {hook["id"]: hook for hook in repo["hooks"]}


def pre_commit(*args: str) -> None:
    subprocess.run([sys.executable, "-m", "pre_commit", *args], check=True, timeout=60)


def test_the_file_for_pre_commit_is_current() -> None:
    assert (ROOT / HOOKS_FILE).read_text(encoding="utf-8") == hooks_text()


def test_pre_commit_understands_the_file() -> None:
    pre_commit("validate-manifest", str(ROOT / HOOKS_FILE))


@pytest.mark.parametrize("folder", ["", "comms", "a b/it's (new)", "x+y.z"])
def test_pre_commit_understands_what_a_project_lists(folder: str, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("repos:\n" + local_hooks(folder, ["posts"]), encoding="utf-8")
    pre_commit("validate-config", str(config))


def test_a_project_lists_the_same_hooks_as_are_offered() -> None:
    for hook in offered():
        own = listed()[hook["id"]]
        same = ("name", "entry", "files", "pass_filenames")
        assert {key: own.get(key) for key in same} == {key: hook.get(key) for key in same}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("id_", ["policycheck-posts", "policycheck-project"])
def test_every_file_that_a_reader_reads_is_seen(id_: str, ending: str) -> None:
    hook = next(one for one in offered() if one["id"] == id_)
    assert re.search(hook["files"], f"posts/launch{ending}")
    assert re.search(hook["files"], f"posts/launch{ending.upper()}")
    assert not re.search(hook["files"], f"posts/launch{ending}.bak")
    assert not re.search(hook["files"], f"posts/launch{ending.removeprefix('.')}")


def test_the_policy_is_looked_at_when_yaml_changes() -> None:
    hook = next(one for one in offered() if one["id"] == "policycheck-policy")
    assert re.search(hook["files"], "policies/agency.yml")
    assert not re.search(hook["files"], "posts/launch.md")


def test_only_the_hook_for_posts_takes_files() -> None:
    assert [one["id"] for one in offered() if one.get("pass_filenames", True)] == [
        "policycheck-posts"
    ]
    assert [hook.id for hook in HOOKS if hook.takes_files] == ["policycheck-posts"]


@pytest.mark.parametrize("folder", ["comms", "a b/it's (new)", "x+y.z"])
def test_a_project_in_a_folder_has_hooks_for_that_folder(folder: str) -> None:
    hooks = listed(folder, "posts")
    for hook in hooks.values():
        assert hook["args"] == ["--project", folder]
        assert re.search(hook["files"], f"{folder}/policy.yaml")
        assert not re.search(hook["files"], "policy.yaml")
        assert not re.search(hook["files"], f"other/{folder}/policy.yaml")
    exclude = hooks["policycheck-project"]["exclude"]
    assert re.search(exclude, f"{folder}/posts/a.md")
    assert not re.search(exclude, f"{folder}/accounts.yaml")
    assert not re.search(exclude, "posts/a.md")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_a_folder_of_any_name_is_told_from_others(folder: str) -> None:
    files = listed(folder)["policycheck-policy"]["files"]
    assert re.search(files, f"{folder}/policy.yaml")
    assert not re.search(files, f"{folder}x/policy.yaml")
    assert not re.search(files, f"x{folder}/policy.yaml")


def test_of_a_commit_those_files_are_posts_that_the_project_names_so(tmp_path: Path) -> None:
    project = Project(
        root=tmp_path / "comms",
        records={"posts": ("posts/**/*.md",), "accounts": ("*.yaml",)},
        mappings=(
            MappedFiles(("plan/*.csv",), "post", {"text": "What"}, ""),
            MappedFiles(("plan/*.csv",), "account", {"id": "Where"}, ""),
            MappedFiles(("posts/list.md",), "account", {"id": "Where"}, ""),
        ),
    )
    posts = ("comms/posts/a.md", "comms/posts/b/c.md", "comms/plan/may.csv")
    others = ("README.md", "comms/README.md", "comms/a.yaml", "comms/posts/list.md", "posts/a.md")
    assert posts_among([*others, *posts], project, tmp_path) == posts


def test_without_a_project_every_file_of_a_commit_is_a_post(tmp_path: Path) -> None:
    assert posts_among(["a.md", "b.yaml"], None, tmp_path) == ("a.md", "b.yaml")


def test_the_page_about_the_hooks_names_them_all_and_the_endings() -> None:
    page = (ROOT / "docs" / "pre-commit.md").read_text(encoding="utf-8")
    for hook in HOOKS:
        assert f"| `{hook.id}` |" in page
        assert f"- id: {hook.id}\n" in page
    assert f"`{' '.join(ENDINGS)}`" in page
