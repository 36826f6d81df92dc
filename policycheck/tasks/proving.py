"""`test`: the examples and suites of policies, run, as one finished report."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from policycheck import __version__
from policycheck.digests import sha256
from policycheck.document import Node
from policycheck.engine.veil import Veil
from policycheck.errors import Problem
from policycheck.mistakes.language import WRONG_VALUE
from policycheck.model.finding import Finding, Severity
from policycheck.model.report import PolicyName, Report, Summary
from policycheck.model.trials import Trial, Trials, Word
from policycheck.policy.compile import RuleSource
from policycheck.policy.problems import Problems
from policycheck.tasks.example_trials import failure_of, trial_of, written_at
from policycheck.tasks.examples import run_examples
from policycheck.tasks.policies import ReadPolicy
from policycheck.tasks.suite_bench import Bench
from policycheck.tasks.suite_runs import run_suite
from policycheck.tasks.suites import Suite, suites_of
from policycheck.tasks.tested_policies import ProvingRequest, TestedPolicies
from policycheck.tasks.trial_findings import EXAMPLE, SUITE, TRIAL_RULES, Failure, finding_of

__all__ = ["ProvingRequest", "prove"]


@dataclass
class _Proof:
    """What came of all policies so far; a test that several of them have is run once."""

    request: ProvingRequest
    names: list[PolicyName] = field(default_factory=list)
    rules: dict[str, None] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    trials: dict[Trial, Word] = field(default_factory=dict)
    suites: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)
    problems: Problems = field(default_factory=Problems)
    examples: int = 0
    _seen: set[tuple[tuple[str, int], ...]] = field(default_factory=set)

    @cached_property
    def tested(self) -> TestedPolicies:
        return TestedPolicies(self.request)

    def prove(self, target: str) -> None:
        """Run the tests of one policy."""
        ready = self.tested.ready(target)
        self.names.append(ready.program.policy)
        self.problems.found += ready.problems
        self.known |= ready.rule_ids
        chosen = [one for one in ready.sources if self.request.chooses(one.surface.id)]
        self.rules.update(dict.fromkeys(one.surface.id for one in chosen))
        for source in chosen:
            self._examples(source, ready)
        for suite in suites_of(ready.loaded, self.request.root):
            if isinstance(suite, Problem):
                self.problems.found.append(suite)
            elif suite.file not in self.suites:
                self._suite(suite)

    def _examples(self, source: RuleSource, ready: ReadPolicy) -> None:
        written = written_at(source)
        if written in self._seen:
            return
        self._seen.add(written)

        def brought_by(examples: Node) -> RuleSource | None:
            return self.tested.of_its_policy(examples, source, ready)

        for number, result in enumerate(run_examples(source, brought_by), 1):
            if result.came is None:
                self._cannot(result.node, f"{result.rule}: {result.problem}")
                continue
            trial = trial_of(result, number)
            if trial in self.trials:
                continue
            self.examples += 1
            failure = failure_of(result, trial, source) if result.problem else None
            if failure:
                self.secrets |= result.came.secrets
            self._note(trial, failure, EXAMPLE)

    def _suite(self, suite: Suite) -> None:
        ready = self.tested.ready(str(suite.policy), suite.zone)
        self.suites.add(suite.file)
        chosen = frozenset(one for one in ready.rule_ids if self.request.chooses(one))
        bench = Bench(suite, ready, self.request.root, self.problems)
        ran = run_suite(bench, chosen)
        if ran is None or not ran.trials:
            self.suites.discard(suite.file)
            return
        failed = {failure.trial: failure for failure in ran.failures}
        for trial in ran.trials:
            self._note(trial, failed.get(trial), SUITE)
        self.secrets |= ran.secrets

    def _note(self, trial: Trial, failure: Failure | None, id_: str) -> None:
        self.trials[trial] = failure.word if failure else Word.VALIDATED
        if failure:
            self.findings.append(finding_of(failure, id_))

    def _cannot(self, node: Node, message: str) -> None:
        self.problems.at(node, WRONG_VALUE, message, "correct the example: it was not run")


def prove(request: ProvingRequest) -> Report:
    """Run the tests of each policy. What cannot be read or run is in the report's errors.

    Raises UsageError for a selection that names no rule.
    """
    begun = time.perf_counter()
    proof = _Proof(request)
    targets = request.targets
    for target in targets:
        proof.prove(target)
    if not proof.problems.found:
        request.refuse_unknown(proof.known)
    if not proof.trials and not proof.problems.found:
        message = "nothing was tested: no rule has an example, and no suite is beside it"
        advice = "write examples: below a rule, or a suite NAME.test.yaml beside the policy"
        proof.problems.found.append(Problem(targets[0], 1, 1, message, advice))
    return _report(proof, begun)


def _report(proof: _Proof, begun: float) -> Report:
    veil = Veil(proof.secrets)
    findings = sorted(
        (veil.finding(one) for one in proof.findings),
        key=lambda one: (*one.location.begin, one.rule, one.message),
    )
    suites = len(proof.suites)
    return Report(
        version=__version__,
        as_of=None,
        policy=_named(proof),
        summary=Summary(
            records={"example": proof.examples, "suite": suites},
            findings={one: len(findings) * (one is Severity.ERROR) for one in Severity},
            passed=len(proof.trials) - len(findings),
            seconds=time.perf_counter() - begun,
        ),
        rules=tuple(TRIAL_RULES[id_] for id_ in sorted(TRIAL_RULES)),
        findings=tuple(findings),
        errors=tuple(sorted(set(_veiled(veil, proof.problems.found)))),
        trials=Trials(
            proof.examples,
            suites,
            len(proof.rules),
            Counter(proof.trials.values()),
            tuple(proof.trials),
        ),
    )


def _veiled(veil: Veil, problems: Sequence[Problem]) -> Iterator[Problem]:
    return (veil.problem(one) for one in problems)


def _named(proof: _Proof) -> PolicyName:
    """The policy, or all of them under one name; of its rules, how many were tested."""
    names = proof.names
    if len(names) == 1:
        return replace(names[0], rules=len(proof.rules))
    digests = "\x1e".join(one.digest for one in names)
    digest = "sha256:" + sha256(digests.encode()).hexdigest()
    return PolicyName(", ".join(one.id for one in names), digest, len(proof.rules))
