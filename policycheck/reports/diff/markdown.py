"""A comparison for a pull request: counts first, then each rule, those that loosen before others.

All that comes from policies is escaped, and a fence is longer than any within it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from policycheck.model.policy_diff import FieldDiff, PolicyDiff, RuleDiff, Verdict
from policycheck.reports.diff.sentences import (
    EXPLAINED,
    by_verdict,
    closing,
    field_words,
    rule_hint,
    signed_lines,
)
from policycheck.reports.format import Style
from policycheck.reports.rulebook.markdown import code
from policycheck.reports.rulebook.markdown import escape as escaped

__all__ = ["render"]

_FENCE = re.compile(r"`{3,}")


def render(diff: PolicyDiff, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write a heading, the table of counts, and a part for each rule that differs."""
    yield f"## Policy changes: {_text(diff.new.title or diff.new.id or diff.new.named)}\n\n"
    yield f"{code(diff.old.named)} → {code(diff.new.named)}"
    yield f", as of {diff.as_of}\n\n" if diff.as_of else "\n\n"
    yield from _counts(diff)
    yield f"{_text(closing(diff))}.\n"
    for rule in by_verdict(diff.rules):
        yield from _rule(rule)
    if diff.changes:
        yield "\n### The policy itself\n"
        for change in diff.changes:
            yield from _field(change)
    if diff.errors:
        yield "\n### Not all could be compared\n\n"
        for problem in diff.errors:
            yield f"- {_text(str(problem))}\n"


def _counts(diff: PolicyDiff) -> Iterator[str]:
    counts = Counter(rule.verdict for rule in diff.rules)
    if not counts:
        return
    yield "| change | rules | what it means |\n| --- | ---: | --- |\n"
    for verdict in Verdict:
        if counts[verdict]:
            yield f"| {verdict} | {counts[verdict]} | {EXPLAINED[verdict]} |\n"
    yield "\n"


def _rule(rule: RuleDiff) -> Iterator[str]:
    yield f"\n### {str(rule.verdict).capitalize()}: {_text(rule.id)}\n\n{_text(rule.title)}\n"
    hint = rule_hint(rule)
    if hint:
        yield f"\n{_text(hint)}.\n"
    if rule.old is None or rule.new is None:
        weight = rule.old or rule.new
        assert weight is not None
        yield f"\n- {_text(weight.severity)}, {code(f'{weight.path}:{weight.line}')}\n"
    for change in rule.changes:
        yield from _field(change)


def _field(change: FieldDiff) -> Iterator[str]:
    field, _, words = field_words(change).partition(": ")
    yield f"\n- **{change.verdict}** {code(field)}: {_text(words)}\n\n"
    lines = [
        f"{sign} {place} | {line}" if line else f"{sign} {place}"
        for sign, place, line in signed_lines(change)
    ]
    longest = max((len(run) for line in lines for run in _FENCE.findall(line)), default=2)
    fence = "`" * (longest + 1)
    yield f"  {fence}diff\n"
    for line in lines:
        yield f"  {line}".rstrip() + "\n"
    yield f"  {fence}\n"


def _text(text: str) -> str:
    """A text on one line, in which nobody is called: a comment would notify whom an @ names."""
    return escaped(text).replace("@", "@<!-- -->")
