"""The words of a finding: a template whose names are checked when the policy is loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from policycheck.document import Node
from policycheck.engine.program import Message
from policycheck.model.shape import ABSENT
from policycheck.plan import Case, Hit, NotCarried, Path, RefusedOption
from policycheck.policy.problems import nearest
from policycheck.policy.rule_scope import RuleScope

__all__ = ["compile_message"]

_NAME = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def compile_message(
    template: str, node: Node, values: tuple[str, ...], scope: RuleScope
) -> Message:
    """A function that words a finding. `{name}` is a value of the kind or a path of the record.

    Raises RefusedOption after noting a name that neither knows.
    """
    paths: dict[str, Path] = {}
    for match in _NAME.finditer(template):
        name = match.group(1)
        if name is None or name in values:
            continue
        known = {
            *values,
            *(field for one in scope.scopes for field in one.shapes.groups[one.kind].fields),
        }
        if name.split(".")[0] not in known and "." not in name:
            scope.problems.at(
                node, f"the message names {{{name}}}, which nothing fills", nearest(name, known)
            )
            raise RefusedOption
        paths[name] = scope.resolve(name, node)

    def word(case: Case, hit: Hit) -> str:
        return _NAME.sub(lambda match: _fill(match, case, hit.values, paths), template)

    return word


def _fill(
    match: re.Match[str], case: Case, values: Mapping[str, Any], paths: dict[str, Path]
) -> str:
    name = match.group(1)
    if name is None:
        return match.group()[0]
    value = case.value(paths[name]) if name in paths else values.get(name, "")
    return worded(value)


def worded(value: Any) -> str:
    """A value as a person reads it."""
    if value is ABSENT:
        return "nothing"
    if isinstance(value, NotCarried):
        return "unknown"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(worded(item) for item in value)
    return str(value)
