"""A comparison for programs: version 1 of the document; a rule stands on one line.

Every key is always there; what does not apply is null. `schemas/diff.schema.json` has it all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policycheck.errors import Problem
from policycheck.model.policy_diff import (
    FieldDiff,
    Item,
    PolicyDiff,
    PolicyVersion,
    RuleDiff,
    Side,
    SourceLine,
    Verdict,
    Weight,
)
from policycheck.reports.diff.sentences import by_verdict
from policycheck.reports.format import Style
from policycheck.reports.json_text import Json, array, dumps

__all__ = ["VERSION", "render"]

VERSION = 1


def render(diff: PolicyDiff, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write the document."""
    counts = Counter(rule.verdict for rule in diff.rules)
    summary: dict[str, Json] = {str(one): counts[one] for one in Verdict}
    head: dict[str, Json] = {
        "version": VERSION,
        "tool": {"name": "policycheck", "version": diff.version},
        "as_of": diff.as_of or None,
        "old": _policy(diff.old),
        "new": _policy(diff.new),
        "summary": {**summary, "unchanged": diff.unchanged},
    }
    yield "{"
    for key, value in head.items():
        yield f"{dumps(key)}: {dumps(value)},\n"
    yield '"rules": '
    yield from array(map(_rule, by_verdict(diff.rules)))
    yield ',\n"policy_changes": '
    yield from array(map(_field, diff.changes))
    yield ',\n"errors": '
    yield from array(map(_error, diff.errors))
    yield "}\n"


def _policy(policy: PolicyVersion) -> Json:
    return {
        "named": policy.named,
        "id": policy.id or None,
        "title": policy.title or None,
        "digest": policy.digest or None,
        "rules": policy.rules,
    }


def _rule(rule: RuleDiff) -> Json:
    return {
        "id": rule.id,
        "title": rule.title,
        "change": str(rule.verdict),
        "old": _weight(rule.old),
        "new": _weight(rule.new),
        "renamed": rule.renamed or None,
        "fields": [_field(one) for one in rule.changes],
    }


def _weight(weight: Weight | None) -> Json:
    if weight is None:
        return None
    return {
        "severity": weight.severity,
        "policy": weight.policy,
        "path": weight.path,
        "line": weight.line,
    }


def _field(change: FieldDiff) -> Json:
    return {
        "field": change.field,
        "change": str(change.verdict),
        "old": _side(change.old),
        "new": _side(change.new),
        "removed": [_item(one) for one in change.removed],
        "added": [_item(one) for one in change.added],
    }


def _side(side: Side | None) -> Json:
    if side is None:
        return None
    return {
        "value": side.value,
        "path": side.path,
        "line": side.line,
        "column": side.column,
        "lines": [_line(one) for one in side.lines],
    }


def _line(line: SourceLine) -> Json:
    return {"path": line.path, "line": line.line, "text": line.text}


def _item(item: Item) -> Json:
    return {"item": item.words, "path": item.path, "line": item.line}


def _error(problem: Problem) -> Json:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "help": problem.help or None,
    }
