"""A comparison for a person at a terminal: each rule with its old and new lines."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.finding import Severity
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
from policycheck.reports.paint import Paint
from policycheck.reports.table import fitted
from policycheck.text.harmless import one_line

__all__ = ["render"]

#: So many columns of a source line are shown, however narrow the terminal.
LEAST = 20
#: What stands around the place of a line.
_EDGE = "    -  | "


def render(diff: PolicyDiff, style: Style) -> Iterator[str]:
    """Write a part for each rule, the policy's own changes, and the counts."""
    paint = Paint(style)
    for rule in by_verdict(diff.rules):
        yield from _rule(rule, paint, style.width)
        yield "\n"
    if diff.changes:
        yield f"{paint.bold('the policy itself')}\n"
        for change in diff.changes:
            yield from _field(change, paint, style.width)
        yield "\n"
    yield f"{one_line(diff.old.named)} → {one_line(diff.new.named)}"
    yield f", as of {diff.as_of}\n" if diff.as_of else "\n"
    yield f"{closing(diff)}\n"


def _rule(rule: RuleDiff, paint: Paint, width: int | None) -> Iterator[str]:
    word = _painted(rule.verdict, str(rule.verdict), paint)
    yield f"{word}: {paint.bold(one_line(rule.id))} {one_line(rule.title)}"
    yield f"  ({EXPLAINED[rule.verdict]})\n"
    if rule.old is None or rule.new is None:
        weight = rule.old or rule.new
        assert weight is not None
        sign = "-" if rule.new is None else "+"
        yield f"  {sign} {one_line(weight.path)}:{weight.line}  {one_line(weight.severity)}\n"
    hint = rule_hint(rule)
    if hint:
        yield f"  {paint.help(one_line(hint))}\n"
    for change in rule.changes:
        yield from _field(change, paint, width)


def _field(change: FieldDiff, paint: Paint, width: int | None) -> Iterator[str]:
    verdict = _painted(change.verdict, str(change.verdict), paint)
    yield f"  {verdict}  {one_line(field_words(change))}\n"
    lines = signed_lines(change)
    longest = max((len(place) for _, place, _ in lines), default=0)
    room = None if width is None else max(width - longest - len(_EDGE), LEAST)
    for sign, place, text in lines:
        cut = text if room is None else fitted(text, room)
        yield f"    {sign} {paint.gutter(f'{place:<{longest}} |')} {cut}".rstrip() + "\n"


def _painted(verdict: Verdict, text: str, paint: Paint) -> str:
    if verdict in (Verdict.GONE, Verdict.LOOSER):
        return paint.severity(Severity.ERROR, text)
    if verdict in (Verdict.BOTH, Verdict.CHANGED):
        return paint.severity(Severity.WARNING, text)
    return text if verdict is Verdict.REWORDED else paint.passed(text)
