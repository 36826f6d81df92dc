"""`test --mutate`: each rule weakened in small things, and whether its tests notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from policycheck import __version__
from policycheck.document import Mapping as MappingNode
from policycheck.document import Node
from policycheck.mistakes.language import WRONG_VALUE
from policycheck.mistakes.policies import NO_SUCH_RULE
from policycheck.model.mutation import Fate, Mutation, RuleMutation, TriedMutant
from policycheck.mutants import Mutant, Sort, mutants_of
from policycheck.policy.problems import Problems, nearest
from policycheck.tasks.boundary import boundary_of
from policycheck.tasks.rule_tests import RuleTests
from policycheck.tasks.rule_work import RuleName, RuleWork, Watch, WorkSpace
from policycheck.tasks.tested_policies import ProvingRequest

__all__ = ["mutation_of"]


def mutation_of(request: ProvingRequest, jobs: int, watch: Watch) -> Mutation:
    """The mutants of the rules of a request. Raises UsageError for a selection of no rule."""
    work = RuleWork.of(request)
    claims = [claim for suite in work.suites() for claim in suite.equivalents]
    trying = _Trying(tuple((id_, reason) for id_, reason, _ in claims))
    rules = tuple(work.each(trying, jobs, watch))
    judged = _Claims(work, [one for rule in rules for one in rule.mutants])
    for id_, _, node in claims:
        judged.judge(id_, node.entries["id"].value if isinstance(node, MappingNode) else node)
    problems, notes = tuple(judged.problems.found), tuple(judged.notes)
    return Mutation(__version__, tuple(work.policies), rules, work.inherited, problems, notes)


@dataclass(slots=True)
class _Claims:
    """What suites say of mutants that no test can notice, held against what was tried."""

    work: RuleWork
    tried: Sequence[TriedMutant]
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)

    def judge(self, id_: str, node: Node) -> None:
        """Note what is of no mutant, or of one that a test notices."""
        rule = id_.partition(":")[0]
        meant = [one for one in self.tried if fnmatchcase(one.id, _pattern(id_))]
        if meant and all(one.fate is Fate.KILLED for one in meant):
            line = node.source.position(node.span.start).line
            self.notes.append(
                f"{node.source.path}:{line}: {id_} is noticed by the test at {meant[0].killed_by}, "
                "so it is not equivalent: take it out"
            )
        elif not meant and rule not in self.work.known:
            message = f"no rule has the id {rule}"
            self.problems.at(node, NO_SUCH_RULE, message, nearest(rule, self.work.known))
        elif not meant and rule in {one.rule for one in self.work.names}:
            own = [one.id for one in self.tried if one.id.startswith(f"{rule}:")]
            message = f"no mutant has the id {id_}"
            self.problems.at(node, WRONG_VALUE, message, nearest(id_, own))


def _pattern(id_: str) -> str:
    """An id in which * alone is special: the texts in one may hold brackets."""
    return id_.replace("[", "[[]").replace("?", "[?]")


@dataclass(frozen=True, slots=True)
class _Trying:
    """Tries the mutants of one rule; `equivalent` are ids with the reason that somebody wrote."""

    equivalent: tuple[tuple[str, str], ...]

    def __call__(self, space: WorkSpace, name: RuleName) -> RuleMutation:
        tests = space.tests(name)
        node = tests.source.loaded.node
        assert isinstance(node, MappingNode), "a rule that compiles has keys"
        named = node.entries["id"].value
        tried = tuple(
            self._tried(tests, one) for one in mutants_of(tests.source) if one.sort is not Sort.NEAR
        )
        line = named.source.position(named.span.start).line
        return RuleMutation(
            name.rule, named.source.path, line, len(tests.sound), tests.broken, tried
        )

    def _tried(self, tests: RuleTests, mutant: Mutant) -> TriedMutant:
        at = mutant.node.source.position(mutant.node.span.start)
        about = (mutant.id, mutant.words, mutant.node.source.path, at.line, at.column)
        killer = _killer(tests, mutant)
        if killer:
            return TriedMutant(*about, Fate.KILLED, killed_by=killer)
        reasons = (why for id_, why in self.equivalent if fnmatchcase(mutant.id, _pattern(id_)))
        reason = next(reasons, "")
        if reason:
            return TriedMutant(*about, Fate.EQUIVALENT, why=reason)
        found = boundary_of(tests.source, mutant)
        return TriedMutant(*about, Fate.SURVIVED, example=found.example, why=found.why)


def _killer(tests: RuleTests, mutant: Mutant) -> str:
    """The place of the first test that does not come out for the mutant; '' where all do."""
    for test, _, seen in tests.on(mutant):
        if seen is None or seen.failed:
            return test.place
    return ""
