"""The policies of a run of tests, each loaded and compiled once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from fnmatch import fnmatchcase
from pathlib import Path

from policycheck.document import Node
from policycheck.errors import UsageError
from policycheck.policy.compile import RuleSource
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.project import Project
from policycheck.tasks.policies import ReadPolicy, ready_policy
from policycheck.tasks.ready import policy_named
from policycheck.tasks.suite_bench import Bench
from policycheck.tasks.suite_runs import PreparedSuite, prepared_suite
from policycheck.tasks.suites import Suite, policy_files

__all__ = ["ProvingRequest", "TestedPolicies"]


@dataclass(frozen=True, slots=True)
class ProvingRequest:
    """Which policies to test, and which of their rules.

    Without `policies` it is that of the project, else the built-in core pack; `base` is the folder
    that they are relative to.
    """

    policies: Sequence[str]
    base: Path
    project: Project | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()

    @property
    def root(self) -> Path:
        """The folder that all paths in the report are relative to."""
        return self.project.root if self.project else self.base

    @property
    def targets(self) -> list[str]:
        """The policies, each by its path from `base` or its name."""
        named = self.policies or ("",)
        return [policy_named(given, self.project, self.base) for given in named]

    def chooses(self, rule: str) -> bool:
        """Whether a rule is to be tested."""
        return (not self.select or any(fnmatchcase(rule, name) for name in self.select)) and not (
            any(fnmatchcase(rule, name) for name in self.ignore)
        )

    def refuse_unknown(self, known: set[str]) -> None:
        """Raise UsageError for a selection that names none of the rules that are `known`."""
        for option, wanted in (("--select", self.select), ("--ignore", self.ignore)):
            for name in wanted:
                if not any(fnmatchcase(rule, name) for rule in known):
                    advice = nearest(name, known)
                    raise UsageError(f"{option}: no rule has the id {name}; {advice}")


@dataclass(slots=True)
class TestedPolicies:
    """Loads the policies that a request names, and those that their suites are of."""

    request: ProvingRequest
    _ready: dict[tuple[str, tzinfo], ReadPolicy] = field(default_factory=dict)
    _suites: dict[Path, PreparedSuite | None] = field(default_factory=dict)

    def ready(self, target: str, zone: tzinfo = UTC) -> ReadPolicy:
        """A policy, loaded and compiled once.

        The days are those of the test, never of the project: it comes out the same for everybody.
        """
        if (target, zone) not in self._ready:
            project = self.request.project
            self._ready[target, zone] = ready_policy(
                target,
                self.request.root,
                zone=zone,
                fields=project.fields if project else None,
            )
        return self._ready[target, zone]

    def prepared(self, suite: Suite) -> PreparedSuite | None:
        """A suite with its records, read once; None where it cannot be run."""
        if suite.file not in self._suites:
            ready = self.ready(str(suite.policy), suite.zone)
            bench = Bench(suite, ready, self.request.root, Problems())
            self._suites[suite.file] = prepared_suite(bench, ready.rule_ids)
        return self._suites[suite.file]

    def of_its_policy(
        self, examples: Node, source: RuleSource, ready: ReadPolicy
    ) -> RuleSource | None:
        """The rule as it stands for the policy that brought the examples in an override."""
        for file in policy_files(ready.loaded)[1:]:
            if ready.loaded.documents[file].source.path == examples.source.path:
                return self.ready(str(file)).source(source.surface.id)
        return None
