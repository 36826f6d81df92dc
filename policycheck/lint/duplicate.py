"""Two rules that ask the same of the same records, at the same time and with the same weight.

Every finding is then listed twice, and a change of one leaves the other as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.lint.lint import Flaw, Lint, Subject, id_node
from policycheck.model.finding import Severity
from policycheck.policy.worded import place_of

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    params: {words: [act now, click here]}
    rules:
      - {id: A, title: A, applies_to: post, severity: error, when: {platform: x, status: draft},
         check: {kind: forbidden-text, phrases: $words}}
      - {id: B, title: B, applies_to: post, severity: error, when: {status: draft, platform: x},
         check: {kind: forbidden-text, phrases: [click here, act now]}}
  at: '5: B'
  says: "B asks the same as A (policy.yaml:3:10)"
- policy: |
    params: {campaigns: [], lobbies: []}
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: link-hosts, deny: $campaigns}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: link-hosts, deny: $lobbies}}
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error, when: {platform: x},
         check: {kind: forbidden-text, phrases: [act now]}}
      - {id: B, title: B, applies_to: post, severity: error, when: {platform: threads},
         check: {kind: forbidden-text, phrases: [act now]}}
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error, effective: {to: 2026-03-31},
         check: {kind: forbidden-text, phrases: [act now]}}
      - {id: B, title: B, applies_to: post, severity: error, effective: {from: 2026-04-01},
         check: {kind: forbidden-text, phrases: [act now]}}
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    for pair in subject.covered:
        if pair.same:
            first = id_node(pair.earlier.source)
            message = f"{pair.later.id} asks the same as {pair.earlier.id} ({place_of(first)})"
            related = ((first, "asks the same"),)
            yield Flaw(id_node(pair.later.source), message, pair.later.id, related=related)


LINT = Lint(
    name="duplicate",
    title="Two rules ask the same",
    severity=Severity.WARNING,
    remedy="remove one of them; what only it says (authority, examples) goes to the other",
    find=_find,
)
