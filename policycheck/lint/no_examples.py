"""A rule without an example that fails, or without one that passes.

Examples are the tests of a rule: a record that it must find, and a near miss that it must let
through. Without them nobody notices when a change of the rule, or of policycheck, breaks it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.document import Mapping, Sequence
from policycheck.lint.lint import Flaw, Lint, Subject, id_node
from policycheck.model.finding import Severity
from policycheck.policy.compile import RuleSource

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         examples: [{fail: {text: Rain}}]}
  at: '2: A'
  says: A has no example that passes
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en}}
  at: '2: A'
  says: A has no example that fails and none that passes
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         examples: [{fail: {text: Rain}}, {pass: {text: Rain, lang: en}}]}
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    for source in subject.sources:
        words = _words(source)
        missing = [word for word in ("fail", "pass") if word not in words]
        if missing:
            what = " and none that ".join(f"{word}{'es' * (word == 'pass')}" for word in missing)
            what = what.replace("fail", "fails", 1)
            id_ = source.surface.id
            yield Flaw(id_node(source), f"{id_} has no example that {what}", id_)


def _words(source: RuleSource) -> set[str]:
    """How its examples come out: those of its own file, and those of policies that changed it."""
    nodes = (source.loaded.own_node, source.loaded.node)
    lists = [node.get("examples") for node in nodes if isinstance(node, Mapping)]
    found = [one for each in lists if isinstance(each, Sequence) for one in each.items]
    return {key for one in found if isinstance(one, Mapping) for key in one.entries}


LINT = Lint(
    name="no-examples",
    title="A rule is not tested by examples",
    severity=Severity.INFO,
    remedy="add a record under examples: that fails, and a near miss that passes",
    find=_find,
)
