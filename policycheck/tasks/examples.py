"""A rule's examples, run: each is a record and the outcome that it must have.

An example is `fail`, `pass`, `unknown` or `not_applicable` with a record, and where it fails may
say what is `found`. Records that the rule refers to stand in `with`, by the plural of their kind.
Its instant is the policy's `examples_as_of`, never now; its parameters are those of its own file,
and those that it sets itself under `params`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.instants import Instants
from policycheck.engine.judge import judge, worst
from policycheck.engine.places import words
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.finding import Outcome
from policycheck.model.moment import Moment, parse_moment
from policycheck.model.record import Record
from policycheck.model.registry import BY_PLURAL, RECORD_KINDS
from policycheck.plan import Fact, Judgement
from policycheck.policy.compile import RuleSource, as_written, with_values
from policycheck.policy.problems import nearest
from policycheck.policy.profiles import load_profiles
from policycheck.readers.door import UnknownKey, records
from policycheck.readers.reader import Draft

__all__ = ["ExampleResult", "run_examples", "still_holds"]

_WORDS = {
    "fail": Outcome.FAIL,
    "pass": Outcome.PASS,
    "unknown": Outcome.UNKNOWN,
    "not_applicable": Outcome.NOT_APPLICABLE,
}
_KEYS = (*_WORDS, "found", "as_of", "with", "params")
#: The instant of examples in a policy that names none: they must not change with the calendar.
_DEFAULT_INSTANT = Moment.instant(datetime(2026, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example: what it should come to and what it came to.

    `place` is path:line:column; `problem` is empty where all is as it should be.
    """

    rule: str
    place: str
    expected: str
    found: str
    problem: str = ""


class _Wrong(Exception):  # noqa: N818 - a finding about an example, not an error of the program
    """The example itself is wrong; nothing can be said of the rule."""

    def __init__(self, node: Node, message: str) -> None:
        super().__init__(message)
        self.node = node


def run_examples(source: RuleSource) -> Iterator[ExampleResult]:
    """Run every example of a rule.

    Those of its own file are for the rule as it stands there, those of a policy that changed it for
    the rule as it stands for that policy.
    """
    own, examples = (
        node.get("examples") if isinstance(node, Mapping) else None
        for node in (source.loaded.own_node, source.loaded.node)
    )
    yield from _run_all(as_written(source), own)
    if examples is not own:
        yield from _run_all(source, examples)


def still_holds(source: RuleSource, example: Node) -> bool:
    """Whether an example comes out as it says for the rule as it stands for a policy now."""
    return not _run(source, example).problem


def _run_all(source: RuleSource, examples: Node | None) -> Iterator[ExampleResult]:
    if examples is None:
        return
    if not isinstance(examples, Sequence):
        yield _result(source, examples, "", "", "examples is a list: begin each with '- fail:'")
        return
    for example in examples.items:
        yield _run(source, example)


def _run(source: RuleSource, example: Node) -> ExampleResult:
    word = ""
    try:
        mapping, word = _expected(example)
        outcome, found = _outcome(_with_values(source, mapping), mapping, word)
    except _Wrong as wrong:
        return _result(source, wrong.node, word, "", str(wrong))
    wanted = mapping.get("found")
    problem = ""
    if outcome is not _WORDS[word]:
        problem = f"expected {word}, came to {outcome}"
    elif isinstance(wanted, Scalar) and wanted.text not in found:
        problem = f"found {', '.join(map(repr, found)) or 'nothing'}, expected {wanted.text!r}"
    return _result(source, mapping, word, outcome, problem)


def _result(
    source: RuleSource, node: Node, expected: str, found: str, problem: str
) -> ExampleResult:
    line, column = node.source.position(node.span.start)
    place = f"{node.source.path}:{line}:{column}"
    return ExampleResult(source.surface.id, place, expected, found, problem)


def _expected(example: Node) -> tuple[Mapping, str]:
    """The example and the word that says how it comes out."""
    words_of = [word for word in _WORDS if isinstance(example, Mapping) and word in example.entries]
    if not isinstance(example, Mapping) or len(words_of) != 1:
        raise _Wrong(example, f"an example has one of {', '.join(_WORDS)}")
    for entry in example:
        if entry.key.text not in _KEYS:
            raise _Wrong(
                entry.key, f"unknown key {entry.key.text}: {nearest(entry.key.text, _KEYS)}"
            )
    (word,) = words_of
    wanted = example.entries.get("found")
    if wanted and (word != "fail" or not isinstance(wanted.value, Scalar)):
        raise _Wrong(wanted.key, "found is the text that a failing example is hit at")
    return example, word


def _with_values(source: RuleSource, example: Mapping) -> RuleSource:
    """The rule as an example sees it: with the parameters of its file, or those of its own."""
    given = example.get("params")
    if given is None:
        return source
    if not isinstance(given, Mapping):
        raise _Wrong(given, "params takes names with values")
    known = source.loaded.params.values
    for entry in given:
        if entry.key.text not in known:
            advice = nearest(entry.key.text, known)
            raise _Wrong(entry.key, f"no parameter is called {entry.key.text}: {advice}")
    made = with_values(source, given)
    if isinstance(made, RuleSource):
        return made
    raise _Wrong(given, f"the rule cannot be used so: {made.found[0].message}")


def _outcome(source: RuleSource, example: Mapping, word: str) -> tuple[Outcome, list[str]]:
    """The outcome of the rule on the record of an example, and the words that it hits."""
    record = _record(source, example.entries[word].value, source.rule.applies_to[0])
    others = _others(source, example)
    case_of = _cases(source, _instant(source, example), World(others, load_profiles))
    rule = source.rule.at(case_of(record).at)
    if rule is None:
        return Outcome.NOT_APPLICABLE, []
    results = [one.result for one in judge(rule, case_of(record))]
    judged = [one for one in results if isinstance(one, Judgement)]
    facts = [one for one in results if isinstance(one, Fact)]
    if facts and rule.plan.conclude:
        more = [one for kind in source.rule.applies_to for one in others.get(kind, {}).values()]
        around = [one.result for other in more for one in judge(rule, case_of(other))]
        every = [*facts, *(one for one in around if isinstance(one, Fact))]
        judged += list(rule.plan.conclude(every))[: len(facts)]
    hits = [hit for one in judged for hit in one.hits]
    return worst([one.outcome for one in judged]), [words(record, hit.place) for hit in hits]


def _cases(source: RuleSource, now: Moment, world: World) -> Callable[[Record], RecordCase]:
    finder = Finder(search for form in source.rule.forms for search in form.plan.searches)
    instants = Instants(now, source.zone or UTC)
    return lambda record: RecordCase(record, finder, Setting(world, instants.of(record), now))


def _record(source: RuleSource, node: Node, kind: str) -> Record:
    """The record that an example shows: whatever is wrong with it is wrong with the example."""
    if not isinstance(node, Mapping):
        raise _Wrong(node, f"expected a {kind}: keys with values")
    known = replace(RECORD_KINDS[kind], shape=source.shapes.groups[kind])
    drafts = iter([Draft(node)])
    line, column = node.source.position(node.span.start)
    path = f"{node.source.path}:{line}:{column}"  # which makes an id for a record without one
    admitted = list(records(drafts, known, path=path, zone=source.zone or UTC))
    for one in admitted:
        if isinstance(one, UnknownKey) and "schema" not in _kinds(source):
            raise _Wrong(node, f"line {one.line}: {one.kind} has no field {one.name}")
        if isinstance(one, Problem):
            raise _Wrong(node, f"line {one.line}: {one.message}")
    found = [one for one in admitted if isinstance(one, Record)]
    if len(found) != 1:
        raise _Wrong(node, f"an example is one record; this makes {len(found)}")
    return found[0]


def _kinds(source: RuleSource) -> set[str]:
    """The kinds of its check; that of a JSON Schema looks at fields that nobody declared too."""
    return {kind.name for kind in source.check.kinds}


def _others(source: RuleSource, example: Mapping) -> dict[str, dict[str, Record]]:
    """The other records that an example brings, by kind and id."""
    given = example.get("with")
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise _Wrong(given, "with takes kinds of records, such as accounts: [{id: epa}]")
    others: dict[str, dict[str, Record]] = {}
    for entry in given:
        kind = BY_PLURAL.get(entry.key.text)
        if kind is None or not isinstance(entry.value, Sequence):
            advice = nearest(entry.key.text, BY_PLURAL)
            raise _Wrong(entry.key, f"{entry.key.text} names no list of records: {advice}")
        made = [_record(source, item, kind.name) for item in entry.value.items]
        others[kind.name] = {one.id: one for one in made}
    return others


def _instant(source: RuleSource, example: Mapping) -> Moment:
    own = example.get("as_of")
    named = source.loaded.examples_as_of
    if own is None:
        return parse_moment(named, UTC) if named else _DEFAULT_INSTANT
    try:
        return parse_moment(own.text if isinstance(own, Scalar) else "", source.zone or UTC)
    except ValueError as problem:
        raise _Wrong(own, str(problem)) from None
