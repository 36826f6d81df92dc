"""What git is asked: which revision is meant, which files it has, what is in them and what changed.

Git is asked as a program, never through a shell; names of files are separated by NUL, so that they
may hold anything. Repositories within the repository are left alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from policycheck.errors import UsageError

__all__ = ["Git", "GitError", "TreeFile"]

#: No question takes as long; a repository on a disk that does not answer must not hang a hook.
_SECONDS = 120
#: What a hook of git sets: where the repository is, its index, and the folder it was called in.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
_QUIET = {
    "LC_ALL": "C",
    "GIT_LFS_SKIP_SMUDGE": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_OFFLINE = {
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone would ask its server for what it has not
    "GIT_ALLOW_PROTOCOL": "",  # and an older git, which does not know that, may not either
}
_LINK = "120000"


class GitError(UsageError):
    """Git gives no answer, or refuses: `said` is what it said, in one line."""

    def __init__(self, asked: str, said: str) -> None:
        super().__init__(f"git {asked}: {said}" if asked else said)
        self.said = said

    @property
    def is_of_no_repository(self) -> bool:
        """Whether the folder lies in no repository."""
        return "not a git repository" in self.said


class TreeFile(NamedTuple):
    """A file of a revision: its path from the top, the name of its content, and its size."""

    path: str
    content: str
    size: int
    is_link: bool


@dataclass(frozen=True, slots=True)
class Git:
    """The repository that a folder lies in, asked from there.

    As a hook it is the one of the commit that is being made, with the index of that. Where it is
    `apart`, what a hook says does not count, and only objects that are here are read: nothing is
    fetched.
    """

    folder: Path
    apart: bool = False

    def ask(self, *words: str, given: bytes | None = None) -> bytes:
        """What git answers. Raises GitError with what it says where it refuses."""
        done = self._run(words, given)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise GitError(words[0], said.removeprefix("fatal: ") or "failed without a word")
        return done.stdout

    def top(self) -> Path:
        """The root of the repository. Raises UsageError where the folder lies in none."""
        try:
            up = os.fsdecode(self.ask("rev-parse", "--show-cdup")).rstrip("\n")
        except GitError as problem:
            if not problem.is_of_no_repository:
                raise
            where = self.folder.as_posix()
            raise UsageError(f"{where} is in no git repository: {problem.said}") from None
        return Path(os.path.abspath(self.folder / up))  # noqa: PTH100 - a link keeps its name

    def prefix(self) -> str:
        """The folder from the top of its repository, such as `policies/`.

        Raises GitError where it lies in none.
        """
        return os.fsdecode(self.ask("rev-parse", "--show-prefix")).rstrip("\n")

    def commit(self, revision: str) -> str | None:
        """The full name of the commit that a revision means, None where there is none.

        What begins like an option is none.
        """
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

    def paths(self, commit: str) -> set[str]:
        """The paths of all files of a commit, from the root."""
        return _names(self.ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit))

    def untracked(self) -> set[str]:
        """The files here that git neither follows nor is told to ignore."""
        return _names(self.ask("ls-files", "--others", "--exclude-standard", "-z"))

    def files(self, commit: str) -> list[TreeFile]:
        """All files of a commit; repositories within it are left out."""
        listed = self.ask("ls-tree", "-r", "-l", "-z", "--full-tree", commit)
        return [one for line in listed.split(b"\0") if line and (one := _tree_file(line))]

    def checked_out(self, commit: str, path: str) -> bytes | None:
        """What a file of a commit holds once it is checked out; None where there is none."""
        done = self._run(("cat-file", "--filters", f"{commit}:{path}"))
        return done.stdout if done.returncode == 0 else None

    def contents(self, files: Sequence[TreeFile]) -> Iterator[tuple[TreeFile, bytes]]:
        """What is kept of these files; one that the repository does not hold is left out."""
        asked = "".join(f"{one.content}\n" for one in files).encode()
        answer = memoryview(self.ask("cat-file", "--batch", given=asked))
        at = 0
        for one in files:
            end = bytes(answer[at : at + 200]).index(b"\n") + at
            *_, last = bytes(answer[at:end]).split(b" ")
            at = end + 1
            if last.isdigit():
                yield one, bytes(answer[at : at + int(last)])
                at += int(last) + 1

    def _run(
        self, words: Sequence[str], given: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        program = shutil.which("git")
        if program is None:
            raise GitError("", "git is not installed, or not on the PATH")
        try:
            return subprocess.run(  # noqa: S603 - no shell; a revision follows its mark
                [program, "-c", "core.fsmonitor=false", "-C", str(self.folder), *words],
                env=self._environment(),
                input=given if given is not None else b"",
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise GitError(words[0], f"no answer in {_SECONDS} s") from None
        except OSError as problem:
            raise GitError(words[0], f"no answer: {problem.strerror}") from None

    def _environment(self) -> Mapping[str, str]:
        """The environment of this process; what a hook sets is made absolute, or left out."""
        given = dict(os.environ)
        if self.apart:
            kept = {name: given[name] for name in given if name not in (*_OF_HOOKS, "GIT_PREFIX")}
            return {**kept, **_QUIET, **_OFFLINE}
        of_hook = {name: str(Path(given[name]).absolute()) for name in _OF_HOOKS & given.keys()}
        return {**given, **of_hook, **_QUIET}


def _names(listed: bytes) -> set[str]:
    return {os.fsdecode(name) for name in listed.split(b"\0") if name}


def _tree_file(line: bytes) -> TreeFile | None:
    head, _, path = line.partition(b"\t")
    mode, what, content, size = head.decode("ascii").split()
    if what != "blob" or not size.isdigit():
        return None
    return TreeFile(os.fsdecode(path), content, int(size), mode == _LINK)
