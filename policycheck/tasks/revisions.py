"""A policy as it was in a revision of git: `REV:path`, written out into a private folder.

A path is from the top of the repository, as git has it; one that begins with `./` or `../` is from
the folder that the run is in, and an absolute one leads to the repository that it lies in.
"""

from __future__ import annotations

import os
import posixpath
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from policycheck.errors import InputError, Problem
from policycheck.tasks.git import Git, GitError, TreeFile

__all__ = ["Revision", "WrittenOut", "revision_named", "written_out"]

_ENDINGS = (".yaml", ".yml")
#: Files that are larger are no policy; they are written out as holes of their size.
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Revision:
    """A path in a revision, as the caller has named both."""

    name: str
    path: str

    def problem(self, message: str, advice: str) -> InputError:
        """An error with the path in the revision as a whole."""
        return InputError([Problem(f"{self.name}:{self.path}", 1, 1, message, advice)])


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """The files of a revision below a folder, the path of the policy in it, and its commit."""

    folder: Path
    path: str
    commit: str


def revision_named(named: str, base: Path) -> Revision | None:
    """The revision that is named, if any: a colon stands between it and the path.

    What exists as a file is that file. A colon within braces is part of the revision.
    """
    depth = 0
    for at, sign in enumerate(named):
        depth += (sign == "{") - (sign == "}")
        if sign == ":" and depth == 0:
            return None if (base / named).exists() else Revision(named[:at], named[at + 1 :])
    return None


@contextmanager
def written_out(revision: Revision, base: Path) -> Iterator[WrittenOut]:
    """The policies of a revision in a folder that nobody else can read, until this ends.

    Raises InputError where there is no such repository, revision or path.
    """
    folder, below = _start(revision, base)
    git = Git(folder, apart=True)
    prefix = _prefix(git, revision)
    path = _from_top(revision, prefix, below)
    commit = _commit(git, revision)
    try:
        files = git.files(commit)
        _refuse_no_path(revision, path, prefix, files)
        with tempfile.TemporaryDirectory(prefix="policycheck-") as root:
            top = Path(root).resolve()
            _write(git, files, top, path)
            yield WrittenOut(top, path, commit)
    except GitError as problem:
        advice = "see that the repository is whole: git fsck"
        raise revision.problem(f"cannot be read: {problem.said}", advice) from None


def _start(revision: Revision, base: Path) -> tuple[Path, str | None]:
    """A folder in the repository, and the path from there; None where it is from the top."""
    if Path(revision.path).is_absolute():
        target = Path(revision.path)
        folder = next(one for one in target.parents if one.is_dir())
        return folder, target.relative_to(folder).as_posix()
    is_from_here = revision.path.startswith(("./", "../")) or revision.path in (".", "..")
    return base, revision.path if is_from_here else None


def _prefix(git: Git, revision: Revision) -> str:
    try:
        return git.prefix()
    except GitError as problem:
        if problem.is_of_no_repository:
            message = f"{git.folder.as_posix()} is in no git repository"
            advice = "run it in the repository, or name a policy file, a folder or a built-in pack"
        else:
            message = f"the repository cannot be read: {problem.said}"
            advice = "do as git says, or name a policy file"
        raise revision.problem(message, advice) from None


def _from_top(revision: Revision, prefix: str, below: str | None) -> str:
    path = posixpath.normpath(revision.path if below is None else posixpath.join(prefix, below))
    if path.startswith("../") or path == "..":
        advice = "name a path within the repository"
        raise revision.problem("the path leads out of the repository", advice)
    return "" if path == "." else path


def _commit(git: Git, revision: Revision) -> str:
    advice = "write such as HEAD~1:policy.yaml; git log lists revisions, git tag their names"
    if not revision.name:
        raise revision.problem("no revision stands before the colon", advice)
    found = git.commit(revision.name)
    if found is None:
        raise revision.problem(f"there is no revision {revision.name}", advice)
    return found


def _refuse_no_path(revision: Revision, path: str, prefix: str, files: list[TreeFile]) -> None:
    known = {one.path for one in files}
    known |= {str(above) for one in known for above in PurePosixPath(one).parents}
    if not path or path in known:
        return
    nearer = posixpath.normpath(posixpath.join(prefix, path))
    advice = f"git ls-tree -r --name-only {revision.name} lists what it has"
    if nearer in known:
        advice = f"a path is from the top of the repository: write {revision.name}:{nearer}"
    raise revision.problem(f"the revision {revision.name} has no such path", advice)


def _write(git: Git, files: list[TreeFile], top: Path, path: str) -> None:
    """Write what can be part of a policy: YAML, what was named, and links, which lead last.

    A link is written when all files are, so that nothing is ever written by way of one.
    """
    wanted = [one for one in files if _is_wanted(one, path)]
    small = [one for one in wanted if one.size <= _LARGEST]
    found = list(git.contents(small))
    for one, data in found:
        if not one.is_link:
            _made(top / one.path).write_bytes(data)
    for one in wanted:
        if one.size > _LARGEST:
            _made(top / one.path).touch()
            os.truncate(top / one.path, one.size)
    for one, data in found:
        if one.is_link and not _made(top / one.path).exists():
            (top / one.path).symlink_to(os.fsdecode(data))
    if path and not any(one.path == path for one in files):
        (top / path).mkdir(parents=True, exist_ok=True)  # a folder without any YAML is one, too


def _is_wanted(file: TreeFile, path: str) -> bool:
    parts = PurePosixPath(file.path).parts
    if ".." in parts or file.path.startswith("/"):
        return False  # no git makes such a tree
    return file.is_link or file.path == path or file.path.endswith(_ENDINGS)


def _made(file: Path) -> Path:
    """The file, once the folder that it is in has been made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
