"""The baselines of a run: the one whose findings are known, and the one that is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from policycheck.engine.evaluation import Cell, Evaluation
from policycheck.engine.spool import Spool
from policycheck.errors import Problem
from policycheck.model.finding import Finding, RecordName, order
from policycheck.policy.project import Project
from policycheck.readers.files import shown
from policycheck.readers.opening import open_source
from policycheck.readers.reader import Input
from policycheck.source import Source
from policycheck.tasks.built_in import FIXED_BASELINE_ENTRY, said_of
from policycheck.tasks.ready import ReadyPolicy
from policycheck.tasks.replaced_file import replace_file
from policycheck.waive.baseline import Baseline, Change, covered, entries_of, fixed, renewed
from policycheck.waive.baseline_file import read_baseline, written_baseline

__all__ = ["Baselines"]

#: A baseline may be larger than a file of records.
_LARGEST = 100_000_000


@dataclass(frozen=True, slots=True)
class Baselines:
    """What is known, and the file to write with what stands in it; None where there is none.

    With `problems` a file could not be used: then nothing of it is known, and it is not written.
    """

    known: Baseline | None = None
    target: Baseline | None = None
    file: Path | None = None
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(
        cls, given: Path | None, write: Path | None, project: Project | None, base: Path
    ) -> Baselines:
        """Read the baseline that was given, else that of the project, and the one to be written.

        Paths are relative to `base`. To write a file that is not there yet is no problem.
        """
        root = project.root if project else base
        file = base / given if given else None
        if file is None and project and project.baseline:
            file = root / project.baseline
        target = base / write if write else None
        is_new = target is not None and not target.exists()
        same = file is not None and target is not None and file.resolve() == target.resolve()
        problems: list[Problem] = []
        before = _empty(target, root) if is_new and target else _read(target, root, problems)
        known = before if same else _read(file, root, problems)
        return cls(known, before, target, tuple(problems))

    @property
    def cells(self) -> frozenset[Cell]:
        """The cells of whose outcome a baseline has something to say."""
        read = [one for one in (self.known, self.target) if one]
        return frozenset(entry.cell for one in read for entry in one.entries)

    def without_own(self, found: Iterable[Input | Problem]) -> Iterator[Input | Problem]:
        """What was found in folders, without the baselines themselves: they are no records."""
        names = {one.source.path for one in (self.known, self.target) if one}
        for one in found:
            if isinstance(one, Problem) or one.path not in names:
                yield one

    def apply(
        self, result: Evaluation, ready: ReadyPolicy, problems: list[Problem], *, whole: bool
    ) -> tuple[str, ...]:
        """Waive what is known, report what is fixed, write what was to be written.

        `whole` says that all of a project was judged by all of its policy. What goes wrong is added
        to `problems`; sentences on what was written are returned.
        """
        problems += self.problems
        known, target, file = self.known, self.target, self.file
        now = entries_of(result.findings, ready.locked) if target else Counter()
        if known:
            more = [*_fixed(known, result)] if FIXED_BASELINE_ENTRY in ready.built_in else []
            found = covered(result.findings, known.times, known.waiver, ready.locked)
            # What is written anew holds nothing that is fixed.
            result.findings = Spool.of(found if known is target else chain(found, more), order)
        if target is None or file is None:
            return ()
        change = renewed(target.entries, now, result.watched, whole=whole and not self.problems)
        problem = _write(file, change, target)
        if problem:
            problems.append(problem)
            return ()
        times = {one.fingerprint: one.times for one in change.entries}
        found = covered(result.findings, times, target.waiver, ready.locked)
        result.findings = Spool.of(found, order)
        counts = f"{change.added:,} added, {change.kept:,} kept, {change.dropped:,} dropped"
        return (f"{target.source.path}: {counts}",)


def _empty(file: Path, root: Path) -> Baseline:
    return Baseline(Source(shown(file, root), ""))


def _read(file: Path | None, root: Path, problems: list[Problem]) -> Baseline | None:
    if file is None:
        return None
    path = shown(file, root)
    if not file.exists():
        advice = f"check the path, or write the file: --write-baseline {path}"
        problems.append(Problem(path, 1, 1, "there is no such baseline", advice))
        return None
    source = open_source(Input(path, file), _LARGEST)
    if isinstance(source, Problem):
        problems.append(source)
        return None
    baseline, wrong = read_baseline(source)
    problems += wrong
    return None if wrong else baseline


def _fixed(known: Baseline, result: Evaluation) -> Iterator[Finding]:
    for entry, span in fixed(known, result.findings, result.watched):
        record = RecordName(entry.kind, entry.record)
        message = f"{entry.rule} no longer fails in {entry.record} as it did"
        if entry.times > 1:
            message = f"{entry.rule} fails in {entry.record} fewer than {entry.times} times now"
        yield said_of(FIXED_BASELINE_ENTRY, record, (known.source, span), message, "fixed")


def _write(file: Path, change: Change, target: Baseline) -> Problem | None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file.resolve(), written_baseline(change.entries))
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        message = f"the baseline cannot be written: {reason}"
        path = target.source.path
        return Problem(path, 1, 1, message, "name a place that can be written to")
    return None
