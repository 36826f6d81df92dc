"""What has changed since a revision, or is staged for the next commit, as git tells it.

Git is asked as a program, never through a shell; names of files are separated by NUL, so that they
may hold anything. Repositories within the repository are left alone.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from policycheck.errors import UsageError
from policycheck.readers.files import shown

__all__ = ["Changes", "Git", "changes_since", "changes_staged"]

#: No question takes as long; a disk that does not answer must not hang a hook.
_SECONDS = 120
_DIFF = (
    *("diff", "--name-status", "-z", "-M", "--no-relative", "--no-ext-diff"),
    *("--no-textconv", "--ignore-submodules=all"),
)
#: A hook names these from the folder that it runs in; we ask from the folder of the project.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
_SHALLOW = (
    "this clone is shallow: fetch more of its history (git fetch --unshallow; in a workflow of "
    "GitHub, actions/checkout with fetch-depth: 0; in GitLab, GIT_DEPTH: 0)"
)


@dataclass(frozen=True, slots=True)
class Git:
    """The repository that a folder lies in, asked from there."""

    folder: Path

    def ask(self, *words: str, given: bytes | None = None) -> bytes:
        """What git answers. Raises UsageError with what it says where it refuses."""
        done = self._run(words, given)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise UsageError(f"git {words[0]}: {said or 'failed without a word'}")
        return done.stdout

    def top(self) -> Path:
        """The root of the repository. Raises UsageError where the folder lies in none."""
        done = self._run(("rev-parse", "--show-cdup"))
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise UsageError(f"{self.folder.as_posix()} is in no git repository: {said}")
        up = os.fsdecode(done.stdout).rstrip("\n")
        return Path(os.path.abspath(self.folder / up))  # noqa: PTH100 - a link keeps its name

    def commit(self, revision: str) -> str | None:
        """The full name of the commit that a revision means, None where there is none."""
        named = f"{revision}^{{commit}}"
        done = self._run(("rev-parse", "--verify", "--quiet", "--end-of-options", named))
        return done.stdout.decode("ascii").strip() if done.returncode == 0 else None

    def merge_base(self, one: str, other: str) -> str | None:
        """The last commit that two have in common, None where they have none."""
        done = self._run(("merge-base", one, other))
        return done.stdout.decode("ascii").split("\n")[0] if done.returncode == 0 else None

    @property
    def is_shallow(self) -> bool:
        return self.ask("rev-parse", "--is-shallow-repository").strip() == b"true"

    def files_of(self, commit: str) -> set[str]:
        """The paths of all files of a commit, from the root."""
        listed = self.ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
        return {os.fsdecode(name) for name in listed.split(b"\0") if name}

    def untracked(self) -> list[str]:
        """The files here that git neither follows nor is told to ignore."""
        listed = self.ask("ls-files", "--others", "--exclude-standard", "-z")
        return [os.fsdecode(name) for name in listed.split(b"\0") if name]

    def content(self, commit: str, path: str) -> bytes | None:
        """What a file of a commit holds, as it would be checked out."""
        done = self._run(("cat-file", "--filters", f"{commit}:{path}"))
        return done.stdout if done.returncode == 0 else None

    def _run(
        self, words: Sequence[str], given: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        command = ["git", "-c", "core.fsmonitor=false", *words]
        try:
            return subprocess.run(  # noqa: S603 - no shell, and words that are ours
                command,
                cwd=self.folder,
                env=_environment(),
                input=given if given is not None else b"",
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
        except FileNotFoundError:
            raise UsageError("git is not installed, or not on the PATH") from None
        except subprocess.TimeoutExpired:
            raise UsageError(f"git {words[0]} did not answer in {_SECONDS} s") from None


def _environment() -> Mapping[str, str]:
    """The environment of this process; what a hook sets is made absolute."""
    more = {name: str(Path(os.environ[name]).absolute()) for name in _OF_HOOKS & os.environ.keys()}
    quiet = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    return {**os.environ, **more, **quiet, "GIT_LFS_SKIP_SMUDGE": "1"}


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from a commit. All paths are as a report shows them.

    `known` are the files of the commit, each with its path from the root of the repository. A file
    that is not among them is new, whether git follows it or not. `renamed` leads from new to old.
    """

    words: str
    git: Git
    commit: str | None
    touched: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)

    def is_changed(self, path: str) -> bool:
        """Whether a file is new, or differs from what it was."""
        return path in self.touched or path not in self.known

    def before(self, path: str) -> bytes | None:
        """What a file held, under its old name where it had another; None where it is new."""
        named = self.known.get(self.renamed.get(path, path))
        return self.git.content(self.commit, named) if named and self.commit else None


def changes_since(revision: str, root: Path) -> Changes:
    """What has changed in the work tree since it left a revision; `root` is that of the project.

    Where a branch has gone on since, what changed there does not count: the two are compared from
    where they parted. Raises UsageError where there is no repository or no such revision.
    """
    git = Git(root)
    top = git.top()
    commit = git.commit(revision)
    if commit is None:
        why = _SHALLOW if git.is_shallow else "name a branch, a tag or a commit of this repository"
        raise UsageError(f"--since: there is no revision {revision} here; {why}")
    head = git.commit("HEAD")
    base = git.merge_base(commit, head) if head else None
    if base is None and git.is_shallow:
        raise UsageError(
            f"--since: where {revision} and this branch parted is not here; {_SHALLOW}"
        )
    found = base or commit
    words = f"unchanged since {revision} ({found[:7]})"
    changes = _changes(words, git, found, [*_DIFF, found], (top, root))
    new = (shown(top / path, root) for path in Git(top).untracked())
    return replace(changes, touched=changes.touched.union(new))


def changes_staged(folder: Path, top: Path, root: Path) -> Changes:
    """What is staged in the repository of a folder, against its last commit.

    `top` is where the staged files are, as if it were the root of the repository, and `root` the
    project in there.
    """
    git = Git(folder)
    return _changes(
        "unchanged by what is staged", git, git.commit("HEAD"), [*_DIFF, "--cached"], (top, root)
    )


def _changes(
    words: str, git: Git, commit: str | None, diff: Sequence[str], places: tuple[Path, Path]
) -> Changes:
    top, root = places

    def named(path: str) -> str:
        return shown(top / path, root)

    touched: set[str] = set()
    gone: set[str] = set()
    renamed: dict[str, str] = {}
    for status, paths in _statuses(git.ask(*diff)):
        old, new = named(paths[0]), named(paths[-1])
        touched |= {old, new}
        if status in ("D", "R"):
            gone.add(old)
        if status == "R":
            renamed[new] = old
    known = {named(path): path for path in git.files_of(commit)} if commit else {}
    return Changes(words, git, commit, frozenset(touched), frozenset(gone), renamed, known)


def _statuses(answer: bytes) -> Iterator[tuple[str, list[str]]]:
    """The letter of each change, and its path; where it was renamed or copied, both paths."""
    parts = iter(answer.split(b"\0"))
    for status in parts:
        if status:
            letter = status[:1].decode("ascii")
            yield letter, [os.fsdecode(next(parts)) for _ in range(2 if letter in "RC" else 1)]
