"""An override that changes nothing: the rule that is inherited says the same already."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.lint.lint import Flaw, Lint, Subject
from policycheck.model.finding import Severity
from policycheck.policy.loaded import Changed
from policycheck.policy.validation import as_python
from policycheck.policy.worded import dotted, place_of, worded

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: &rules |
    extends: [above.yaml]
    override:
      A: {severity: error, check: {max: 8}, reason: our readers include children}
  files:
    above.yaml: &above |
      policycheck: 1
      id: above
      title: Above
      rules:
        - {id: A, title: A, applies_to: post, severity: error, check: {kind: text-length, max: 10}}
  at: '3: error'
  says: "A: severity is error already"
- policy: |
    extends: [above.yaml]
    override:
      A: {check: {max: 8}, title: "A, for children", reason: our readers include children}
  files:
    above.yaml: *above
"""

#: What is compared by what it means; of all else every change is one.
_ASKED = ("check", "severity", "when", "effective", "stages", "delegable", "waivable")


def _find(subject: Subject) -> Iterator[Flaw]:
    for rule in subject.policy.rules:
        for said in rule.changes:
            if _is_idle(said):
                field = dotted(said.field)
                where = f" ({place_of(said.before)})" if said.before else ""
                message = f"{rule.id}: {field} is {worded(said.after)} already{where}"
                yield Flaw(said.after, message, rule.id)


def _is_idle(said: Changed) -> bool:
    if said.before is not None and as_python(said.before) == as_python(said.after):
        return True
    return said.way is None and said.field[0] in _ASKED


LINT = Lint(
    name="idle-override",
    title="An override changes nothing",
    severity=Severity.WARNING,
    remedy="remove it: what is inherited stays as it is",
    find=_find,
)
