"""A rule that can never apply: a condition that no record meets, or dates that never come.

It finds conditions that exclude each other on one path (a value that is to be two things, a lower
bound above an upper one, a value asked of a field that is to be empty), also through `any` and
`all`; a branch of `any` that can never hold; a rule whose dates lie outside those of its policy;
a stage that begins after the policy has ended. A rule that has ended by now is said as information.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.document import Mapping, Node, Sequence
from policycheck.lint.conditions import Clash, first_clash, ways
from policycheck.lint.forms import Form
from policycheck.lint.lint import Flaw, Lint, Subject, id_node, part_node
from policycheck.model.finding import Severity
from policycheck.policy.compile import RuleSource
from policycheck.policy.periods import Period, period_of, stages_of
from policycheck.policy.worded import worded

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - id: A
        title: A
        applies_to: post
        severity: error
        check: {kind: field, path: lang, is: en}
        when: {status: draft, all: [{post.status: [scheduled, approved]}]}
  at: '7: [scheduled'
  says: "A never applies: status cannot be [scheduled, approved] and draft"
- policy: |
    rules:
      - id: A
        title: A
        applies_to: post
        severity: error
        check: {kind: field, path: lang, is: en}
        when: {status: {matches: '^final$'}}
  at: '7: ''^final'
  says: "A never applies: status cannot be {matches: ^final$}"
- policy: |
    rules:
      - id: A
        title: A
        applies_to: post
        severity: error
        check: {kind: field, path: lang, is: en}
        when: {any: [{status: draft}, {publish_at: {before: 2026-03-01, after: 2026-03-01}}]}
  at: '7: 2026-03-01}}'
  says: "A: a branch of its condition never holds"
- policy: |
    effective: {from: 2026-01-01, to: 2026-06-30}
    rules:
      - id: A
        title: A
        applies_to: post
        severity: error
        check: {kind: field, path: lang, is: en}
        effective: {from: 2026-07-01}
  at: '8: {from'
  says: "A never counts: its dates (from 2026-07-01) lie outside those of its policy"
- policy: |
    effective: {to: 2026-06-30}
    rules:
      - id: A
        title: A
        applies_to: post
        severity: error
        check: {kind: field, path: lang, is: en}
        stages: [{from: 2026-05-01, mode: warn}, {from: 2026-07-01, mode: enforce}]
  at: '8: {from: 2026-07-01'
  says: "A: its stage enforce never comes"
- policy: |
    rules:
      - id: A
        title: A
        applies_to: post
        severity: error
        check: {kind: field, path: lang, is: en}
        effective: {to: 2025-12-31}
  as_of: 2026-01-01
  at: '7: {to'
  says: A has ended (to 2025-12-31)
- policy: |
    rules:
      - id: A
        title: A
        applies_to: post
        severity: error
        check: {kind: field, path: lang, is: en}
        when: {status: {not: draft}, all: [{status: [scheduled, draft]}],
               publish_at: {at_least: 2026-03-01, at_most: 2026-03-01}}
        effective: {to: 2026-12-31}
  as_of: 2026-12-31
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    for source in subject.sources:
        yield from _dates(source, subject)
    said: set[str] = set()
    for form in subject.forms:
        for flaw in _condition(form):
            if flaw.message not in said:
                said.add(flaw.message)
                yield flaw


def _condition(form: Form) -> Iterator[Flaw]:
    """What of the condition of a rule can never hold."""
    if form.when is None:
        return
    zone = form.source.zone
    found = first_clash(ways(form.when, form.scope, zone))
    if found:
        message = f"{form.id} never applies: {_worded(found)}"
        yield Flaw(found.parts[-1].node, message, form.id, related=_others(found))
        return
    for branch in _branches(form.when):
        found = first_clash(ways(branch, form.scope, zone))
        if found:
            message = f"{form.id}: a branch of its condition never holds: {_worded(found)}"
            yield Flaw(found.parts[-1].node, message, form.id, related=_others(found))


def _branches(node: Node) -> Iterator[Node]:
    """The branches of every `any` in a condition."""
    for entry in node if isinstance(node, Mapping) else ():
        if entry.key.text in ("any", "all") and isinstance(entry.value, Sequence):
            for item in entry.value.items:
                if entry.key.text == "any":
                    yield item
                yield from _branches(item)


def _worded(found: Clash) -> str:
    """In words: that a path cannot be this and that."""
    *others, last = (
        f"{{{one.what}: {worded(one.node)}}}" if one.what in _OPERATORS else worded(one.node)
        for one in reversed(found.parts)
    )
    both = f"{', '.join(others)} and {last}" if others else last
    return f"{found.path} cannot be {both}"


#: Atoms that are said with the name of their matcher.
_OPERATORS = {
    *("at_least", "at_most", "before", "after", "matches", "contains", "filled"),
    *("has", "none", "every", "some"),
}


def _others(found: Clash) -> tuple[tuple[Node, str], ...]:
    return tuple((one.node, "and this") for one in found.parts[:-1])


def _dates(source: RuleSource, subject: Subject) -> Iterator[Flaw]:
    surface, zone = source.surface, source.zone
    own, policys = (period_of(one, zone) for one in (surface.effective, source.loaded.effective))
    stages = stages_of(surface.stages, Period(), zone)
    span = Period(stages[0].period.begins, None).within(own) if surface.stages else own
    at = part_node(source, "stages" if surface.stages else "effective")
    if span.within(policys).is_empty:
        message = f"{surface.id} never counts: its dates ({span}) lie outside those of its policy"
        yield Flaw(at, f"{message} ({policys})", surface.id)
        return
    yield from _stages(source, policys)
    ends = span.within(policys).ends
    if ends is not None and ends <= subject.as_of.first:
        own_end = own.ends is not None and own.ends == ends
        message = f"{surface.id} has ended ({Period(None, ends)})"
        advice = "remove it once no record from before is checked any more"
        node = at if own_end else id_node(source)
        yield Flaw(node, message, surface.id, advice, Severity.INFO)


def _stages(source: RuleSource, policys: Period) -> Iterator[Flaw]:
    """Stages that begin when the policy has ended."""
    node = part_node(source, "stages")
    begins = stages_of(source.surface.stages, Period(), source.zone)
    for number, stage in enumerate(begins if isinstance(node, Sequence) else ()):
        if stage.period.within(policys).is_empty and isinstance(node, Sequence):
            message = f"{source.surface.id}: its stage {stage.mode} never comes"
            why = f"its policy has dates of its own ({policys})"
            yield Flaw(node.items[number], f"{message}: {why}", source.surface.id)


LINT = Lint(
    name="unreachable",
    title="A rule can never apply",
    severity=Severity.WARNING,
    remedy="correct the condition or the dates, or remove what never comes about",
    find=_find,
)
