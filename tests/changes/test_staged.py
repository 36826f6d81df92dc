"""--staged: what will be committed is judged, as it will be committed, policy and all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policycheck.reports import FORMATS
from tests.cli.running import environment

from .repository import POLICY, PROJECT, Repository
from .test_since import BAD, FILES, A, B


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    made = Repository.at(tmp_path / "repo")
    made.commit(FILES)
    return made


def test_the_index_is_read_and_not_the_work_tree(repo: Repository) -> None:
    repo.put({"posts/a.md": f"{BAD}, staged\n", "posts/b.md": "A calm word\n"})
    repo.git("add", "posts")
    repo.put({"posts/a.md": "Calm in the work tree\n", "posts/b.md": f"{BAD}, not staged\n"})
    (found,) = repo.report("--staged")["findings"]
    assert (found["rule"], found["record"]["id"]) == A
    assert found["location"]["line"] == 1
    assert repo.judged("--staged") == {"posts/a.md", "posts/b.md"}


def test_what_is_not_staged_is_not_there(repo: Repository) -> None:
    repo.put({"posts/b.md": f"{BAD}, again\n", "posts/new.md": f"{BAD}, new\n"})
    done = repo.check("--staged")
    assert done.status == 0
    assert "Checked no records (4 records left out, unchanged by what is staged)" in done.stdout


def test_a_file_that_was_removed_from_the_work_tree_alone_is_still_there(repo: Repository) -> None:
    repo.put({"posts/b.md": f"{BAD}, again\n"})
    repo.git("add", "-A")
    (repo.project / "posts/b.md").unlink()
    assert repo.found("--staged") == {B}


def test_the_policy_is_the_staged_one(repo: Repository) -> None:
    repo.put({"policies/agency.yaml": POLICY.replace("[act now]", "[pool]")})
    repo.git("add", "-A")
    repo.put({"policies/agency.yaml": POLICY})
    report = repo.report("--staged")
    assert {one["message"] for one in report["findings"]} >= {"“pool” is not to be used"}
    assert "every record is judged: the policy changed (policies/agency.yaml)" in report["notes"]


def test_the_project_file_is_the_staged_one(repo: Repository) -> None:
    repo.put({"policycheck.yaml": PROJECT.replace("posts/**/*.md", "posts/a.md")})
    repo.git("add", "-A")
    repo.put({"policycheck.yaml": PROJECT})
    assert A in repo.found("--staged")
    assert B not in repo.found("--staged")


@pytest.mark.parametrize("name", ["two words.md", "línea.md", "a\nb.md", "-x.md"])
def test_names_may_hold_anything(repo: Repository, name: str) -> None:
    repo.put({f"posts/{name}": f"{BAD}!\n"})
    repo.git("add", "-A")
    assert repo.found("--staged") == {("TXT-001", f"posts/{name}")}


def test_deleting_an_account_judges_what_referred_to_it(repo: Repository) -> None:
    repo.put({"accounts.yaml": "- {id: y, handle: ay}\n"})
    repo.git("add", "-A")
    repo.put({"accounts.yaml": FILES["accounts.yaml"]})
    assert ("policycheck:unresolved-reference", "posts/a.md") in repo.found("--staged")


@pytest.mark.parametrize("inside", [".", "posts"])
def test_a_project_may_be_a_folder_of_the_repository(tmp_path: Path, inside: str) -> None:
    repo = Repository.at(tmp_path / "my repo", "sites/ägency")
    repo.commit(FILES)
    repo.put({"posts/b.md": f"{BAD}, b\n"})
    repo.git("add", "-A")
    here = Repository(repo.folder, repo.project / inside)
    report = here.report("--staged")
    assert [one["location"]["path"] for one in report["findings"]] == ["posts/b.md"]


def test_paths_are_those_of_the_folder_that_we_are_in(repo: Repository) -> None:
    repo.put({"posts/a.md": f"{BAD}, a\n", "posts/b.md": f"{BAD}, b\n"})
    repo.git("add", "-A")
    assert repo.found("posts/b.md", "--staged") == {B}
    assert repo.found(str(repo.project / "posts/b.md"), "--staged") == {B}
    done = repo.check("posts/new.md", "--staged")
    assert done.status == 2
    assert "posts/new.md:1:1: there is no such file or folder" in done.stderr


def test_no_path_leads_to_where_it_was_laid_out(tmp_path: Path) -> None:
    repo = Repository.at(tmp_path / "repo", "site")
    files = FILES | {"policycheck.yaml": PROJECT.replace("policies/", "../policies/")}
    repo.commit({name: text for name, text in files.items() if not name.startswith("policies")})
    (repo.folder / "policies").mkdir()
    (repo.folder / "policies" / "agency.yaml").write_text(POLICY + "  - broken\n")
    repo.put({"posts/b.md": f"{BAD}, b\n"})
    repo.git("add", "-A")
    for format_ in ("full", "json", "sarif", "gitlab", "csv"):
        done = repo.check("--staged", "--format", format_)
        assert "policycheck-staged" not in done.stdout + done.stderr
        assert "policies/agency.yaml" in done.stdout + done.stderr


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_a_record_outside_of_the_project_goes_by_where_it_is(tmp_path: Path, format_: str) -> None:
    repo = Repository.at(tmp_path / "repo", "site")
    project = PROJECT.replace("[posts/**/*.md,", "[posts/**/*.md, ../shared/*.md,")
    repo.put(FILES | {"policycheck.yaml": project, "../shared/post.md": f"{BAD}, elsewhere\n"})
    repo.git("add", "-A")
    for command in ("check", "audit"):
        done = repo.check("--staged", "--format", format_, command=command)
        assert "policycheck-staged" not in done.stdout + done.stderr
        assert command == "audit" or "shared/post.md" in done.stdout


def test_the_first_commit_is_all_new(tmp_path: Path) -> None:
    repo = Repository.at(tmp_path)
    repo.put(FILES)
    repo.git("add", "-A")
    assert repo.found("--staged") >= {A, B}


def test_a_file_that_is_left_out_of_a_sparse_checkout_is_still_there(repo: Repository) -> None:
    repo.put({"posts/b.md": f"{BAD}, again\n"})
    repo.git("add", "-A")
    repo.git("update-index", "--skip-worktree", "posts/b.md", "accounts.yaml")
    (repo.project / "accounts.yaml").unlink()
    assert repo.found("--staged") == {B}


def test_pictures_are_not_laid_out_and_posts_that_name_them_still_are_judged(
    repo: Repository,
) -> None:
    post = "---\nmedia: [{file: pool.jpg, alt: a pool}]\n---\nAct now, swim\n"
    repo.commit({"posts/pool.md": post, "posts/pool.jpg": "one"})
    repo.put({"posts/pool.jpg": "two"})
    repo.git("add", "-A")
    assert repo.found("--staged") == {("TXT-001", "posts/pool.md")}


def test_nothing_in_the_repository_changes(repo: Repository) -> None:
    repo.put({"posts/b.md": f"{BAD}, again\n"})
    repo.git("add", "-A")
    before = (repo.folder / ".git/index").read_bytes(), repo.git("status", "--porcelain")
    repo.check("--staged")
    repo.check("--since", "HEAD")
    assert ((repo.folder / ".git/index").read_bytes(), repo.git("status", "--porcelain")) == before


def test_as_a_hook_it_judges_the_commit_that_is_being_made(repo: Repository) -> None:
    """A partial commit has an index of its own, which git names in the environment of the hook."""
    hook = repo.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    python = f'PYTHONPATH="{environment()["PYTHONPATH"]}" "{sys.executable}"'
    hook.write_text(
        f"#!/bin/sh\nexec env {python} -m policycheck check --staged --format concise\n"
    )
    hook.chmod(0o755)
    repo.put({"posts/a.md": "Calm now\n", "posts/b.md": f"{BAD}, again\n"})
    repo.git("add", "-A")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}

    def commit(*paths: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", "commit", "-q", "-m", "x", "--", *paths],
            cwd=repo.folder,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )

    calm = commit("posts/a.md")
    assert calm.returncode == 0, calm.stdout + calm.stderr
    loud = commit("posts/b.md")
    assert loud.returncode == 1
    assert "posts/b.md:1:1: error[TXT-001]" in loud.stdout + loud.stderr


def test_a_conflict_is_refused_with_what_git_says(repo: Repository) -> None:
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit({"posts/a.md": "one\n"})
    repo.git("checkout", "-q", "main")
    repo.commit({"posts/a.md": "two\n"})
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "topic")
    done = repo.check("--staged")
    assert done.status == 2
    assert "posts/a.md" in done.stderr


def test_a_baseline_is_not_written_of_what_is_staged(repo: Repository) -> None:
    done = repo.check("--staged", "--write-baseline", "known.json")
    assert done.status == 2
    assert not (repo.project / "known.json").exists()
