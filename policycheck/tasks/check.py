"""`check`: records against a policy, as one finished report."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from policycheck.engine.evaluation import Evaluation
from policycheck.engine.program import Program
from policycheck.engine.world import World
from policycheck.model.report import Report
from policycheck.readers import Input
from policycheck.tasks.check_run import CheckRun
from policycheck.tasks.finished import finished
from policycheck.tasks.kept_policy import policy_of
from policycheck.tasks.on_demand import agencies_of, stopwatch_of, view_as_asked
from policycheck.tasks.request import CheckRequest

if TYPE_CHECKING:
    from policycheck.model.view import View
    from policycheck.waive.standing import Judged

__all__ = ["CheckRequest", "Checked", "check", "checked"]


class Checked(Struct, frozen=True):
    """A finished report, and what it was made of for those who have more to say of it."""

    report: Report
    result: Evaluation
    program: Program
    world: World
    waivers: Sequence[Judged] = ()
    inputs: Sequence[Input] = ()


def check(request: CheckRequest) -> Report:
    """Judge every record and report. What cannot be read or used is in the report's errors.

    Raises UsageError for a selection that names no rule.
    """
    return checked(request).report


def checked(request: CheckRequest, *, keep_verdicts: bool = False) -> Checked:
    """The same with all that came of it; `keep_verdicts`: also that of each rule × record.

    Raises UsageError for a selection that names no rule.
    """
    begun = time.perf_counter()
    watch = stopwatch_of(request)
    agencies = agencies_of(request)
    main = agencies.main if agencies else policy_of(request)
    ready = agencies.whole if agencies else main
    watch.lap("reading the policy")
    run = CheckRun.of(request, ready, main.program, agencies)
    watch.lap("reading what is on record")
    result = run.judge(watch, keep_verdicts=keep_verdicts)
    watch.lap("judging")
    notes = run.settle(result)
    report = finished(request, ready, result, run.said.problems, notes)
    watch.lap("making the report")
    report = replace(
        report,
        summary=replace(report.summary, seconds=time.perf_counter() - begun),
        timings=watch.timings(),
        left_out=run.narrow.left_out if run.narrow else "",
        view=_view(run, result),
    )
    standing = run.accepted.standing
    return Checked(report, result, ready.program, run.loaded.world, standing, run.said.inputs)


def _view(run: CheckRun, result: Evaluation) -> View | None:
    """The records as they look, where they are to be looked at."""
    if run.involved is None:
        return None
    waivers = run.accepted.standing
    return view_as_asked(
        run.request, run.involved, result, run.loaded.world, run.instants, waivers=waivers
    )
