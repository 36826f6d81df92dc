"""A waiver that is about to lapse.

What it covers fails again on the day after. Thirty days before, there is time to put the record in
order, or to have the waiver approved anew. One that has expired already is a finding of `check`.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.lint.lint import Flaw, Lint, Subject
from policycheck.model.finding import Severity

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: &rules |
    waiver_rules: {approver_roles: [owner]}
    rules:
      - {id: A, title: A, applies_to: account, severity: error,
         check: {kind: required-fields, fields: [name]}}
  files:
    policycheck.yaml: &project |
      policy: policy.yaml
      records: {accounts: [accounts.yaml], people: [people.yaml], assignments: [roles.yaml]}
      waivers: waivers.yaml
    accounts.yaml: &accounts "one: {platform: x}\\n"
    people.yaml: &people "ann: {name: Ann}\\n"
    roles.yaml: &roles "r: {account: one, person: ann, role: owner, granted_at: 2026-01-01}\\n"
    waivers.yaml: &waivers |
      waivers:
        - rule: A
          record: {id: one}
          reason: the name is being decided
          approved_by: ann
          granted: 2026-09-01
          expires: 2026-11-30
  as_of: 2026-11-01
  at: 'waivers.yaml 7: 2026-11-30'
  says: the waiver of A for one expires in 29 days
- policy: *rules
  files:
    policycheck.yaml: *project
    accounts.yaml: *accounts
    people.yaml: *people
    roles.yaml: *roles
    waivers.yaml: *waivers
  as_of: 2026-10-01
- policy: *rules
  files:
    policycheck.yaml: *project
    accounts.yaml: *accounts
    people.yaml: *people
    roles.yaml: *roles
    waivers.yaml: *waivers
  as_of: 2026-12-01
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    for one in subject.expiring:
        days = "today" if one.days_left == 0 else f"in {one.days_left} days"
        days = "tomorrow" if one.days_left == 1 else days
        yield Flaw(one.node, f"the waiver of {one.rule} for {one.record} expires {days}", one.rule)


LINT = Lint(
    name="expiring-waiver",
    title="A waiver is about to lapse",
    severity=Severity.INFO,
    remedy="put the record in order, or have the waiver approved anew before it lapses",
    find=_find,
)
