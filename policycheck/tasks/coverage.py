"""`test --coverage`: what the tests of each rule reach of it, by what its evaluation saw.

An entry of a list is reached where a test would see something else without it; a side of a limit
where a test would come to something else with the limit one step away; a condition where a test
met it, and where one did not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policycheck import __version__
from policycheck.document import Mapping, Node
from policycheck.model.coverage import Coverage, Item, Reached, RuleCoverage
from policycheck.model.finding import Outcome
from policycheck.mutants import Mutant, Sort, mutants_of
from policycheck.policy.traced import ConditionPart, condition_parts
from policycheck.tasks.rule_tests import ExampleTest, RuleTests, SuiteTest
from policycheck.tasks.rule_work import RuleName, RuleWork, Watch, WorkSpace
from policycheck.tasks.tested_policies import ProvingRequest

__all__ = ["coverage_of"]


def coverage_of(request: ProvingRequest, jobs: int, watch: Watch) -> Coverage:
    """The coverage of the rules of a request. Raises UsageError for a selection of no rule."""
    work = RuleWork.of(request)
    rules = sorted(
        work.each(_covered, jobs, watch), key=lambda one: (one.percent, one.path, one.line)
    )
    return Coverage(__version__, tuple(work.policies), tuple(rules), work.inherited)


def _covered(space: WorkSpace, name: RuleName) -> RuleCoverage:
    tests = space.tests(name)
    node = tests.source.loaded.node
    assert isinstance(node, Mapping), "a rule that compiles has keys"
    named = node.entries["id"].value
    at = named.source.position(named.span.start)
    reached = (*_outcomes(tests, named), *_conditions(tests), *_changed(tests))
    return RuleCoverage(
        name.rule, named.source.path, at.line, len(tests.sound), tests.broken, reached
    )


def _reached(item: Item, words: str, node: Node, is_reached: bool) -> Reached:
    at = node.source.position(node.span.start)
    return Reached(item, words, node.source.path, at.line, at.column, is_reached)


def _outcomes(tests: RuleTests, node: Node) -> Iterator[Reached]:
    """What the rule came to, of all that it can come to."""
    seen = {each for _, one in tests.sound for each in one.outcomes}
    for outcome in (Outcome.FAIL, Outcome.PASS, Outcome.NOT_APPLICABLE, Outcome.UNKNOWN):
        if outcome in seen or outcome in _possible(tests):
            words = f"the outcome {outcome}"
            yield _reached(Item.OUTCOME, words, node, outcome in seen)


def _possible(tests: RuleTests) -> set[Outcome]:
    """What the rule can come to: unknown, where it does so once nothing else is on file."""
    form = tests.source.rule.forms[-1]
    possible = {Outcome.FAIL, Outcome.PASS}
    if form.when is not None or form.each is not None:
        possible.add(Outcome.NOT_APPLICABLE)
    for test, _ in tests.sound:
        if isinstance(test, ExampleTest):
            alone = replace(test.read, scene=replace(test.read.scene, others={}))
            seen = ExampleTest(test.base, alone).see(test.base)
            possible |= {Outcome.UNKNOWN} & set(seen.outcomes if seen else ())
    return possible


def _conditions(tests: RuleTests) -> Iterator[Reached]:
    """Each condition of the last form of the rule, met by a test, and not met by one."""
    source = tests.source
    parts = [one for one in condition_parts(source, source.rule.forms[-1]) if not one.combines]
    answers: list[set[bool | None]] = [set() for _ in parts]
    for test, _ in tests.sound:
        if isinstance(test, ExampleTest | SuiteTest):
            for case in test.cases():
                for known, part in zip(answers, parts, strict=True):
                    known.add(part.holds(case, []))
    for known, part in zip(answers, parts, strict=True):
        yield from _both_ways(part, known)


def _both_ways(part: ConditionPart, known: set[bool | None]) -> Iterator[Reached]:
    for wanted, words in ((True, "met"), (False, "not met")):
        said = f"the condition {part.words}, {words}"
        yield _reached(Item.CONDITION, said, part.key, wanted in known)


def _changed(tests: RuleTests) -> Iterator[Reached]:
    """The entries of lists and the sides of limits that make a difference to a test."""
    for mutant in mutants_of(tests.source):
        if mutant.sort is Sort.TERM:
            words = f"{mutant.term!r} in {mutant.place}"
            yield _reached(Item.TERM, words, mutant.node, _differs(tests, mutant))
        elif mutant.sort in (Sort.LIMIT, Sort.NEAR):
            yield _reached(Item.LIMIT, _side(mutant), mutant.node, _comes_out(tests, mutant))


def _side(mutant: Mutant) -> str:
    name = mutant.field[-1]
    if mutant.sort is Sort.LIMIT:
        return f"a value just past {name} {mutant.was}, which {mutant.becomes} would let through"
    return f"a value exactly at {name} {mutant.was}, which {mutant.becomes} would refuse"


def _differs(tests: RuleTests, mutant: Mutant) -> bool:
    runs: Iterable[tuple[object, object]] = ((one, other) for _, one, other in tests.on(mutant))
    return any(one != other for one, other in runs)


def _comes_out(tests: RuleTests, mutant: Mutant) -> bool:
    """Whether a test comes to another outcome."""
    return any(
        other is None or one.outcomes != other.outcomes for _, one, other in tests.on(mutant)
    )
