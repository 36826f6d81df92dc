"""A parameter that no condition, check or expression names.

Setting it would change nothing, and who sets it believes that it did. One that is only named by
another parameter is unused where that one is.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from policycheck.document import Entry, Mapping
from policycheck.lint.lint import Flaw, Lint, Subject
from policycheck.model.finding import Severity
from policycheck.policy.loaded import LoadedRule
from policycheck.policy.params import names_in_rule

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    params:
      longest: 200
      words: [$more]
      more: [rain]
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: text-length, max: $longest}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: forbidden-text, phrases: $more}}
    extends: [pack]
  files:
    pack/pack.yaml: |
      policycheck: 1
      id: pack
      title: P
      params: {words: {type: list, default: []}}
  at: 'pack/pack.yaml 4: words'
  says: "parameter words is named by no rule"
- policy: |
    params:
      longest: 200
      most: 3
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: text-length, max: $longest}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: cel, expr: "size(text) > params.most"}}
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    if subject.policy.problems.found:
        return  # what could not be read may name it
    entries = list(_declared(subject))
    used = _used(subject.policy.rules)
    for entry in entries:
        if entry.key.text not in used:
            yield Flaw(entry.key, f"parameter {entry.key.text} is named by no rule")


def _declared(subject: Subject) -> Iterator[Entry]:
    """The parameters of policies and packs, each where it is first declared."""
    seen: set[str] = set()
    for document in reversed(subject.policy.documents.values()):
        params = document.get("params")
        for entry in params if isinstance(params, Mapping) else ():
            if entry.key.text not in seen:
                seen.add(entry.key.text)
                yield entry


def _used(rules: list[LoadedRule]) -> AbstractSet[str]:
    """The parameters that count for a rule, as it stands or as its own file has it."""
    used: set[str] = set()
    for rule in rules:
        for node, params in ((rule.node, rule.params), (rule.own_node, rule.own_params)):
            used |= params.all_of(names_in_rule(node))
    return used


LINT = Lint(
    name="unused-parameter",
    title="A parameter changes nothing",
    severity=Severity.WARNING,
    remedy="remove it, or name it in a rule with a dollar before it",
    find=_find,
)
