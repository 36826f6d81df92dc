"""A rule that applies to no record of the project.

It may be meant for what is still to come, or a condition may be wrong: a category that nobody uses,
a platform spelt otherwise. A rule that could not be decided for a record is not said to match
nothing, and neither is one for a kind of record that the project names no source for.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.lint.lint import Flaw, Lint, Subject, id_node
from policycheck.model.finding import Severity

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: &rules |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         when: {category: guidance}}
  files:
    policycheck.yaml: &project "policy: policy.yaml\\nrecords: {posts: [posts.yaml]}\\n"
    posts.yaml: "one: {text: Rain, category: guidanse}\\n"
  at: '2: A'
  says: A applies to no post of the project
- policy: *rules
  files:
    policycheck.yaml: *project
    posts.yaml: "one: {text: Rain, category: guidance}\\n"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         when: {account.class: agency}}
  files:
    policycheck.yaml: *project
    posts.yaml: "one: {text: Rain, account: water}\\n"
- policy: *rules
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    if subject.matched is None:
        return
    for source in subject.sources:
        rule = source.rule
        is_given = not subject.matched.given.isdisjoint(rule.applies_to)
        if is_given and rule.id not in subject.matched.rules and rule.at(subject.as_of):
            kinds = " and no ".join(one.replace("_", " ") for one in rule.applies_to)
            message = f"{rule.id} applies to no {kinds} of the project"
            yield Flaw(id_node(source), message, rule.id)


LINT = Lint(
    name="matches-nothing",
    title="A rule applies to no record of the project",
    severity=Severity.INFO,
    remedy="look at its when: and applies_to:, and at how the records spell these values",
    find=_find,
)
