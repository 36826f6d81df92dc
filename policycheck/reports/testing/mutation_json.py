"""Mutation for programs: version 1 of what `schemas/mutation.schema.json` describes."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.mutation import Fate, Mutation, RuleMutation, TriedMutant
from policycheck.model.rulebook import Value
from policycheck.reports.format import Style
from policycheck.reports.json_text import array, dumps

__all__ = ["render"]

VERSION = 1


def render(mutation: Mutation, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write every rule on a line of its own."""
    totals: dict[str, Value] = {
        "mutants": mutation.count(),
        **{str(fate): mutation.count(fate) for fate in Fate},
    }
    head: dict[str, Value] = {
        "version": VERSION,
        "tool": {"name": "policycheck", "version": mutation.version},
        "policies": [*mutation.policies],
        "score": round(mutation.score, 2),
        "totals": totals,
        "inherited": mutation.inherited,
        "notes": [*mutation.notes],
    }
    yield "{"
    for key, value in head.items():
        yield f"{dumps(key)}: {dumps(value)},\n"
    yield '"rules": '
    yield from array(map(_rule, mutation.rules))
    yield "}\n"


def _rule(rule: RuleMutation) -> Value:
    return {
        "rule": rule.rule,
        "path": rule.path,
        "line": rule.line,
        "tests": rule.tests,
        "broken_tests": rule.broken,
        "mutants": len(rule.mutants),
        **{str(fate): len(rule.of(fate)) for fate in Fate},
        "survivors": [_survivor(one) for one in rule.of(Fate.SURVIVED)],
        "equivalents": [{"id": one.id, "reason": one.why} for one in rule.of(Fate.EQUIVALENT)],
    }


def _survivor(one: TriedMutant) -> Value:
    return {
        "id": one.id,
        "what": one.words,
        "path": one.path,
        "line": one.line,
        "column": one.column,
        "example": one.example or None,
        "why": one.why or None,
    }
