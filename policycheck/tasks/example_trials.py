"""The examples of rules as tests: what each is called, and how one that fails is told."""

from __future__ import annotations

from policycheck.document import Mapping, Node
from policycheck.model.finding import Outcome
from policycheck.model.trials import Trial, Word
from policycheck.policy.compile import RuleSource
from policycheck.tasks.examples import ExampleResult
from policycheck.tasks.trial_findings import Failure, sentence, word_of

__all__ = ["failure_of", "trial_of", "written_at"]


def written_at(source: RuleSource) -> tuple[tuple[str, int], ...]:
    """Where the examples of a rule stand: those at the same places come out the same."""
    nodes = (source.loaded.own_node, source.loaded.node)
    found = [node.get("examples") for node in nodes if isinstance(node, Mapping)]
    return tuple((node.source.path, node.span.start) for node in found if node is not None)


def trial_of(result: ExampleResult, number: int) -> Trial:
    """The example as a test, by its number among those of its rule."""
    name = f"{result.rule} example {number} ({result.expected})"
    return Trial(result.node.source.path, name, result.rule)


def failure_of(result: ExampleResult, trial: Trial, source: RuleSource) -> Failure:
    """An example that did not come out as it says: what decided, and where it stands."""
    came = result.came
    assert came is not None, "an example that is wrong itself is a problem, and no failure"
    expected, findings = Outcome(result.expected), tuple(came.findings)
    about = source.rule.about
    if came.outcome is expected:
        message = f"{result.rule} {result.problem}"
        node, label, word = _value(result.node, "found"), "not found", Word.WRONG
    else:
        gaps = "; ".join(f"{gap.path} ({gap.why})" for gap in came.missing)
        why = "; ".join(dict.fromkeys(one.message for one in findings)) or gaps
        message = sentence(result.rule, expected, came.outcome, why)
        node, label = _key(result.node, result.expected), f"came to {came.outcome}"
        word = word_of(expected, came.outcome)
    return Failure(trial, word, message, node, label, about.clause, findings)


def _key(node: Node, name: str) -> Node:
    return node.entries[name].key if isinstance(node, Mapping) else node


def _value(node: Node, name: str) -> Node:
    return node.entries[name].value if isinstance(node, Mapping) else node
