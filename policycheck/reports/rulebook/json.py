"""The rules for programs: version 1 of what `schemas/rules.schema.json` describes.

Every key is always there; what a rule does not have is null or empty. One rule stands on one line.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import asdict

from policycheck.model.rulebook import (
    Example,
    ListedRule,
    Parameter,
    Provenance,
    Rulebook,
    Sentence,
    Value,
)
from policycheck.reports.format import Style
from policycheck.reports.json_text import array, dumps

__all__ = ["render"]

VERSION = 1


def render(book: Rulebook, style: Style, by: str = "") -> Iterator[str]:  # noqa: ARG001 - no looks
    head: dict[str, Value] = {
        "version": VERSION,
        "tool": {"name": "policycheck", "version": book.version},
        "as_of": book.as_of,
        "policy": {
            "id": book.id,
            "title": book.title,
            "owner": book.owner or None,
            "digest": book.digest,
            "rules": book.total,
        },
    }
    yield "{"
    for key, value in head.items():
        yield f"{dumps(key)}: {dumps(value)},\n"
    yield '"rules": '
    yield from array(map(_rule, book.rules))
    yield "}\n"


def _rule(rule: ListedRule) -> Value:
    return {
        **_words(rule),
        "applies_to": [*rule.applies_to],
        "each": rule.each or None,
        "when": rule.when,
        "check": rule.check,
        "kind": [*map(str, rule.kind.split())],
        "in_words": {
            "conditions": [*rule.conditions],
            "asks": [_sentence(one) for one in rule.asks],
        },
        "severity": str(rule.severity),
        "severity_as_written": str(rule.severity_as_written),
        **_dates(rule),
        "authority": [{key: one or None for key, one in asdict(a).items()} for a in rule.authority],
        "controls": [*rule.controls],
        "serves": [*rule.serves],
        "delegable": rule.delegable,
        **_origin(rule),
    }


def _words(rule: ListedRule) -> dict[str, Value]:
    return {
        "id": rule.id,
        "title": rule.title,
        "message": rule.message,
        "remedy": rule.remedy or None,
        "languages": {
            field: dict(rule.languages.get(field, {})) for field in ("title", "message", "remedy")
        },
    }


def _dates(rule: ListedRule) -> dict[str, Value]:
    stand, (from_, to) = rule.stand, rule.effective
    return {
        "effective": {"from": from_ or None, "to": to or None},
        "stages": [{"from": from_, "mode": mode} for from_, mode in rule.stages],
        "stand": {
            "in_force": stand.in_force,
            "mode": stand.mode or None,
            "begins": stand.begins or None,
            "ends": stand.ends or None,
            "words": stand.words,
        },
    }


def _origin(rule: ListedRule) -> dict[str, Value]:
    waivers = rule.waivers
    return {
        "waivers": {
            "allowed": waivers.allowed,
            "most_days": waivers.most_days,
            "approver_roles": [*waivers.approver_roles],
            "inline": waivers.inline,
        },
        "examples": {
            "count": rule.example_count,
            "shown": [_example(one) for one in rule.examples],
        },
        "defined_in": {
            "path": rule.clause.path,
            "line": rule.clause.line,
            "policy": rule.policy,
        },
        "changes": [_change(one) for one in rule.changes],
        "parameters": [_parameter(one) for one in rule.parameters],
    }


def _sentence(one: Sentence) -> Value:
    return {"text": one.text, "parts": [_sentence(part) for part in one.parts]}


def _example(one: Example) -> Value:
    return {"outcome": one.outcome, "record": one.words, "found": one.found or None}


def _change(one: Provenance) -> Value:
    return {
        "field": one.field,
        "was": one.was,
        "now": one.now,
        "way": one.way or None,
        "policy": one.policy,
        "path": one.path,
        "line": one.line,
        "reason": one.reason,
    }


def _parameter(one: Parameter) -> Value:
    return {
        "name": one.name,
        "value": one.value,
        "default": one.default,
        "lexicon": one.is_lexicon,
        "open": bool(one.is_open),
        "policy": one.policy or None,
        "path": one.path,
        "line": one.line,
        "description": one.description or None,
        "source": one.source or None,
        "owner": one.owner or None,
        "checked_on": one.checked_on or None,
    }
