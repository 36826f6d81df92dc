"""The files as they are staged for the next commit, laid out in a folder of their own.

What is staged may differ from what is on disk; a hook must judge what will be committed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from policycheck.errors import Problem
from policycheck.model.finding import Clause, Finding, Location
from policycheck.model.report import Report
from policycheck.tasks.changes import Git

__all__ = ["StagedTree", "staged_tree"]


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
        """The report with places outside the project where they really are."""
        return report._replace(
            findings=tuple(map(self._finding, report.findings)),
            errors=tuple(map(self._problem, report.errors)),
            rules=tuple(one._replace(clause=self._clause(one.clause)) for one in report.rules),
            notes=tuple(
                one.replace(str(self.top), self.real_top.as_posix()) for one in report.notes
            ),
        )

    def _path(self, path: str) -> str:
        inside = Path(path).is_relative_to(self.top)
        return self.real(Path(path)).as_posix() if inside else path

    def _finding(self, one: Finding) -> Finding:
        related = tuple(r._replace(location=self._location(r.location)) for r in one.related)
        place, clause = self._location(one.location), self._clause(one.clause)
        return one._replace(location=place, clause=clause, related=related)

    def _location(self, one: Location) -> Location:
        return one._replace(path=self._path(one.path))

    def _clause(self, one: Clause) -> Clause:
        return one._replace(path=self._path(one.path))

    def _problem(self, one: Problem) -> Problem:
        rest = (one.line, one.column, one.message, one.help, one.id, one.excerpt)
        return Problem(self._path(one.path), *rest)


@contextmanager
def staged_tree(base: Path) -> Iterator[StagedTree]:
    """Lay out what is staged in the repository of a folder, and take it away at the end.

    Raises UsageError where the folder is in no repository, or git refuses.
    """
    git = Git(base)
    real_top = git.top()
    whole = Git(real_top)
    listed = whole.ask("ls-files", "-z", "--stage")
    # 160000 is the mode of a repository within the repository; it has no content here.
    entries = [line for line in listed.split(b"\0") if line and not line.startswith(b"160000")]
    paths = dict.fromkeys(line.split(b"\t", 1)[1] for line in entries)
    with tempfile.TemporaryDirectory(prefix="policycheck-staged-") as name:
        top = Path(os.path.realpath(name))
        if paths:
            given = b"\0".join(paths) + b"\0"
            whole.ask("checkout-index", "-z", "--stdin", f"--prefix={top}/", given=given)
        within = top / base.absolute().relative_to(real_top)
        within.mkdir(parents=True, exist_ok=True)
        yield StagedTree(top, real_top, within)
