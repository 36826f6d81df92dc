"""The words of a finding: a template whose names are checked when the policy is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from policycheck.document import Node, Scalar
from policycheck.engine.program import Message
from policycheck.mistakes.mistake import Mistake
from policycheck.mistakes.rules import LONE_BRACE, MESSAGE_NAME
from policycheck.model.shape import ABSENT, Group, ListOf
from policycheck.plan import Case, Hit, NotCarried, Path, RefusedOption
from policycheck.policy.paths import PathError
from policycheck.policy.problems import nearest
from policycheck.policy.rule_scope import RuleScope
from policycheck.text.late import late

__all__ = ["compile_message", "worded"]

_NAME = late(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_BRACE = "write {{ or }} for a brace itself"


def compile_message(
    template: str, node: Node, values: tuple[str, ...], scope: RuleScope
) -> Message:
    """A function that words a finding. `{name}` is a value of the kind or a path of the record.

    Raises RefusedOption after noting every name that neither knows.
    """
    paths: dict[str, Path] = {}
    refused = False

    def note(match: re.Match[str], mistake: Mistake, message: str, advice: str) -> None:
        if isinstance(node, Scalar):
            scope.problems.inside(node, match.start(), mistake, message, advice)
        else:
            scope.problems.at(node, mistake, message, advice)

    for match in _NAME().finditer(template):
        name = match.group(1)
        if match.group() in ("{", "}"):
            note(match, LONE_BRACE, f"a {match.group()} stands alone", _BRACE)
            refused = True
        elif name is not None and name not in values:
            try:
                paths[name] = _path(name, values, scope)
            except PathError as problem:
                note(match, MESSAGE_NAME, str(problem), problem.advice)
                refused = True
    if refused:
        raise RefusedOption

    pieces = list(_pieces(template))

    def word(case: Case, hit: Hit) -> str:
        return "".join([words + _filled(name, case, hit.values, paths) for words, name in pieces])

    return word


def _pieces(template: str) -> Iterator[tuple[str, str]]:
    """The words of a template, each time up to a name; '' where none follows."""
    words, at = "", 0
    for match in _NAME().finditer(template):
        words += template[at : match.start()]
        at = match.end()
        if match[1] is None:
            words += match[0][0]  # a doubled brace
        else:
            yield words, match[1]
            words = ""
    yield words + template[at:], ""


def _path(name: str, values: tuple[str, ...], scope: RuleScope) -> Path:
    try:
        path = scope.known(name)
    except PathError as problem:
        message = f"the message names {{{name}}}, which nothing fills"
        if "." in name:
            raise PathError(message, f"{problem}: {problem.advice}") from None
        raise PathError(message, nearest(name, [*values, *scope.names()])) from None
    if isinstance(path.type.item if isinstance(path.type, ListOf) else path.type, Group):
        raise PathError(f"{name} holds named fields", "name one of them")
    return path


def _filled(name: str, case: Case, values: Mapping[str, Any], paths: dict[str, Path]) -> str:
    if not name:
        return ""
    return worded(case.value(paths[name]) if name in paths else values.get(name, ABSENT))


_NAMED = {ABSENT: "nothing", True: "true", False: "false"}


def worded(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, NotCarried):
        return "unknown"
    if value is ABSENT or isinstance(value, bool):
        return _NAMED[value]
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, timedelta):
        return _length(value)
    if isinstance(value, list | tuple):
        return ", ".join(worded(item) for item in value)
    return str(value)


def _length(value: timedelta) -> str:
    """A length of time in the largest unit that divides it."""
    seconds = int(value.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
