"""A rule's examples, run: each is a record and the outcome that it must have.

An example is `fail`, `pass`, `unknown` or `not_applicable` with a record, and where it fails may
say what is `found`. Records that the rule refers to stand in `with`, by the plural of their kind.
Its instant is the policy's `examples_as_of`, never now; its parameters are those of its own file,
and those that it sets itself under `params`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.findings import findings_of, secrets_of
from policycheck.engine.instants import Instants
from policycheck.engine.judge import judge, worst
from policycheck.engine.places import words
from policycheck.engine.program import CompiledRule
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.finding import Finding, Outcome
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Fact, Judgement, Missing
from policycheck.policy.compile import RuleSource, as_written, with_values
from policycheck.policy.problems import nearest
from policycheck.policy.profiles import load_profiles
from policycheck.tasks.example_parts import Wrong, instant_of, others_of, record_of

__all__ = ["Came", "ExampleResult", "run_examples", "still_holds"]

_WORDS = {
    "fail": Outcome.FAIL,
    "pass": Outcome.PASS,
    "unknown": Outcome.UNKNOWN,
    "not_applicable": Outcome.NOT_APPLICABLE,
}
_KEYS = (*_WORDS, "found", "as_of", "with", "params")


@dataclass(frozen=True, slots=True)
class Came:
    """What a rule came to on the record of an example: its verdicts, one for each element."""

    rule: CompiledRule | None
    judged: tuple[tuple[RecordCase, Judgement], ...] = ()

    @property
    def outcome(self) -> Outcome:
        if self.rule is None:
            return Outcome.NOT_APPLICABLE
        return worst([judgement.outcome for _, judgement in self.judged])

    @property
    def found(self) -> list[str]:
        """The words that it hits."""
        return [words(case.record, hit.place) for case, one in self.judged for hit in one.hits]

    @property
    def findings(self) -> list[Finding]:
        if self.rule is None:
            return []
        failed = [pair for pair in self.judged if pair[1].outcome is Outcome.FAIL]
        seen: Counter[str] = Counter()
        return [each for case, one in failed for each in findings_of(self.rule, case, one, seen)]

    @property
    def missing(self) -> list[Missing]:
        """What it lacked where it could not decide."""
        undecided = [one for _, one in self.judged if one.outcome is Outcome.UNKNOWN]
        return list(dict.fromkeys(gap for one in undecided for gap in one.missing))

    @property
    def secrets(self) -> set[str]:
        """Private values that it hits."""
        return {each for case, one in self.judged for each in secrets_of(case.record, one.hits)}


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example: what it should come to and what it came to.

    `place` is path:line:column of `node`; `problem` is empty where all is as it should be. `came`
    is None where the example itself is wrong.
    """

    rule: str
    place: str
    expected: str
    found: str
    node: Node
    problem: str = ""
    came: Came | None = None


def run_examples(
    source: RuleSource, brought_by: Callable[[Node], RuleSource | None] | None = None
) -> Iterator[ExampleResult]:
    """Run every example of a rule.

    Those of its own file are for the rule as it stands there, those of a policy that changed it for
    the rule as it stands for that policy: `brought_by` gives the rule for such examples, without it
    they are taken to be those of the policy at hand.
    """
    own, examples = (
        node.get("examples") if isinstance(node, Mapping) else None
        for node in (source.loaded.own_node, source.loaded.node)
    )
    yield from _run_all(as_written(source), own)
    if examples is not None and examples is not own:
        yield from _run_all((brought_by and brought_by(examples)) or source, examples)


def still_holds(source: RuleSource, example: Node) -> bool:
    """Whether an example comes out as it says for the rule as it stands for a policy now."""
    return not _run(source, example).problem


def _run_all(source: RuleSource, examples: Node | None) -> Iterator[ExampleResult]:
    if examples is None:
        return
    if not isinstance(examples, Sequence):
        yield _result(source, examples, "", "examples is a list: begin each with '- fail:'")
        return
    for example in examples.items:
        yield _run(source, example)


def _run(source: RuleSource, example: Node) -> ExampleResult:
    word = ""
    try:
        mapping, word = _expected(example)
        came = _came(_with_values(source, mapping), mapping, word)
    except Wrong as wrong:
        return _result(source, wrong.node, word, str(wrong))
    wanted = mapping.get("found")
    problem = ""
    if came.outcome is not _WORDS[word]:
        problem = f"expected {word}, came to {came.outcome}"
    elif isinstance(wanted, Scalar) and wanted.text not in (found := came.found):
        problem = f"found {', '.join(map(repr, found)) or 'nothing'}, expected {wanted.text!r}"
    return _result(source, mapping, word, problem, came)


def _result(
    source: RuleSource, node: Node, expected: str, problem: str, came: Came | None = None
) -> ExampleResult:
    line, column = node.source.position(node.span.start)
    place = f"{node.source.path}:{line}:{column}"
    found = str(came.outcome) if came else ""
    return ExampleResult(source.surface.id, place, expected, found, node, problem, came)


def _expected(example: Node) -> tuple[Mapping, str]:
    """The example and the word that says how it comes out."""
    words_of = [word for word in _WORDS if isinstance(example, Mapping) and word in example.entries]
    if not isinstance(example, Mapping) or len(words_of) != 1:
        raise Wrong(example, f"an example has one of {', '.join(_WORDS)}")
    for entry in example:
        if entry.key.text not in _KEYS:
            raise Wrong(
                entry.key, f"unknown key {entry.key.text}: {nearest(entry.key.text, _KEYS)}"
            )
    (word,) = words_of
    wanted = example.entries.get("found")
    if wanted and (word != "fail" or not isinstance(wanted.value, Scalar)):
        raise Wrong(wanted.key, "found is the text that a failing example is hit at")
    return example, word


def _with_values(source: RuleSource, example: Mapping) -> RuleSource:
    """The rule as an example sees it: with the parameters of its file, or those of its own."""
    given = example.get("params")
    if given is None:
        return source
    if not isinstance(given, Mapping):
        raise Wrong(given, "params takes names with values")
    known = source.loaded.params.values
    for entry in given:
        if entry.key.text not in known:
            advice = nearest(entry.key.text, known)
            raise Wrong(entry.key, f"no parameter is called {entry.key.text}: {advice}")
    made = with_values(source, given)
    if isinstance(made, RuleSource):
        return made
    raise Wrong(given, f"the rule cannot be used so: {made.found[0].message}")


def _came(source: RuleSource, example: Mapping, word: str) -> Came:
    """What the rule comes to on the record of an example."""
    record = record_of(source, example.entries[word].value, source.rule.applies_to[0])
    others = others_of(source, example)
    case_of = _cases(source, instant_of(source, example), World(others, load_profiles))
    rule = source.rule.at(case_of(record).at)
    if rule is None:
        return Came(None)
    results = judge(rule, case_of(record))
    judged = [(one.case, one.result) for one in results if isinstance(one.result, Judgement)]
    facts = [(one.case, one.result) for one in results if isinstance(one.result, Fact)]
    if facts and rule.plan.conclude:
        more = [one for kind in source.rule.applies_to for one in others.get(kind, {}).values()]
        around = [one.result for other in more for one in judge(rule, case_of(other))]
        every = [*(fact for _, fact in facts), *(one for one in around if isinstance(one, Fact))]
        concluded = rule.plan.conclude(every)
        judged += [(case, one) for (case, _), one in zip(facts, concluded, strict=False)]
    return Came(rule, tuple(judged))


def _cases(source: RuleSource, now: Moment, world: World) -> Callable[[Record], RecordCase]:
    finder = Finder(search for form in source.rule.forms for search in form.plan.searches)
    instants = Instants(now, source.zone or UTC)
    return lambda record: RecordCase(record, finder, Setting(world, instants.of(record), now))
