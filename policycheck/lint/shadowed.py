"""A rule that finds nothing which a stricter one does not find too.

The stricter rule is of the same kind, applies wherever the other does, asks as much by every option
(each option of a kind says which way is tighter) and weighs no less. A rule that is looser and
heavier, such as an error beyond twice the limit, is not shadowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.lint.compared import Covered
from policycheck.lint.lint import Flaw, Lint, Subject, id_node
from policycheck.model.finding import Severity
from policycheck.policy.worded import place_of

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: warning, when: {platform: x},
         check: {kind: count, of: hashtags, max: 5}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: count, of: hashtags, max: 3}}
  at: '2: A'
  says: "whatever A finds, B finds too (policy.yaml:4:10)"
- policy: |
    extends: [above.yaml]
    rules:
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: link-hosts, deny: [bit.ly, goo.gl]}}
  files:
    above.yaml: |
      policycheck: 1
      id: above
      title: Above
      rules:
        - {id: A, title: A, applies_to: post, severity: error,
           check: {kind: link-hosts, deny: [bit.ly]}}
  at: '3: B'
  says: "B asks all that A asks, and more (above.yaml:5:10)"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: warning,
         check: {kind: count, of: hashtags, max: 3}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: count, of: hashtags, max: 5}}
      - {id: C, title: C, applies_to: post, severity: error,
         check: {kind: count, of: mentions, max: 3}}
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    for pair in subject.covered:
        if not pair.same:
            yield _above(pair) if _is_inherited(pair) else _beside(pair)


def _is_inherited(pair: Covered) -> bool:
    """Whether a policy below asks again, and more, what it inherits."""
    policies = [one.source.loaded.policy for one in (pair.earlier, pair.later)]
    return pair.stricter is pair.later and policies[0] != policies[1]


def _above(pair: Covered) -> Flaw:
    inherited = id_node(pair.earlier.source)
    message = f"{pair.later.id} asks all that {pair.earlier.id} asks, and more"
    return Flaw(
        id_node(pair.later.source),
        f"{message} ({place_of(inherited)})",
        pair.later.id,
        f"tighten {pair.earlier.id} under override:, in place of a rule beside it",
        related=((inherited, "is inherited"),),
    )


def _beside(pair: Covered) -> Flaw:
    idle = pair.later if pair.stricter is pair.earlier else pair.earlier
    other = id_node(pair.stricter.source)
    message = f"whatever {idle.id} finds, {pair.stricter.id} finds too ({place_of(other)})"
    return Flaw(id_node(idle.source), message, idle.id, related=((other, "asks more"),))


LINT = Lint(
    name="shadowed",
    title="A rule finds nothing of its own",
    severity=Severity.WARNING,
    remedy="remove it, or limit it to what the stricter rule does not ask",
    find=_find,
)
