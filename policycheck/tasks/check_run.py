"""One check under way: what is read, what is judged, and what is accepted of what was found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING

from msgspec import Struct

from policycheck.engine.evaluate import Evaluation, Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.share import can_share
from policycheck.engine.spool import Spool
from policycheck.errors import Problem
from policycheck.model.finding import order
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.tasks.accepted import Accepted
from policycheck.tasks.built_in import UNKNOWN_FIELD, UNRESOLVED_REFERENCE, unknown_field
from policycheck.tasks.loading import Loaded, Loader, Said
from policycheck.tasks.no_stopwatch import NoStopwatch
from policycheck.tasks.on_demand import involved_in, narrowing_of
from policycheck.tasks.ready import ReadyPolicy, policy_named
from policycheck.tasks.request import CheckRequest
from policycheck.tasks.sources import named_inputs
from policycheck.tasks.unresolved import Unresolved

if TYPE_CHECKING:
    from policycheck.engine.involved import Involved
    from policycheck.tasks.by_agency import ByAgency
    from policycheck.tasks.narrowing import Narrowed
    from policycheck.tasks.stopwatch import Stopwatch

__all__ = ["CheckRun"]

#: Files of fewer bytes than this together are judged by one process: starting others costs more.
_WORTH_SHARING = 1_000_000


class CheckRun(Struct):
    """The records of one check and what they are judged by.

    `program` is that of the project, and `ready` has the rules of its agencies besides. `narrow`
    says which records are judged where only those are that changed, once they have been read.
    """

    request: CheckRequest
    ready: ReadyPolicy
    program: Program
    agencies: ByAgency | None
    said: Said
    accepted: Accepted
    loader: Loader
    loaded: Loaded
    instants: Instants
    unresolved: Unresolved
    involved: Involved | None
    narrow: Narrowed | None = None

    @classmethod
    def of(
        cls,
        request: CheckRequest,
        ready: ReadyPolicy,
        program: Program,
        agencies: ByAgency | None,
    ) -> CheckRun:
        """Read what is on record; what is to be judged is read as it is."""
        said = Said()
        accepted = Accepted.of(request, ready, said.problems)
        loader = _loader(request, ready, said, accepted)
        loaded = _loaded(request, loader, accepted)
        at = request.as_of or Moment.instant(request.now)
        return cls(
            request,
            ready,
            program,
            agencies,
            said,
            accepted,
            loader,
            loaded,
            Instants(at, request.zone or UTC, request.rules_as_of),
            Unresolved(loaded.world, loaded.streams_posts),
            involved_in(request),
        )

    def judge(self, watch: Stopwatch | NoStopwatch, *, keep_verdicts: bool) -> Evaluation:
        """Judge the records, by the policy of the project and by those of their agencies."""
        apart = None if keep_verdicts else self._judge_apart()
        return apart or self._judge_together(watch, keep_verdicts=keep_verdicts)

    @property
    def _jobs(self) -> int:
        worth = self.loaded.size >= _WORTH_SHARING and not self.request.profile
        return self.request.jobs if worth else 1

    def _judge_apart(self) -> Evaluation | None:
        """Judge records in processes that each read a share; None where one has to see them all."""
        asked = self.agencies or self.involved or self.accepted.waivers or self.request.changes
        if self._jobs == 1 or asked or not can_share():
            return None
        from policycheck.engine.apart import evaluate_apart  # most checks are one process
        from policycheck.tasks.divided import DividedRecords, can_divide

        if not can_divide(self.loaded):
            return None
        return evaluate_apart(
            self.program,
            DividedRecords(self.loader, self.loaded, self.unresolved, self._looked_at),
            self.instants,
            self.loaded.world,
            beside=self.loaded.beside,
            watch=self.accepted.cells,
            jobs=self._jobs,
        )

    def _judge_together(self, watch: Stopwatch | NoStopwatch, *, keep_verdicts: bool) -> Evaluation:
        world, agencies = self.loaded.world, self.agencies
        judged = watch.over(self._records())
        result = evaluate(
            watch.on(self.program),
            agencies.over(judged, world) if agencies else judged,
            self.instants,
            world,
            beside=[*(self.narrow.beside if self.narrow else ()), *self.loaded.beside],
            keep_verdicts=keep_verdicts,
            watch=self.accepted.cells,
            involved=self.involved,
            jobs=self._jobs,
        )
        if agencies:
            agencies.judge(
                result,
                self.instants,
                world,
                keep_verdicts=keep_verdicts,
                watch=self.accepted.cells,
                involved=self.involved,
            )
        return result

    def _looked_at(self, records: Iterable[Record]) -> Iterable[Record]:
        """Records as they are, each looked at on its way."""
        return self.accepted.over(self.unresolved.over(records), self.loaded.world)

    def _records(self) -> Iterable[Record]:
        """The records to judge, each looked at on its way."""
        records = self._looked_at(self.loaded.judged)
        self.narrow = narrowing_of(self.request, records, self.ready)
        if self.narrow is None:
            return records
        if self.narrow.beside:
            self.accepted.leave_out(self.narrow.beside)
        return self.narrow.judged

    def settle(self, result: Evaluation) -> tuple[str, ...]:
        """Add to what was found, and mark what of it is accepted; sentences on what was done."""
        said, ready, accepted, narrow = self.said, self.ready, self.accepted, self.narrow
        accepted.apply_waivers(result, self.instants.now, said.problems)
        said.problems += ready.problems
        if (result.records or not accepted.names_waivers) and not (narrow and narrow.beside):
            said.problems += _nothing_done(self.request, ready, result, said)
        if UNKNOWN_FIELD in ready.built_in:
            result.findings += [unknown_field(key) for key in said.unknown_keys]
        if UNRESOLVED_REFERENCE in ready.built_in:
            result.findings += self.unresolved.findings
        of_agencies = self.agencies.notes if self.agencies else ()
        notes = (*of_agencies, *accepted.apply(result, said.problems))
        if narrow is None:
            return notes
        result.findings = Spool.of(narrow.own(result.findings), order)
        return (*notes, *narrow.notes)


def _loader(request: CheckRequest, ready: ReadyPolicy, said: Said, accepted: Accepted) -> Loader:
    return Loader(
        request.project,
        request.zone,
        ready.kinds,
        lambda kinds: ready.program.reads_for(kinds) | accepted.reads,
        said,
        profiles=ready.profiles,
        resolves=UNRESOLVED_REFERENCE in ready.built_in,
        unwritten=request.unwritten,
    )


def _loaded(request: CheckRequest, loader: Loader, accepted: Accepted) -> Loaded:
    """What is to be judged: the paths, or all of the project."""
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
