"""The examples of a rule, for people to read: only those that are true of it as it stands."""

from __future__ import annotations

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.model.rulebook import Example
from policycheck.policy.compile import RuleSource
from policycheck.policy.worded import worded
from policycheck.tasks.examples import still_holds

__all__ = ["examples_of"]

_OUTCOMES = ("fail", "pass", "unknown", "not_applicable")


def examples_of(source: RuleSource) -> tuple[Example, ...]:
    """The examples in the order of the policy.

    One that sets parameters of its own shows another policy than this one. Where a policy below has
    changed the rule, those that no longer come out as they say are left out too.
    """
    loaded = source.loaded
    node = loaded.node.get("examples") if isinstance(loaded.node, Mapping) else None
    as_written = loaded.params is loaded.own_params and loaded.node is loaded.own_node
    return tuple(
        _example(one)
        for one in (node.items if isinstance(node, Sequence) else ())
        if isinstance(one, Mapping)
        and "params" not in one.entries
        and (as_written or still_holds(source, one))
    )


def _example(node: Mapping) -> Example:
    outcome = next((word for word in _OUTCOMES if word in node.entries), "")
    record, found = node.get(outcome), node.get("found")
    beside = node.get("with")
    words = worded(record) if record else ""
    more = f", with {worded(beside)}" if beside else ""
    text = "" if beside else _only_text(record)
    return Example(outcome, text, words + more, found.text if isinstance(found, Scalar) else "")


def _only_text(record: Node | None) -> str:
    """The text of an example that is no more than a text."""
    text = record.get("text") if isinstance(record, Mapping) else None
    alone = isinstance(record, Mapping) and set(record.entries) <= {"text", "id"}
    return text.text if alone and isinstance(text, Scalar) else ""
