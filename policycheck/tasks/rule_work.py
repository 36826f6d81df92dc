"""Work on each rule of some policies, shared out over processes; the results keep their order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from policycheck.policy.compile import RuleSource
from policycheck.tasks.example_trials import written_at
from policycheck.tasks.policies import ReadPolicy
from policycheck.tasks.rule_tests import RuleTests, tests_of
from policycheck.tasks.suites import Suite, suites_of
from policycheck.tasks.tested_policies import ProvingRequest, TestedPolicies

__all__ = ["RuleName", "RuleWork", "Watch", "WorkSpace", "default_jobs"]

Result = TypeVar("Result")

#: Is told how many rules are done, and of how many.
Watch = Callable[[int, int], None]


class RuleName(NamedTuple):
    """A rule of a policy that is tested: enough to find it again in another process."""

    target: str
    rule: str


@dataclass
class WorkSpace:
    """The policies of a request in one process."""

    tested: TestedPolicies

    def source(self, name: RuleName) -> tuple[RuleSource, ReadPolicy]:
        ready = self.tested.ready(name.target)
        source = ready.source(name.rule)
        assert source is not None, "the rule was found in this policy before"
        return source, ready

    def tests(self, name: RuleName) -> RuleTests:
        source, ready = self.source(name)
        return tests_of(source, ready, self.tested)


@dataclass
class RuleWork:
    """The rules of a request that its own policies write or change.

    What they inherit is tested where it is written; a rule that is selected by name counts anyway.
    """

    request: ProvingRequest
    tested: TestedPolicies
    names: list[RuleName] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    inherited: int = 0

    @classmethod
    def of(cls, request: ProvingRequest) -> RuleWork:
        """Raises UsageError for a selection that names no rule."""
        work = cls(request, TestedPolicies(request))
        seen: set[tuple[str, object]] = set()
        is_whole = True
        for target in request.targets:
            ready = work.tested.ready(target)
            work.policies.append(ready.loaded.id)
            work.known |= ready.rule_ids
            is_whole = is_whole and not ready.problems
            for source in ready.sources:
                key = (source.surface.id, written_at(source))
                if request.chooses(source.surface.id) and key not in seen:
                    seen.add(key)
                    work._take(target, source, ready)
        if is_whole:
            request.refuse_unknown(work.known)
        return work

    def _take(self, target: str, source: RuleSource, ready: ReadPolicy) -> None:
        loaded = source.loaded
        if loaded.policy == ready.loaded.id or loaded.changes or self.request.select:
            self.names.append(RuleName(target, source.surface.id))
        else:
            self.inherited += 1

    def suites(self) -> list[Suite]:
        """The suites of the policies, each once."""
        found = {}
        for target in self.request.targets:
            for suite in suites_of(self.tested.ready(target).loaded, self.request.root):
                if isinstance(suite, Suite):
                    found[suite.file] = suite
        return list(found.values())

    def each(
        self, task: Callable[[WorkSpace, RuleName], Result], jobs: int, watch: Watch
    ) -> Iterator[Result]:
        """What a task makes of each rule; the same for any number of jobs."""
        total = len(self.names)
        jobs = min(jobs, total)
        if jobs <= 1:
            here = WorkSpace(self.tested)
            for done, name in enumerate(self.names, 1):
                yield task(here, name)
                watch(done, total)
            return
        with ProcessPoolExecutor(jobs, initializer=_enter, initargs=(self.request,)) as pool:
            given = [(task, name) for name in self.names]
            for done, result in enumerate(pool.map(_in_process, given), 1):
                yield result
                watch(done, total)


#: The work space of a process that was started for the work; there is one for all its rules.
_SPACES: list[WorkSpace] = []


def _enter(request: ProvingRequest) -> None:
    _SPACES.append(WorkSpace(TestedPolicies(request)))


def _in_process(given: tuple[Callable[[WorkSpace, RuleName], Result], RuleName]) -> Result:
    task, name = given
    return task(_SPACES[-1], name)


def default_jobs() -> int:
    """As many as there are processors for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
