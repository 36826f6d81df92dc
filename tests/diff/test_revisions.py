"""Policies as they were in a revision of git: read whole, and nothing of the repository touched."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from policycheck.errors import InputError
from policycheck.model.policy_diff import PolicyDiff
from policycheck.policy.load import load_policy
from policycheck.tasks.diff import DiffRequest, diff
from policycheck.tasks.revisions import Revision, revision_named, written_out
from tests.cli.running import run
from tests.diff.made import verdicts, written
from tests.engine.made import rule

ABOVE = "policycheck: 1\nid: above\ntitle: Above\nrules:\n"
LENGTH = rule("{{kind: text-length, max: {}}}", id_="LEN")
SLANG = rule("{kind: forbidden-text, phrases: $slang}", id_="WRD")
AGENCY = "policycheck: 1\nid: agency\ntitle: Agency\nextends: [../above.yaml]\nrules:\n" + SLANG
LEXICON = "lexicon: slang\nentries: [{}]\n"


def git(folder: Path, *words: str) -> str:
    given = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "POLICY"))
    }
    who = {
        f"GIT_{one}_{what}": "t@example.gov"
        for one in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *words], cwd=folder, env={**given, **who, **alone}, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


def commit(folder: Path, files: dict[str, str], tag: str) -> None:
    written(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", tag)
    git(folder, "tag", tag)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two revisions of an agency's policy, in a folder `rules`."""
    folder = tmp_path_factory.mktemp("repository") / "räume und mehr"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    first = {
        "rules/above.yaml": ABOVE + LENGTH.format(9),
        "rules/agency/policy.yaml": AGENCY,
        "rules/agency/lexicons/slang.yaml": LEXICON.format("lol"),
        "rules/empty/notes.txt": "nothing",
        "rules/latin.yaml": "title: x\n",
    }
    commit(folder, first, "v1")
    second = {
        "rules/above.yaml": ABOVE + LENGTH.format(12),
        "rules/agency/lexicons/slang.yaml": LEXICON.format("lol, rofl"),
    }
    commit(folder, second, "v2")
    return folder


def asked(base: Path, old: str, new: str) -> PolicyDiff:
    return diff(DiffRequest(old, new, base))


def said(found: PolicyDiff) -> dict[str, str]:
    assert found.errors == ()
    return {one.id: str(one.verdict) for one in found.rules}


BOTH = {"LEN": "looser", "WRD": "tighter"}


def test_a_revision_has_its_own_levels_and_lexicons(repository: Path) -> None:
    found = asked(repository, "v1:rules/agency/policy.yaml", "v2:rules/agency/policy.yaml")
    assert said(found) == BOTH
    length, words = sorted(found.rules, key=lambda one: one.id)
    assert verdicts(length.changes) == {"check.max": "looser"}
    (change,) = length.changes
    assert change.old
    assert change.new
    assert (change.old.path, change.new.path) == ("v1:rules/above.yaml", "v2:rules/above.yaml")
    (added,) = words.changes[0].added
    assert added.path == "v2:rules/agency/lexicons/slang.yaml"


@pytest.mark.parametrize(
    ("below", "old", "new"),
    [
        (".", "v1:rules/agency/policy.yaml", "rules/agency/policy.yaml"),
        ("rules/agency", "v1:rules/agency/policy.yaml", "policy.yaml"),
        ("rules/agency", "v1:./policy.yaml", "policy.yaml"),
        ("rules/empty", "v1:../agency/policy.yaml", "../agency/policy.yaml"),
        ("rules", "main~1:rules/agency/policy.yaml", "HEAD:./agency/policy.yaml"),
        ("..", "v1:{top}/rules/agency/policy.yaml", "{top}/rules/agency/policy.yaml"),
    ],
)
def test_a_path_is_from_the_top_or_from_here(
    repository: Path, below: str, old: str, new: str
) -> None:
    top = repository.as_posix()
    assert said(asked(repository / below, old.format(top=top), new.format(top=top))) == BOTH


@pytest.mark.parametrize(
    ("named", "message", "help_"),
    [
        ("v9:rules/above.yaml", "there is no revision v9", "git log"),
        (":rules/above.yaml", "no revision stands before the colon", "HEAD~1:"),
        ("--all:rules/above.yaml", "there is no revision --all", "git log"),
        ("v1:rules/none.yaml", "the revision v1 has no such path", "git ls-tree"),
        ("v1:above.yaml", "the revision v1 has no such path", "write v1:rules/above.yaml"),
        ("v1:./../../x.yaml", "the path leads out of the repository", "within the repository"),
        ("v1:rules/empty", "is a folder without pack.yaml", "name a policy file"),
    ],
)
def test_what_a_revision_has_not_is_a_problem_with_its_place(
    repository: Path, named: str, message: str, help_: str
) -> None:
    found = asked(repository / "rules", named, "above.yaml")
    (problem,) = found.errors
    assert (problem.path, problem.line, problem.column) == (named, 1, 1)
    assert problem.message == message
    assert help_ in problem.help
    assert found.rules == ()


def test_a_folder_in_no_repository_is_said_to_be_in_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (problem,) = asked(tmp_path, "HEAD:policy.yaml", "core").errors
    assert problem.message == f"{tmp_path.as_posix()} is in no git repository"


def test_without_git_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (problem,) = asked(tmp_path, "HEAD:policy.yaml", "core").errors
    assert "git is not installed" in problem.message


def test_what_is_wrong_in_a_revision_stands_there(repository: Path) -> None:
    found = asked(repository, "v1:rules/latin.yaml", "rules/agency/policy.yaml")
    assert {problem.path for problem in found.errors} == {"v1:rules/latin.yaml"}


def test_nothing_of_the_repository_changes_and_nothing_is_left(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")
    asked(repository, "v1:rules/agency/policy.yaml", "v1:rules/none.yaml")
    after = git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")
    assert before == after
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are those of POSIX")
def test_what_is_written_out_is_for_its_owner_alone(repository: Path) -> None:
    revision = revision_named("v1:rules/above.yaml", repository)
    assert revision
    with written_out(revision, repository) as files:
        assert files.folder.stat().st_mode & 0o777 == 0o700
        assert not (files.folder / "rules/empty/notes.txt").exists()
    assert not files.folder.exists()


def test_a_link_leads_only_within_the_revision(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(ABOVE + rule("{kind: count, of: links, max: 1}", id_="OUT"))
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    written(folder, {"above.yaml": ABOVE + LENGTH.format(9)})
    (folder / "inner.yaml").symlink_to("above.yaml")
    (folder / "outer.yaml").symlink_to(outside)
    written(folder, {"up.yaml": f"policycheck: 1\nid: u\ntitle: U\nextends: [{outside}]\n"})
    commit(folder, {}, "v1")
    assert said(asked(folder, "v1:inner.yaml", "above.yaml")) == {}
    (problem,) = asked(folder, "v1:outer.yaml", "above.yaml").errors
    assert "no policy file" in problem.message
    (problem,) = asked(folder, "v1:up.yaml", "above.yaml").errors
    assert problem.path == "v1:up.yaml"
    assert "no policy file" in problem.message


def test_a_revision_is_read_with_the_project_that_it_had(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    check = "{kind: field, path: ticket, is: {filled: true}}"
    body = "policycheck: 1\nid: p\ntitle: P\nrules:\n" + rule(check)
    site = "policy: p.yaml\nfields: {{post.ticket: {}}}\n"
    commit(tmp_path, {"p.yaml": body, "policycheck.yaml": site.format("string")}, "v1")
    commit(tmp_path, {"policycheck.yaml": site.format("number")}, "v2")
    (problem,) = asked(tmp_path, "v1:p.yaml", "v2:p.yaml").errors
    assert "the field post.ticket has another type in each version" in problem.message
    commit(tmp_path, {"policycheck.yaml": site.format("nonsense")}, "v3")
    found = asked(tmp_path, "v1:p.yaml", "v3:p.yaml").errors
    assert {one.path for one in found} == {"v3:policycheck.yaml", "v3:p.yaml"}


def test_a_repository_that_a_hook_names_is_not_asked(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))
    found = asked(repository, "v1:rules/agency/policy.yaml", "v2:rules/agency/policy.yaml")
    assert said(found) == BOTH


def test_a_file_too_large_for_a_policy_is_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policycheck.tasks.revisions._LARGEST", 50)
    monkeypatch.setattr("policycheck.policy.rule_file._LARGEST", 50)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, {"p.yaml": ABOVE + LENGTH.format(9)}, "v1")
    found = asked(tmp_path, "v1:p.yaml", "v1:p.yaml").errors
    assert {one.path for one in found} == {"v1:p.yaml"}
    assert found[0].message.startswith("is too large for a policy: ")


NAMES = [
    ("HEAD:p.yaml", Revision("HEAD", "p.yaml")),
    ("HEAD^{/fix: it}:p.yaml", Revision("HEAD^{/fix: it}", "p.yaml")),
    ("HEAD@{2 days ago}:a:b.yaml", Revision("HEAD@{2 days ago}", "a:b.yaml")),
    ("p.yaml", None),
    ("core", None),
]


@pytest.mark.parametrize(("named", "revision"), NAMES)
def test_a_colon_stands_between_a_revision_and_its_path(
    tmp_path: Path, named: str, revision: Revision | None
) -> None:
    assert revision_named(named, tmp_path) == revision


@pytest.mark.skipif(sys.platform == "win32", reason="no file there has a colon in its name")
def test_a_file_with_a_colon_in_its_name_is_that_file(tmp_path: Path) -> None:
    written(tmp_path, {"HEAD:p.yaml": "x"})
    assert revision_named("HEAD:p.yaml", tmp_path) is None


def test_a_policy_of_a_revision_reads_nothing_beside_it(tmp_path: Path) -> None:
    written(tmp_path, {"in/p.yaml": "policycheck: 1\nid: p\ntitle: P\nextends: [../a.yaml]\n"})
    written(tmp_path, {"a.yaml": ABOVE + LENGTH.format(9)})
    assert load_policy("./p.yaml", tmp_path / "in").problems.found == []
    (problem,) = load_policy("./p.yaml", tmp_path / "in", "v1:").problems.found
    assert problem.path == "v1:p.yaml"


def test_the_program_ends_with_2_where_there_is_no_such_revision(repository: Path) -> None:
    done = run(repository, "diff", "v9:rules/above.yaml", "rules/above.yaml", "--fail-on", "any")
    assert done.status == 2
    assert done.stderr.startswith("v9:rules/above.yaml:1:1: there is no revision v9\n")
    assert done.stdout.endswith("no rules could be compared\n")


def test_a_problem_carries_its_place_out(repository: Path) -> None:
    revision = Revision("v1", "none.yaml")
    with pytest.raises(InputError, match=r"v1:none\.yaml:1:1"), written_out(revision, repository):
        pass
