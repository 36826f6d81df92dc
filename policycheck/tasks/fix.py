"""`check --fix` and `check --diff`: what rules want written instead is written, or shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from policycheck.errors import Problem
from policycheck.fix.diff import diff_lines, shown_text
from policycheck.fix.history import History
from policycheck.fix.wanted import Level
from policycheck.model.report import Fixed, Report
from policycheck.tasks.check import CheckRequest, checked
from policycheck.tasks.fix_notes import fixable, notes
from policycheck.tasks.fixing import Fixing
from policycheck.tasks.written_fixes import write_fixed

__all__ = ["Fixes", "Level", "fix", "proposed"]


@dataclass(frozen=True, slots=True)
class Fixes:
    """The report on what is left, and what standard input reads as now: None if it was not read."""

    report: Report
    standard_input: bytes | None = None


def fix(request: CheckRequest, level: Level) -> Fixes:
    """Fix the files, and check what is left.

    A file that cannot be written is a problem in the report, and the others are still written.

    Raises UsageError for a selection that names no rule.
    """
    request, given = _with_standard_input(request)
    fixing = Fixing.of(request, level)
    failed = {one.path: problem for one, problem in _written(fixing) if problem is not None}
    given = next((one.data for one in fixing.changed if _is_standard_input(one, fixing)), given)
    left = fixing.last
    if failed or request.write_baseline is not None:
        request, _ = _with_standard_input(replace(request, read_stdin=lambda: given or b""))
        left = checked(request)
    done = [one for one in fixing.changed if one.path not in failed]
    report = _report(fixing, left.report, [*failed.values()], notes(fixing, done))
    summary = replace(report.summary, fixable=fixable(left, fixing))
    report = replace(report, summary=summary, fixed=_count(fixing, done, written=True))
    return Fixes(report, given)


def proposed(request: CheckRequest, level: Level) -> tuple[Report, Iterator[str]]:
    """The report on how things stand, and the lines of a diff of what `fix` would write.

    What may not be shown is covered in the diff too, unless the request reveals it.

    Raises UsageError for a selection that names no rule.
    """
    request, _ = _with_standard_input(request)
    fixing = Fixing.of(request, level)
    report = _report(fixing, fixing.first.report, (), notes(fixing, fixing.changed))
    report = replace(report, fixed=_count(fixing, fixing.changed, written=False))
    return report, _diff(fixing)


def _diff(fixing: Fixing) -> Iterator[str]:
    veil = fixing.veil
    for one in fixing.changed:
        inputs = fixing.inputs(one.path)
        both = (veil.text(shown_text(inputs, data)) for data in (one.original, one.data))
        yield from diff_lines(one.path, *both)


def _with_standard_input(request: CheckRequest) -> tuple[CheckRequest, bytes | None]:
    """The request with standard input read, since it can be read once; and what it holds."""
    if "-" not in request.paths:
        return request, None
    data = request.read_stdin()
    return replace(request, read_stdin=lambda: data), data


def _is_standard_input(history: History, fixing: Fixing) -> bool:
    return fixing.inputs(history.path)[0].file is None


def _written(fixing: Fixing) -> Iterator[tuple[History, Problem | None]]:
    for one in fixing.changed:
        file = fixing.inputs(one.path)[0].file
        if file is not None:
            yield one, write_fixed(one, file, fixing.request.root)


def _report(
    fixing: Fixing, report: Report, failed: Sequence[Problem], said: Sequence[str]
) -> Report:
    """The report with what fixing has to say besides."""
    circles = (problem for _, one in sorted(fixing.files.items()) for problem in one.circles)
    problems = {fixing.veil.problem(one) for one in (*circles, *fixing.problems, *failed)}
    return replace(
        report,
        summary=replace(report.summary, seconds=fixing.seconds),
        errors=tuple(sorted({*report.errors, *problems})),
        notes=(*report.notes, *said),
    )


def _count(fixing: Fixing, done: Sequence[History], *, written: bool) -> Fixed:
    """What was done to the files; those that were to be changed too, and were not, are named."""
    made = [one for each in done for one in each.made]
    paths = {one.path for one in done}
    return Fixed(
        findings=sum(one.findings for one in made),
        files=len(done),
        written=written,
        edits=len(made),
        not_made=len(fixing.refused),
        left_alone=tuple(one.path for one in fixing.changed if one.path not in paths),
    )
