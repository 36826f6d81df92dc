"""What is said of a comparison in words, the same on a terminal and in a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from policycheck.model.policy_diff import FieldDiff, PolicyDiff, RuleDiff, Side, Verdict
from policycheck.reports.summary import counted
from policycheck.reports.table import fitted
from policycheck.text.harmless import one_line, shown

__all__ = [
    "EXPLAINED",
    "by_verdict",
    "closing",
    "field_words",
    "rule_hint",
    "signed_lines",
]

#: What a verdict means for those who publish, in a few words.
EXPLAINED = {
    Verdict.GONE: "no longer asked",
    Verdict.LOOSER: "asks less",
    Verdict.BOTH: "asks more in one place and less in another: counts as looser",
    Verdict.CHANGED: "no direction can be told: counts as looser",
    Verdict.TIGHTER: "asks more",
    Verdict.NEW: "asked from now on",
    Verdict.REWORDED: "asks the same",
}
#: Of a list, so many items are named; the lines beside them show them all.
_NAMED = 8
#: An item that is longer than so many columns is cut.
_WIDEST = 60
#: Of a value, so many lines are shown on each side.
_LINES = 12


def by_verdict(rules: Iterable[RuleDiff]) -> list[RuleDiff]:
    """The rules that loosen first, then in the order of their ids."""
    order = list(Verdict)
    return sorted(rules, key=lambda rule: (order.index(rule.verdict), rule.id))


def field_words(change: FieldDiff) -> str:
    """A field with both its values; of a list the items that came or went are named instead."""
    if change.removed or change.added:
        return f"{change.field}: {_items_words(change)}"
    before = change.old.words if change.old else "not given"
    after = change.new.words if change.new else "not given"
    if before == after:
        return f"{change.field}: written otherwise"
    return f"{change.field}: {before} → {after}"


def _items_words(change: FieldDiff) -> str:
    """What came to a list and what went."""
    parts = [
        f"{word} {_listed([one.words for one in items])}"
        for word, items in (("removed", change.removed), ("added", change.added))
        if items
    ]
    return "; ".join(parts)


def _listed(words: list[str]) -> str:
    more = len(words) - _NAMED
    return ", ".join(fitted(one, _WIDEST) for one in words[:_NAMED]) + (
        f" and {more} more" if more > 0 else ""
    )


def signed_lines(change: FieldDiff) -> list[tuple[str, str, str]]:
    """The lines that only one version has: `-` or `+`, the place, and the text.

    Those beyond the first are counted. Where neither version has any, the places stand alone.
    """
    sides = [(sign, side) for sign, side in (("-", change.old), ("+", change.new)) if side]
    if not any(side.lines for _, side in sides):
        return [(sign, f"{one_line(side.path)}:{side.line}", "") for sign, side in sides]
    return [(sign, *line) for sign, side in sides for line in _lines(side)]


def _lines(side: Side) -> list[tuple[str, str]]:
    more = len(side.lines) - _LINES
    found = [(f"{one_line(one.path)}:{one.line}", shown(one.text).text) for one in side.lines]
    return [*found[:_LINES], *([("…", f"and {counted(more, 'more line')}")] if more > 0 else [])]


def rule_hint(rule: RuleDiff) -> str:
    """Where a rule that is gone may be found again."""
    if not rule.renamed:
        return ""
    if rule.verdict is Verdict.GONE:
        return f"{rule.renamed} is new and says the same: perhaps it was renamed"
    return f"{rule.renamed} is gone and said the same: perhaps it was renamed"


def closing(diff: PolicyDiff) -> str:
    """How many rules there are of each verdict, in one sentence without a line end."""
    if not diff.rules:
        same = f"no rule changes: {counted(diff.unchanged, 'rule')} as before"
        return same if diff.unchanged or not diff.errors else "no rules could be compared"
    counts = Counter(rule.verdict for rule in diff.rules)
    parts = [f"{counts[one]} {one}" for one in Verdict if counts[one]]
    verb = "differs" if len(diff.rules) == 1 else "differ"
    total = f"{counted(len(diff.rules), 'rule')} {verb}"
    return f"{total}: {', '.join(parts)}; {diff.unchanged} as before"
