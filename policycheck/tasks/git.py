"""What git is asked: which revision is meant, which files it has, and what is in them.

Nothing is checked out, changed or fetched: only objects that the repository holds are read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["GitError", "Repository", "TreeFile"]

#: No question takes as long; a repository on a disk that does not answer must not hang the run.
_SECONDS = 120
#: What a hook of git sets would lead to another repository than that of the folder.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
_SETTINGS = {
    "LC_ALL": "C",
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone would ask its server for what it has not
    "GIT_ALLOW_PROTOCOL": "",  # and an older git, which does not know that, may not either
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_LINK = "120000"


class GitError(Exception):
    """What git said, in one line."""


class TreeFile(NamedTuple):
    """A file of a revision: its path from the top, the name of its content, and its size."""

    path: str
    content: str
    size: int
    is_link: bool


class Repository:
    """The repository that a folder lies in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prefix(self) -> str:
        """The folder from the top of its repository, such as `policies/`.

        Raises GitError where it lies in none.
        """
        return os.fsdecode(self._ask("rev-parse", "--show-prefix")).rstrip("\n")

    def commit(self, revision: str) -> str:
        """The full name of the commit that a revision means. Raises GitError where there is none.

        What begins like an option is none.
        """
        named = f"{revision}^{{commit}}"
        found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", named)
        return found.decode("ascii").strip()

    def files(self, commit: str) -> list[TreeFile]:
        """All files of a commit; repositories within it are left out."""
        listed = self._ask("ls-tree", "-r", "-l", "-z", "--full-tree", commit)
        return [one for line in listed.split(b"\0") if line and (one := _tree_file(line))]

    def contents(self, files: Sequence[TreeFile]) -> Iterator[tuple[TreeFile, bytes]]:
        """What is in these files; one whose content the repository does not hold is left out."""
        asked = "".join(f"{one.content}\n" for one in files).encode()
        answer = memoryview(self._ask("cat-file", "--batch", given=asked))
        at = 0
        for one in files:
            end = bytes(answer[at : at + 200]).index(b"\n") + at
            *_, last = bytes(answer[at:end]).split(b" ")
            at = end + 1
            if last.isdigit():
                yield one, bytes(answer[at : at + int(last)])
                at += int(last) + 1

    def _ask(self, *words: str, given: bytes | None = None) -> bytes:
        program = shutil.which("git")
        if program is None:
            raise GitError("git is not installed")
        try:
            done = subprocess.run(  # noqa: S603 - the words are ours, a revision follows its mark
                [program, "-c", "core.fsmonitor=false", "-C", str(self.folder), *words],
                input=given,
                stdin=None if given is not None else subprocess.DEVNULL,
                capture_output=True,
                env=_environment(),
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise GitError(f"git gives no answer: {type(problem).__name__}") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
            raise GitError(said.removeprefix("fatal: "))
        return done.stdout


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    return {**kept, **_SETTINGS}


def _tree_file(line: bytes) -> TreeFile | None:
    head, _, path = line.partition(b"\t")
    mode, what, content, size = head.decode("ascii").split()
    if what != "blob" or not size.isdigit():
        return None
    return TreeFile(os.fsdecode(path), content, int(size), mode == _LINK)
