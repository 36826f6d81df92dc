"""Coverage for programs: version 1 of what `schemas/coverage.schema.json` describes."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.coverage import Coverage, Item, Reached, RuleCoverage
from policycheck.model.rulebook import Value
from policycheck.reports.format import Style
from policycheck.reports.json_text import array, dumps

__all__ = ["render"]

VERSION = 1


def render(coverage: Coverage, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write every rule on a line of its own."""
    totals: dict[str, Value] = {f"{item}s": _counts(*coverage.of(item)) for item in Item}
    head: dict[str, Value] = {
        "version": VERSION,
        "tool": {"name": "policycheck", "version": coverage.version},
        "policies": [*coverage.policies],
        "percent": round(coverage.percent, 2),
        "totals": totals,
        "inherited": coverage.inherited,
    }
    yield "{"
    for key, value in head.items():
        yield f"{dumps(key)}: {dumps(value)},\n"
    yield '"rules": '
    yield from array(map(_rule, coverage.rules))
    yield "}\n"


def _counts(reached: int, whole: int) -> Value:
    return {"reached": reached, "of": whole}


def _rule(rule: RuleCoverage) -> Value:
    counts: dict[str, Value] = {f"{item}s": _counts(*rule.of(item)) for item in Item}
    return {
        "rule": rule.rule,
        "path": rule.path,
        "line": rule.line,
        "percent": round(rule.percent, 2),
        "tests": rule.tests,
        "broken_tests": rule.broken,
        **counts,
        "not_reached": [_item(one) for one in rule.reached if not one.is_reached],
    }


def _item(one: Reached) -> Value:
    return {
        "item": str(one.item),
        "what": one.words,
        "path": one.path,
        "line": one.line,
        "column": one.column,
    }
