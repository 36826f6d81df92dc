"""What has changed since a revision, or is staged for the next commit, as git tells it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from policycheck.errors import UsageError
from policycheck.readers.files import shown
from policycheck.tasks.git import Git

__all__ = ["Changes", "changes_since", "changes_staged"]

_DIFF = (
    *("diff", "--name-status", "-z", "-M", "--no-relative", "--no-ext-diff"),
    *("--no-textconv", "--ignore-submodules=all"),
)
_SHALLOW = (
    "this clone is shallow: fetch more of its history (git fetch --unshallow; in a workflow of "
    "GitHub, actions/checkout with fetch-depth: 0; in GitLab, GIT_DEPTH: 0)"
)


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
        return self.git.checked_out(self.commit, named) if named and self.commit else None


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
    known = {named(path): path for path in git.paths(commit)} if commit else {}
    return Changes(words, git, commit, frozenset(touched), frozenset(gone), renamed, known)


def _statuses(answer: bytes) -> Iterator[tuple[str, list[str]]]:
    """The letter of each change, and its path; where it was renamed or copied, both paths."""
    parts = iter(answer.split(b"\0"))
    for status in parts:
        if status:
            letter = status[:1].decode("ascii")
            yield letter, [os.fsdecode(next(parts)) for _ in range(2 if letter in "RC" else 1)]
