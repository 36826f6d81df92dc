"""A rule's examples, run: each is a record and the outcome that it must have.

An example is `fail`, `pass`, `unknown` or `not_applicable` with a record, and where it fails may say
what is `found`. Its instant is the policy's `examples_as_of`, never now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from policycheck.document import Mapping, Node, Scalar
from policycheck.engine.case import RecordCase
from policycheck.engine.evaluate import Instants
from policycheck.engine.finder import Finder
from policycheck.engine.judge import judge, worst
from policycheck.engine.places import words
from policycheck.engine.world import World
from policycheck.model.finding import Outcome
from policycheck.model.moment import Moment, parse_moment
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.plan import Fact, Hit, Judgement
from policycheck.policy.compile import RuleSource
from policycheck.readers.door import records
from policycheck.readers.reader import Draft

__all__ = ["ExampleResult", "run_examples"]

_WORDS = {
    "fail": Outcome.FAIL,
    "pass": Outcome.PASS,
    "unknown": Outcome.UNKNOWN,
    "not_applicable": Outcome.NOT_APPLICABLE,
}
_KEYS = {*_WORDS, "found", "as_of"}
#: The instant of examples in a policy that names none: they must not change with the calendar.
_DEFAULT_INSTANT = Moment.instant(datetime(2026, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example: what it should come to and what it came to; `problem` is empty where they agree."""

    rule: str
    place: str
    expected: str
    found: str
    problem: str = ""


def run_examples(source: RuleSource) -> Iterator[ExampleResult]:
    """Run every example of a rule."""
    node = source.loaded.node
    examples = node.get("examples") if isinstance(node, Mapping) else None
    for example in getattr(examples, "items", ()):
        yield _run(source, example)


def _run(source: RuleSource, example: Node) -> ExampleResult:
    line, column = example.source.position(example.span.start)
    place = f"{example.source.path}:{line}:{column}"
    rule = source.surface.id
    word = _word(example)
    if not isinstance(example, Mapping) or word is None:
        return ExampleResult(rule, place, "", "", f"an example has one of {', '.join(_WORDS)}")
    unknown = next((entry.key.text for entry in example if entry.key.text not in _KEYS), None)
    if unknown:
        return ExampleResult(rule, place, word, "", f"unknown key {unknown}")
    outcome, hits, texts = _outcome(source, example, example.entries[word].value)
    if outcome is not _WORDS[word]:
        return ExampleResult(rule, place, word, outcome, f"expected {word}, came to {outcome}")
    wanted = example.get("found")
    if isinstance(wanted, Scalar) and wanted.text not in texts:
        return ExampleResult(rule, place, word, outcome, f"found {texts}, expected {wanted.text!r}")
    return ExampleResult(rule, place, word, outcome)


def _word(example: Node) -> str | None:
    if not isinstance(example, Mapping):
        return None
    words = [word for word in _WORDS if word in example.entries]
    return words[0] if len(words) == 1 else None


def _outcome(
    source: RuleSource, example: Mapping, node: Node
) -> tuple[Outcome, list[Hit], list[str]]:
    """The outcome of the rule on the record of an example, what hit, and the words that it covers."""
    if not isinstance(node, Mapping):
        return Outcome.UNKNOWN, [], []
    kind = RECORD_KINDS[source.rule.applies_to[0]]
    record = next(
        (
            one
            for one in records(iter([Draft(node)]), kind, path="example")
            if isinstance(one, Record)
        ),
        None,
    )
    if record is None:
        return Outcome.UNKNOWN, [], []
    now = _instant(source, example)
    finder = Finder(source.rule.plan.searches)
    at = Instants(now, UTC).of(record)
    results = list(judge(source.rule, RecordCase(record, at, now, finder, World())))
    judged = [one.result for one in results if isinstance(one.result, Judgement)]
    facts = [one.result for one in results if isinstance(one.result, Fact)]
    if facts and source.rule.plan.conclude:
        judged += source.rule.plan.conclude(facts)
    hits = [hit for one in judged for hit in one.hits]
    return worst([one.outcome for one in judged]), hits, [words(record, hit.place) for hit in hits]


def _instant(source: RuleSource, example: Mapping) -> Moment:
    own = example.get("as_of")
    if isinstance(own, Scalar):
        return parse_moment(own.text, UTC)
    named = source.loaded.examples_as_of
    return parse_moment(named, UTC) if named else _DEFAULT_INSTANT
