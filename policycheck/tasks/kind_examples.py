"""The examples in the documentation of a kind, run as a policy of one rule each.

An example is `check` (and `applies_to`, `each`, `when`, `params` where it needs them) with `fail`,
`pass`, `unknown` or `not_applicable` and a record; `found` is the text that must be hit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.document.yaml import read_yaml
from policycheck.errors import InputError
from policycheck.policy.compile import RuleSource, compile_policy
from policycheck.policy.dated import Params
from policycheck.policy.loaded import LoadedPolicy, LoadedRule
from policycheck.policy.surface import Effective
from policycheck.source import Source
from policycheck.tasks.examples import run_examples

__all__ = ["KindExample", "compiled_example", "kind_examples", "run_kind_example"]

_RULE = ("check", "applies_to", "each", "when")
_OUTCOMES = ("fail", "pass", "unknown", "not_applicable")


@dataclass(frozen=True, slots=True)
class KindExample:
    """One example: its line in the text, the word that says how it comes out, and its nodes."""

    line: int
    word: str
    node: Mapping


def kind_examples(text: str, name: str) -> Iterator[KindExample]:
    """The examples in the text of a kind. Raises InputError where it cannot be read."""
    root, problems = read_yaml(Source(f"examples of {name}", text))
    if problems or not isinstance(root, Sequence):
        raise InputError(problems)
    for item in root.items:
        assert isinstance(item, Mapping)
        line, _ = item.source.position(item.span.start)
        word = next(word for word in _OUTCOMES if word in item.entries)
        yield KindExample(line, word, item)


def run_kind_example(example: KindExample) -> list[str]:
    """What is wrong with an example; nothing where it comes to what it says."""
    sources, said = compiled_example(example)
    for source in sources:
        said += [result.problem for result in run_examples(source) if result.problem]
    return said


def compiled_example(example: KindExample) -> tuple[list[RuleSource], list[str]]:
    """The rule that an example is of, and what is wrong with it."""
    policy = LoadedPolicy(id="example", title="Example")
    params = Params(_params(example.node))
    rule = _rule(example.node)
    policy.rules.append(
        LoadedRule("example", rule, params, "example", Effective(), "", rule, params)
    )
    _, sources = compile_policy(policy, None)
    return sources, [str(problem) for problem in policy.problems.found]


def _rule(node: Mapping) -> Mapping:
    """The rule that the example is of, with the example as its own."""
    text = Scalar.made
    given = {key: entry for key, entry in node.entries.items() if key in _RULE}
    own = [(entry.key, entry.value) for entry in node if entry.key.text not in (*_RULE, "params")]
    example = Mapping.of(node.source, node.span, own)
    made: dict[str, Node] = {
        "id": text(node.source, node.span, "example"),
        "title": text(node.source, node.span, "Example"),
        "applies_to": text(node.source, node.span, "post"),
        "severity": text(node.source, node.span, "review"),
        "examples": Sequence(node.source, node.span, [example]),
    }
    pairs = [
        (text(node.source, node.span, key), value)
        for key, value in made.items()
        if key not in given
    ]
    return Mapping.of(node.source, node.span, [*pairs, *((e.key, e.value) for e in given.values())])


def _params(node: Mapping) -> dict[str, Node]:
    params = node.get("params")
    return {entry.key.text: entry.value for entry in params} if isinstance(params, Mapping) else {}
