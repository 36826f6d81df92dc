"""The tests of one rule, read once and run on as many forms of it as are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import NamedTuple, Protocol

from policycheck.document import Node, walk
from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.judge import judge
from policycheck.engine.places import words
from policycheck.engine.setting import Setting
from policycheck.errors import Problem
from policycheck.model.finding import Location, Outcome
from policycheck.model.trials import Trial
from policycheck.mutants import Mutant, mutated
from policycheck.plan import Case
from policycheck.policy.compile import RuleSource
from policycheck.policy.params import with_params
from policycheck.policy.periods import Period
from policycheck.policy.problems import Problems
from policycheck.policy.validation import as_python
from policycheck.tasks.example_parts import Wrong
from policycheck.tasks.examples import Prepared, examples_of, prepared
from policycheck.tasks.policies import ReadPolicy
from policycheck.tasks.suite_runs import PreparedSuite
from policycheck.tasks.suites import Suite, suites_of
from policycheck.tasks.tested_policies import TestedPolicies

__all__ = ["ExampleTest", "RuleTest", "RuleTests", "Seen", "SuiteTest", "tests_of"]


class Seen(NamedTuple):
    """What a test made of a form of the rule: what differs from what it says, and what was seen.

    `failed` is empty where all came out; `hits` are places with what was hit there.
    """

    failed: frozenset[str | Trial]
    outcomes: tuple[Outcome, ...]
    hits: tuple[object, ...]


class RuleTest(Protocol):
    """One test; `base` is the rule that it is of."""

    @property
    def base(self) -> RuleSource: ...

    @property
    def place(self) -> str:
        """Where it stands: path and line."""

    def see(self, source: RuleSource) -> Seen | None:
        """Run it on a form of the rule; None where it cannot be run on that."""


@dataclass(frozen=True, slots=True)
class ExampleTest:
    """An example of the rule."""

    base: RuleSource
    read: Prepared

    @property
    def place(self) -> str:
        node = self.read.node
        return f"{node.source.path}:{node.source.position(node.span.start).line}"

    def see(self, source: RuleSource) -> Seen | None:
        try:
            came = self.read.came(source)
        except Wrong:
            return None
        problem = self.read.problem(came)
        hits = tuple(
            (hit.place.pointer, hit.place.start, hit.place.end, words(case.record, hit.place))
            for case, one in came.judged
            for hit in one.hits
        )
        return Seen(frozenset([problem] if problem else []), (came.outcome,), hits)

    def cases(self) -> Iterator[Case]:
        """What the rule judges in it: the record, or the elements of it."""
        for case, _ in self.read.came(self.base).judged:
            yield case


@dataclass(frozen=True, slots=True)
class SuiteTest:
    """All that a suite says of the rule."""

    base: RuleSource
    suite: PreparedSuite

    @property
    def place(self) -> str:
        return f"{self.suite.bench.suite.path}:1"

    def see(self, source: RuleSource) -> Seen | None:
        ran = self.suite.run(self.suite.bench.alone(source))
        if ran.result is None:
            return None
        outcomes = tuple(one.outcome for one in ran.result.verdicts or ())
        hits = tuple((one.record, *_span(one.location)) for one in ran.result.findings)
        return Seen(frozenset(one.trial for one in ran.failures), outcomes, hits)

    def cases(self) -> Iterator[Case]:
        """What the rule judges in it, record by record, or the elements of them."""
        suite, rule = self.suite, self.base.rule
        finder = Finder(search for form in rule.forms for search in form.searches)
        for record in suite.judged:
            setting = Setting(suite.world, suite.instants.of(record), suite.instants.now)
            form = rule.at(setting.at) if record.kind in rule.applies_to else None
            if form:
                case = RecordCase(record, finder, setting)
                yield from (one.case for one in judge(form, case))


@dataclass(slots=True)
class RuleTests:
    """The tests of a rule that come out as they should, with what each then sees.

    `broken` counts those that do not: they prove nothing of a mutant.
    """

    source: RuleSource
    sound: list[tuple[RuleTest, Seen]] = field(default_factory=list)
    broken: int = 0

    def add(self, test: RuleTest) -> None:
        seen = test.see(test.base)
        if seen is None or seen.failed:
            self.broken += 1
        else:
            self.sound.append((test, seen))

    def on(self, mutant: Mutant) -> Iterable[tuple[RuleTest, Seen, Seen | None]]:
        """Each test with what it saw, and sees of the mutant.

        An inherited test says nothing of what a policy below has changed: there it is left out.
        """
        made: dict[int, RuleSource | None] = {}
        for test, seen in self.sound:
            base = test.base
            if id(base) not in made:
                reads_so = base is self.source or _reads_same(base, self.source, mutant)
                made[id(base)] = mutated(base, mutant) if reads_so else None
            source = made[id(base)]
            if source is not None:
                yield test, seen, test.see(source)


def _reads_same(one: RuleSource, other: RuleSource, mutant: Mutant) -> bool:
    return _written(one, mutant) == _written(other, mutant)


def _written(source: RuleSource, mutant: Mutant) -> object:
    """What stands at the field of a mutant, parameters filled in."""
    last = source.rule.forms[-1]
    params = source.loaded.params.at(Period(last.begins, last.ends), source.zone)
    part, found = walk(source.loaded.node, mutant.field[:1])
    if not found:
        return None
    node, found = walk(with_params(part, params, Problems()), mutant.field[1:])
    return as_python(node) if len(found) + 1 == len(mutant.field) else None


def tests_of(source: RuleSource, ready: ReadPolicy, tested: TestedPolicies) -> RuleTests:
    """Every test of a rule: its examples, and the suites that expect something of it."""
    tests = RuleTests(source)

    def brought_by(examples: Node) -> RuleSource | None:
        return tested.of_its_policy(examples, source, ready)

    for base, example in examples_of(source, brought_by):
        try:
            tests.add(ExampleTest(base, prepared(base, example)))
        except Wrong:
            tests.broken += 1
    for suite in suites_of(ready.loaded, tested.request.root):
        test = None if isinstance(suite, Problem) else _suite_test(suite, source, tested)
        if test:
            tests.add(test)
    return tests


def _suite_test(suite: Suite, source: RuleSource, tested: TestedPolicies) -> SuiteTest | None:
    """What a suite says of a rule; None where it expects nothing of it."""
    id_ = source.surface.id
    if not any(fnmatchcase(id_, name) for one in suite.surface.expect for name in one.rule):
        return None
    ready = tested.ready(str(suite.policy), suite.zone)
    base = ready.source(id_)
    if base is None:
        return None
    found = tested.prepared(suite)
    return SuiteTest(base, of_rule(found, base)) if found else None


def of_rule(suite: PreparedSuite, source: RuleSource) -> PreparedSuite:
    """A suite for one rule alone: where only what is expected of it counts, on those records."""
    id_ = source.surface.id
    mine = tuple(one for one in suite.expected if one.rule == id_)
    watched = suite.watched & {id_}
    judged = suite.judged
    if not watched and not source.rule.looks_across:
        named = {id(one.record) for one in mine}
        judged = tuple(one for one in judged if id(one) in named)
    return replace(suite, expected=mine, tested=mine, watched=watched, judged=judged)


def _span(at: Location) -> tuple[object, ...]:
    return (*at.begin, at.end_line, at.end_column)
