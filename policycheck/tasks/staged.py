"""The files as they are staged for the next commit, laid out in a folder of their own.

What is staged may differ from what is on disk; a hook must judge what will be committed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import asdict

from policycheck.engine.spool import Spool
from policycheck.model.report import Report
from policycheck.tasks.git import Git

__all__ = ["StagedTree", "staged_tree"]

T = TypeVar("T")

_MEDIA = frozenset({"audio", "font", "image", "video"})


@dataclass(frozen=True, slots=True)
class StagedTree:
    """`top` stands for the root of the repository `real_top`; `base` for the folder we are in."""

    top: Path
    real_top: Path
    base: Path

    def real(self, folder: Path) -> Path:
        """The folder in the repository that a folder in here stands for."""
        return self.real_top / folder.relative_to(self.top)

    def staged(self, path: str) -> str:
        """A path of the command line: an absolute one into the repository leads in here."""
        if Path(path).is_relative_to(self.real_top):
            return str(self.top / Path(path).relative_to(self.real_top))
        return path

    def relocated(self, report: Report) -> Report:
        """The report with places outside the project where they really are.

        Such a path may stand in anything: in the id of a record, in a note, in what a page shows.
        """
        return _each_text(report, self._relocated)

    def _relocated(self, text: str) -> str:
        here = str(self.top)
        return text.replace(here, self.real_top.as_posix()) if here in text else text


def _each_text(value: T, change: Callable[[str], str]) -> T:
    """The same value with every text in it changed, however deep; words of a list stay."""
    found: Any = value
    if type(found) is str:
        found = change(found)
    elif isinstance(value, Struct):
        parts = {name: _each_text(part, change) for name, part in asdict(value).items()}
        found = type(value)(**parts)
    elif isinstance(value, tuple):
        several = [_each_text(one, change) for one in value]
        found = value._make(several) if hasattr(value, "_make") else tuple(several)
    elif isinstance(value, Spool):
        found = Spool.of(_each_text(one, change) for one in value)
    elif isinstance(value, Mapping):
        found = {key: _each_text(one, change) for key, one in value.items()}
    return cast("T", found)


def _paths(entries: Iterable[bytes]) -> Iterator[bytes]:
    """The paths of what can be read; pictures and films are large, and only their names count."""
    for entry in entries:
        about, _, path = entry.partition(b"\t")
        # 160000 is the mode of a repository within the repository; it has no content here.
        if path and b" 160000 " not in about:
            kind = guess_type(os.fsdecode(path))[0] or ""
            if kind.partition("/")[0] not in _MEDIA:
                yield path


@contextmanager
def staged_tree(base: Path) -> Iterator[StagedTree]:
    """Lay out what is staged in the repository of a folder, and take it away at the end.

    Raises UsageError where the folder is in no repository, or git refuses.
    """
    git = Git(base)
    real_top = git.top()
    whole = Git(real_top)
    entries = whole.ask("ls-files", "-z", "-t", "--stage").split(b"\0")
    paths = dict.fromkeys(_paths(entries))
    # In a sparse checkout files are left out of the work tree, and only with this word not of ours.
    sparse = any(entry.startswith(b"S ") for entry in entries)
    more = ("--ignore-skip-worktree-bits",) if sparse else ()
    with tempfile.TemporaryDirectory(prefix="policycheck-staged-") as name:
        top = Path(os.path.realpath(name))
        if paths:
            given = b"\0".join(paths) + b"\0"
            whole.ask("checkout-index", "-z", "--stdin", *more, f"--prefix={top}/", given=given)
        within = top / base.absolute().relative_to(real_top)
        within.mkdir(parents=True, exist_ok=True)
        yield StagedTree(top, real_top, within)
