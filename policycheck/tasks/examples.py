"""A rule's examples, run: each is a record and the outcome that it must have.

An example is `fail`, `pass`, `unknown` or `not_applicable` with a record, and where it fails may
say what is `found` (one text or several), and with what `severity`. Records that the rule refers to
stand in `with`, by the plural of their kind. Its instant is the policy's `examples_as_of`, never
now; its parameters are those of its own file, and those that it sets itself under `params`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.model.finding import SEVERITIES, Outcome
from policycheck.policy.compile import RuleSource, as_written, with_values
from policycheck.policy.problems import nearest
from policycheck.tasks.came import Came, Staged, came_of, staged
from policycheck.tasks.example_parts import Wrong

__all__ = [
    "Came",
    "ExampleResult",
    "Prepared",
    "examples_of",
    "prepared",
    "run_examples",
    "still_holds",
]

_WORDS = {
    "fail": Outcome.FAIL,
    "pass": Outcome.PASS,
    "unknown": Outcome.UNKNOWN,
    "not_applicable": Outcome.NOT_APPLICABLE,
}
_OF_FAILURES = ("found", "severity")
_KEYS = (*_WORDS, *_OF_FAILURES, "as_of", "with", "params")


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


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example, read: what it says of itself, and its records."""

    node: Mapping
    word: str
    scene: Staged
    params: Mapping | None = None

    def came(self, source: RuleSource) -> Came:
        """What a rule comes to, with the parameters of the example.

        Raises Wrong where the rule cannot be used with these.
        """
        return came_of(_with_values(source, self.params) if self.params else source, self.scene)

    def problem(self, came: Came) -> str:
        """What differs from what the example says; '' where nothing does."""
        if came.outcome is not _WORDS[self.word]:
            return f"expected {self.word}, came to {came.outcome}"
        found = came.found
        for wanted in self._texts("found"):
            if wanted not in found:
                return f"found {', '.join(map(repr, found)) or 'nothing'}, expected {wanted!r}"
        for severity in self._texts("severity"):
            if severity != came.severity:
                return f"weighs {came.severity or 'nothing'}, expected {severity}"
        return ""

    def _texts(self, key: str) -> list[str]:
        given = self.node.get(key)
        items = given.items if isinstance(given, Sequence) else [given]
        return [one.text for one in items if isinstance(one, Scalar)]


def run_examples(
    source: RuleSource, brought_by: Callable[[Node], RuleSource | None] | None = None
) -> Iterator[ExampleResult]:
    """Run every example of a rule, each for the rule that it is of: see `examples_of`."""
    for rule, example in examples_of(source, brought_by):
        yield _run(rule, example)


def examples_of(
    source: RuleSource, brought_by: Callable[[Node], RuleSource | None] | None = None
) -> Iterator[tuple[RuleSource, Node]]:
    """Every example of a rule with the rule that it is of.

    Those of its own file are for the rule as it stands there, those of a policy that changed it for
    the rule as it stands for that policy: `brought_by` gives the rule for such examples, without it
    they are taken to be those of the policy at hand. What is no list stands for itself.
    """
    own, examples = (
        node.get("examples") if isinstance(node, Mapping) else None
        for node in (source.loaded.own_node, source.loaded.node)
    )
    yield from _each(as_written(source), own)
    if examples is not None and examples is not own:
        yield from _each((brought_by and brought_by(examples)) or source, examples)


def still_holds(source: RuleSource, example: Node) -> bool:
    """Whether an example comes out as it says for the rule as it stands for a policy now."""
    return not _run(source, example).problem


def _each(source: RuleSource, examples: Node | None) -> Iterator[tuple[RuleSource, Node]]:
    if isinstance(examples, Sequence):
        yield from ((source, one) for one in examples.items)
    elif examples is not None:
        yield source, examples


def prepared(source: RuleSource, example: Node) -> Prepared:
    """Read an example of a rule. Raises Wrong where it is wrong itself."""
    if example is _listed(source):
        raise Wrong(example, "examples is a list: begin each with '- fail:'")
    mapping, word = _expected(example)
    params = _params(source, mapping)
    return Prepared(mapping, word, staged(source, mapping, word), params)


def _listed(source: RuleSource) -> Node | None:
    node = source.loaded.node
    return node.get("examples") if isinstance(node, Mapping) else None


def _run(source: RuleSource, example: Node) -> ExampleResult:
    word = ""
    try:
        word = _expected(example)[1] if example is not _listed(source) else ""
        read = prepared(source, example)
        came = read.came(source)
    except Wrong as wrong:
        return _result(source, wrong.node, word, str(wrong))
    return _result(source, read.node, word, read.problem(came), came)


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
    for key in _OF_FAILURES:
        _refuse_misplaced(example, word, key)
    return example, word


def _refuse_misplaced(example: Mapping, word: str, key: str) -> None:
    """`found` and `severity` are of failures, and texts."""
    given = example.entries.get(key)
    if given is None:
        return
    items: list[Node] = [given.value]
    if key == "found" and isinstance(given.value, Sequence):
        items = given.value.items
    if word != "fail" or not items or not all(isinstance(one, Scalar) for one in items):
        raise Wrong(given.key, _MISPLACED[key])
    if key == "severity" and getattr(given.value, "text", "") not in set(SEVERITIES):
        raise Wrong(given.value, f"severity is one of {', '.join(SEVERITIES)}")


_MISPLACED = {
    "found": "found is the text that a failing example is hit at",
    "severity": "severity is how much a failing example weighs",
}


def _params(source: RuleSource, example: Mapping) -> Mapping | None:
    """The values that an example sets, each of a parameter that the rule knows."""
    given = example.get("params")
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise Wrong(given, "params takes names with values")
    known = source.loaded.params.values
    for entry in given:
        if entry.key.text not in known:
            advice = nearest(entry.key.text, known)
            raise Wrong(entry.key, f"no parameter is called {entry.key.text}: {advice}")
    return given


def _with_values(source: RuleSource, given: Mapping) -> RuleSource:
    made = with_values(source, given)
    if isinstance(made, RuleSource):
        return made
    raise Wrong(given, f"the rule cannot be used so: {made.found[0].message}")
