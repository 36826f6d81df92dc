"""Two rules that no record can meet both of, said before any record exists.

It compares the bounds of counts and lengths, the values that fields must have, and what a text must
hold with what it must not: required phrases and links beside forbidden phrases, denied hosts,
limits of length and of platforms. Both rules must apply to the same records at the same time.
Where a record can be made up that passes the one and fails the other, both rules have judged it,
and it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from policycheck.lint.bench import Bench, shown
from policycheck.lint.conflict import Conflict, Side
from policycheck.lint.conflicts_of_bounds import conflicts_of_bounds
from policycheck.lint.conflicts_of_fields import conflicts_of_fields, impossible_fields
from policycheck.lint.conflicts_of_platforms import conflicts_of_platforms
from policycheck.lint.conflicts_of_texts import conflicts_of_texts
from policycheck.lint.forms import Form
from policycheck.lint.lint import Flaw, Lint, Subject
from policycheck.model.finding import SEVERITIES, Outcome, Severity
from policycheck.policy.worded import place_of

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error, when: {platform: x},
         check: {kind: required-text, phrases: [Click here to vote, "click here, please"]}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: forbidden-text, phrases: [click here]}}
  at: '5: click here'
  says: >-
    A asks for [Click here to vote, "click here, please"], B forbids click here
    (policy.yaml:3:44): {platform: "x", text: "Click here to vote"} passes A and fails B
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: count, of: hashtags, min: 3}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: count, of: hashtags, max: 2}}
  at: '5: 2}'
  says: "A asks for at least 3 hashtags, B allows at most 2"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error, check: {kind: text-length, min: 400}}
      - {id: B, title: B, applies_to: post, severity: error, check: {kind: platform-limits}}
  at: '3: {kind: platform'
  says: "A asks for at least 400 characters, B holds it to what bluesky, x takes"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: link-hosts, require: [bit.ly]}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: link-hosts, deny: [bit.ly, goo.gl]}}
  at: '5: [bit.ly'
  says: "A asks for a link to [bit.ly], B denies [bit.ly, goo.gl]"
- policy: |
    rules:
      - {id: A, title: A, applies_to: account, severity: error,
         check: {kind: field, path: mfa.method, is: {not: sms}}}
      - {id: B, title: B, applies_to: account, severity: error,
         check: {kind: field, path: mfa.method, is: [sms]}}
  at: '5: [sms]'
  says: "A asks that mfa.method is {not: sms}, B asks that mfa.method is [sms]"
- policy: |
    rules:
      - {id: A, title: A, applies_to: account, severity: error,
         check: {kind: required-fields, fields: [business_case]}}
      - {id: B, title: B, applies_to: account, severity: error,
         check: {kind: field, path: business_case, is: {filled: false}}}
  at: '5: {filled'
  says: "passes"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: publish_at, is: {before: now, after: now}}}
  at: '3: {before'
  says: "A asks that publish_at is {before: now, after: now}, and nothing is"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: alternative-text, require: false, max: 20}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: text-length, min: 30, in: [alt]}}
  at: '5: 30'
  says: "B asks for at least 30 characters in alt, A allows at most 20"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error, when: {platform: x},
         check: {kind: count, of: hashtags, min: 3}}
      - {id: B, title: B, applies_to: post, severity: error, when: {platform: [threads, facebook]},
         check: {kind: count, of: hashtags, max: 2}}
      - {id: C, title: C, applies_to: post, severity: error,
         check: {kind: required-text, phrases: [clean water]}}
      - {id: D, title: D, applies_to: post, severity: error,
         check: {kind: forbidden-text, phrases: [clean water], except: [Clean Water Act]}}
      - {id: E, title: E, applies_to: post, severity: error, effective: {to: 2026-03-31},
         check: {kind: text-length, min: 20}}
      - {id: F, title: F, applies_to: post, severity: error, effective: {from: 2026-04-01},
         check: {kind: text-length, max: 15}}
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    forms = subject.forms
    order = {source.surface.id: n for n, source in enumerate(subject.sources)}
    for side in impossible_fields(forms):
        id_ = side.form.id
        yield Flaw(side.node, f"{id_} {side.asks}, and nothing is", id_)
    bench = Bench(forms, subject.as_of, subject.zone)
    seen: set[tuple[str, str]] = set()
    for found in chain(
        conflicts_of_bounds(forms, bench),
        conflicts_of_fields(forms, bench),
        conflicts_of_texts(forms, bench),
        conflicts_of_platforms(forms, bench),
    ):
        pair = (found.one.form.id, found.other.form.id)
        if pair not in seen:
            seen.add(pair)
            yield _flaw(found, order, subject.hidden)


def _flaw(found: Conflict, order: dict[str, int], hidden: frozenset[str]) -> Flaw:
    """Placed at the rule that stands later in the policy, which is that of the lower level."""

    def rank(side: Side) -> tuple[bool, int]:
        return side.node.source.path not in hidden, order[side.form.id]

    earlier, later = sorted((found.one, found.other), key=rank)
    one, other = found.one, found.other
    message = f"{one.form.id} {one.asks}, {other.form.id} {other.asks} ({place_of(earlier.node)})"
    if found.witness:
        message += f": {shown(found.witness.fields)} {_outcomes(found)}"
    if found.partly:
        message += "; other ways to meet it are left"
    return Flaw(
        later.node,
        message,
        later.form.id,
        severity=_severity(found),
        related=((earlier.node, f"{earlier.form.id} {earlier.asks}"),),
    )


def _outcomes(found: Conflict) -> str:
    assert found.witness is not None
    passed = found.witness.outcomes.index(Outcome.PASS)
    ids = (found.one.form.id, found.other.form.id)
    return f"passes {ids[passed]} and fails {ids[1 - passed]}"


def _severity(found: Conflict) -> Severity:
    """An error where both rules weigh at least a warning and nothing is left to meet both."""
    rank = max(_rank(side.form) for side in (found.one, found.other))
    light = found.partly or rank > SEVERITIES.index(Severity.WARNING)
    return Severity.WARNING if light else Severity.ERROR


def _rank(form: Form) -> int:
    return SEVERITIES.index(form.source.surface.severity)


LINT = Lint(
    name="contradiction",
    title="No record can meet both rules",
    severity=Severity.ERROR,
    remedy="change one of them, or limit each with when: to records of its own",
    find=_find,
)
