"""A rule that does not say what to do about what it finds.

The message says what is wrong; the remedy tells a communications officer what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.lint.lint import Flaw, Lint, Subject, id_node
from policycheck.model.finding import Severity

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en}}
  at: '2: A'
  says: A has no remedy
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         remedy: Write it in English.}
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    for source in subject.sources:
        if not source.surface.remedy:
            id_ = source.surface.id
            yield Flaw(id_node(source), f"{id_} has no remedy", id_)


LINT = Lint(
    name="no-remedy",
    title="A rule does not say what to do",
    severity=Severity.INFO,
    remedy="add remedy: with what a communications officer should do",
    find=_find,
)
