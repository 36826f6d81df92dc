"""`check`: records against a policy, as one finished report."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from policycheck.engine.evaluate import Evaluation, Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.report import Report
from policycheck.readers import Input
from policycheck.tasks.accepted import Accepted
from policycheck.tasks.built_in import UNKNOWN_FIELD, UNRESOLVED_REFERENCE, unknown_field
from policycheck.tasks.finished import finished
from policycheck.tasks.kept_policy import policy_of
from policycheck.tasks.loading import Loaded, Loader, Said
from policycheck.tasks.no_stopwatch import NoStopwatch
from policycheck.tasks.ready import ReadyPolicy, policy_named
from policycheck.tasks.request import CheckRequest
from policycheck.tasks.sources import named_inputs
from policycheck.tasks.unresolved import Unresolved

if TYPE_CHECKING:
    from policycheck.engine.involved import Involved
    from policycheck.tasks.by_agency import ByAgency
    from policycheck.tasks.narrowing import Narrowed
    from policycheck.tasks.stopwatch import Stopwatch
    from policycheck.waive.standing import Judged

__all__ = ["CheckRequest", "Checked", "check", "checked"]

#: Files of fewer bytes than this together are judged by one process: starting others costs more.
_WORTH_SHARING = 1_000_000


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
    watch = _stopwatch(request)
    agencies = _agencies(request)
    main = agencies.main if agencies else policy_of(request)
    ready = agencies.whole if agencies else main
    watch.lap("reading the policy")
    said = Said()
    accepted = Accepted.of(request, ready, said.problems)
    loaded = _loaded(request, ready, said, accepted)
    instants = Instants(
        request.as_of or Moment.instant(request.now), request.zone or UTC, request.rules_as_of
    )
    unresolved = Unresolved(loaded.world, loaded.streams_posts)
    involved = _involved(request)
    watch.lap("reading what is on record")
    records: Iterable[Record] = accepted.over(unresolved.over(loaded.judged), loaded.world)
    narrow = _narrowed(request, records, ready)
    if narrow:
        records = narrow.judged
    judged = watch.over(records)
    result = evaluate(
        watch.on(main.program),
        agencies.over(judged, loaded.world) if agencies else judged,
        instants,
        loaded.world,
        beside=[*narrow.beside, *loaded.beside] if narrow else loaded.beside,
        keep_verdicts=keep_verdicts,
        watch=accepted.cells,
        involved=involved,
        jobs=request.jobs if loaded.size >= _WORTH_SHARING and not request.profile else 1,
    )
    if agencies:
        agencies.judge(
            result,
            instants,
            loaded.world,
            keep_verdicts=keep_verdicts,
            watch=accepted.cells,
            involved=involved,
        )
    watch.lap("judging")
    accepted.apply_waivers(result, instants.now, said.problems)
    said.problems += ready.problems
    if (result.records or not accepted.names_waivers) and (narrow is None or not narrow.beside):
        said.problems += _nothing_done(request, ready, result, said)
    if UNKNOWN_FIELD in ready.built_in:
        result.findings += [unknown_field(key) for key in said.unknown_keys]
    if UNRESOLVED_REFERENCE in ready.built_in:
        result.findings += unresolved.findings
    notes = (*(agencies.notes if agencies else ()), *accepted.apply(result, said.problems))
    if narrow:
        result.findings = narrow.own(result.findings)
        notes += narrow.notes
    report = finished(request, ready, result, said.problems, notes)
    watch.lap("making the report")
    summary = report.summary._replace(seconds=time.perf_counter() - begun)
    report = report._replace(
        summary=summary, timings=watch.timings(), left_out=narrow.left_out if narrow else ""
    )
    done = Checked(report, result, ready.program, loaded.world, accepted.standing, said.inputs)
    return done if involved is None else _with_view(done, involved, instants, request)


def _involved(request: CheckRequest) -> Involved | None:
    """What keeps the records, where they are to be looked at."""
    if not request.with_view:
        return None
    from policycheck.engine.involved import Involved

    return Involved()


def _with_view(
    done: Checked, involved: Involved, instants: Instants, request: CheckRequest
) -> Checked:
    """The same, the records as they look in its report."""
    from policycheck.engine.veil import Veil
    from policycheck.tasks.register_entry import entry
    from policycheck.tasks.viewed import view_of

    veil = Veil(()) if request.reveal else Veil(done.result.secrets)
    view = view_of(involved, done.result, done.world, instants, veil)
    view = view._replace(waivers=tuple(entry(one, veil) for one in done.waivers))
    return replace(done, report=done.report._replace(view=view))


def _stopwatch(request: CheckRequest) -> Stopwatch | NoStopwatch:
    """A stopwatch where somebody asked for one; it is imported then."""
    if not request.profile:
        return NoStopwatch()
    from policycheck.tasks.stopwatch import Stopwatch

    return Stopwatch()


def _narrowed(
    request: CheckRequest, records: Iterable[Record], ready: ReadyPolicy
) -> Narrowed | None:
    """The records in two parts, where only those that changed are judged."""
    if request.changes is None:
        return None
    from policycheck.tasks.narrowing import narrowed  # which only those who ask for it load
    from policycheck.tasks.policies import policy_files

    policies = policy_files(request.policy, request.project, request.base)
    return narrowed(request, request.changes, [*records], ready, policies)


def _agencies(request: CheckRequest) -> ByAgency | None:
    """The policies of single agencies, beside that of the project; most projects have none."""
    if request.policy or not (request.project and request.project.policies):
        return None
    from policycheck.tasks.by_agency import ByAgency

    return ByAgency.asked(request, request.project)


def _loaded(request: CheckRequest, ready: ReadyPolicy, said: Said, accepted: Accepted) -> Loaded:
    """What is to be judged: the paths, or all of the project."""
    looks_up = UNRESOLVED_REFERENCE in ready.built_in
    reads = ready.program.reads | accepted.reads
    loader = Loader(
        request.project,
        request.zone,
        ready.kinds,
        reads,
        said,
        profiles=ready.profiles,
        resolves=looks_up,
        unwritten=request.unwritten,
    )
    if not request.paths:
        return loader.everything()
    found = named_inputs(
        request.paths,
        request.project,
        request.base,
        request.stdin_filename,
        request.read_stdin,
    )
    return loader.named(accepted.without_own(found))


def _nothing_done(
    request: CheckRequest, ready: ReadyPolicy, result: Evaluation, said: Said
) -> list[Problem]:
    """A check that checked nothing is not a success."""
    if not result.records and not said.problems:
        message = "no record was found in what was given"
        return [Problem(request.paths[0] if request.paths else ".", 1, 1, message, "name a post")]
    only_built_in = request.select and ready.built_in and not ready.program.rules
    if result.records and not result.in_force and not ready.problems and not only_built_in:
        message = "no rule is in force for any record"
        advice = "look at applies_to and effective of its rules, at --select, and at the date"
        named = policy_named(request.policy, request.project, request.base)
        return [Problem(named, 1, 1, message, advice)]
    return []
