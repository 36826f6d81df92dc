"""The backtest for programs: version 1 of what `schemas/backtest.schema.json` describes.

Every key is always there, and every way in which a verdict can change; a rule stands on one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policycheck.errors import Problem
from policycheck.model.backtest import CHANGES, Backtest, Example, Limit, Side, Turned
from policycheck.reports.backtest import BacktestFormat
from policycheck.reports.backtest.sentences import KEYS_OF_ONE
from policycheck.reports.format import Style
from policycheck.reports.json_text import Json, array, dumps

__all__ = ["FORMAT"]

VERSION = 1

_CHANGES = tuple(change.key for change in CHANGES)
_OUTCOMES = tuple(str(outcome) for outcome in KEYS_OF_ONE)


def render(found: Backtest, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    head: dict[str, Json] = {
        "version": VERSION,
        "tool": {"name": "policycheck", "version": found.version},
        "as_of": found.as_of,
        "rules_as_of": found.rules_as_of,
        "old": _side(found.old),
        "new": _side(found.new),
        "records": found.judged,
        "records_by_kind": {**found.records},
        "changed": {key: found.changed[key] for key in _CHANGES},
        "changed_records": {"any": found.touched, **found.touched_by},
        "compared": found.compared,
        "same": found.same,
        "not_compared": [*found.not_compared],
    }
    yield "{"
    for key, value in head.items():
        yield f"{dumps(key)}: {dumps(value)},\n"
    for key, rules, keys in (
        ("rules", found.rules, _CHANGES),
        ("new_rules", found.new_rules, _OUTCOMES),
        ("gone_rules", found.gone_rules, _OUTCOMES),
    ):
        yield f"{dumps(key)}: "
        yield from array(_turned(rule, keys) for rule in rules)
        yield ",\n"
    tail: dict[str, Json] = {
        "accounts": _names(found.accounts),
        "months": _names(found.months),
        "limits": [_limit(limit, found) for limit in found.limits],
        "errors": [_error(problem) for problem in found.errors],
        "notes": [*found.notes],
    }
    yield ",\n".join(f"{dumps(key)}: {dumps(value)}" for key, value in tail.items()) + "}\n"


def _side(side: Side) -> Json:
    return {
        "name": side.name,
        "id": side.id,
        "digest": side.digest,
        "rules": side.rules,
        "params": {**side.params},
    }


def _turned(turned: Turned, keys: tuple[str, ...]) -> Json:
    return {
        "rule": turned.rule,
        "title": turned.title,
        "kinds": [*turned.kinds],
        **{key: turned.counts.get(key, 0) for key in keys},
        "accounts": _names(turned.accounts),
        "months": _names(turned.months),
        "examples": [
            _example(key, example) for key in keys for example in turned.examples.get(key, ())
        ],
    }


def _names(counts: Mapping[str, Mapping[str, int]]) -> Json:
    """What is not there for an account or a month is 0; '' is none."""
    return {name: {**counted} for name, counted in counts.items()}


def _example(key: str, example: Example) -> Json:
    record, at = example.record, example.location
    return {
        "verdict": key,
        "record": {"kind": record.kind, "id": record.id, "account": record.account or None},
        "location": {
            "path": at.path,
            "line": at.line,
            "column": at.column,
            "field": at.field or None,
            "character": at.character or None,
        },
        "message": example.message or None,
    }


def _limit(limit: Limit, found: Backtest) -> Json:
    number = found.changed[limit.change.key]
    return {
        "verdict": limit.change.key,
        "most": limit.words,
        "found": number,
        "exceeded": limit.is_exceeded(number, found.judged),
    }


def _error(problem: Problem) -> Json:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "help": problem.help or None,
    }


FORMAT = BacktestFormat("json", render, for_machines=True)
