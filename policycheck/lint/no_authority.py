"""A rule that names no authority: no law, memorandum, guide or clause of a handbook.

Who is told to change a post asks why; an authority is the answer, and what is checked again when
the law changes.
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
  says: A names no authority
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         authority: [{cite: Handbook 4.2}]}
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    for source in subject.sources:
        if not source.surface.authority:
            id_ = source.surface.id
            yield Flaw(id_node(source), f"{id_} names no authority", id_)


LINT = Lint(
    name="no-authority",
    title="A rule does not say what it rests on",
    severity=Severity.INFO,
    remedy="add authority: with the law, memorandum or handbook that asks for it",
    find=_find,
)
