"""pre-commit itself builds the hooks from this source, and runs them on a repository."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from .scratch import environment, git, registry_is_reached, repository, source_repository

pytestmark = pytest.mark.packaging

#: More posts than fit on one command line: pre-commit cuts at 131,072 characters.
MANY = 2_000
LONG = "-".join(["opening-hours-of-all-our-libraries"] * 3)

PROJECT = """\
policy: policy.yaml
records:
  posts: [posts/**/*.md]
  accounts: [accounts.yaml]
"""
POLICY = """\
policycheck: 1
id: agency
title: An agency
rules:
  - id: OWN-001
    title: A post says when
    applies_to: post
    check: {kind: forbidden-text, phrases: [as usual]}
    severity: error
    examples:
      - fail: {text: Open as usual.}
      - pass: {text: Open at nine.}
"""
GOOD, BAD = "We are open from 9 to 12.\n", "We are open as usual.\n"


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    if not registry_is_reached(tmp_path_factory.mktemp("registry")):
        pytest.skip("the package registry cannot be reached, so that no hook can be built")
    return environment(tmp_path_factory.mktemp("pre-commit"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, env: Mapping[str, str]) -> Path:
    return source_repository(tmp_path_factory.mktemp("source") / "policycheck", env)


@pytest.fixture
def scratch(tmp_path: Path, env: Mapping[str, str]) -> Path:
    folder = repository(tmp_path / "agency", env)
    (folder / "policycheck.yaml").write_text(PROJECT)
    (folder / "policy.yaml").write_text(POLICY)
    (folder / "accounts.yaml").write_text("epa-x: {platform: x}\n")
    (folder / "README.md").write_text(BAD)
    for number in range(MANY):
        post = folder / "posts" / f"{number // 100:02}" / f"{number:04}-{LONG}.md"
        post.parent.mkdir(parents=True, exist_ok=True)
        post.write_text(GOOD)
    return folder


def try_repo(
    source: Path, folder: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    git(folder, "add", "--all", env=env)
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(source), "--color", "never"],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def test_a_commit_with_a_bad_post_among_thousands_is_refused(
    source: Path, scratch: Path, env: Mapping[str, str]
) -> None:
    names = sum(len(str(file.relative_to(scratch))) for file in scratch.rglob("*.md"))
    assert names > 131_072
    (scratch / "posts" / "99-last.md").write_text(BAD)
    done = try_repo(source, scratch, env)
    assert done.returncode == 1, done.stderr
    assert "  --> posts/99-last.md:1:13\n" in done.stdout
    assert " 1 | We are open as usual.\n   |             ^^^^^^^^\n" in done.stdout
    of_posts, of_project = done.stdout.split("hook id: policycheck-project")
    chunks = [int(count.replace(",", "")) for count in re.findall(r"Checked (\S+) post", of_posts)]
    assert len(chunks) > 1, "all of them would fit one command line"
    assert sum(chunks) == MANY + 1, "every post is checked once, and no README"
    assert f"1 account, {MANY + 1:,} posts" in of_project
    assert "policy itself" in of_posts


def test_a_commit_with_good_posts_passes(
    source: Path, scratch: Path, env: Mapping[str, str]
) -> None:
    done = try_repo(source, scratch, env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 3
