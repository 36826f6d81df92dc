"""A rule taken apart: each of its conditions and checks asked by itself, to say why it came out so.

What a rule comes to is decided by its program and nowhere else; this tells the parts of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.engine.program import CompiledRule
from policycheck.plan import Condition, Path, Plan
from policycheck.policy.checks import compile_check
from policycheck.policy.compile import RuleSource
from policycheck.policy.conditions import compile_condition
from policycheck.policy.params import emptied, with_params
from policycheck.policy.paths import Scope
from policycheck.policy.periods import Period
from policycheck.policy.problems import Problems
from policycheck.policy.rule_scope import RuleScope
from policycheck.policy.worded import worded

__all__ = ["CheckPart", "ConditionPart", "check_parts", "condition_parts"]

_WORDS = ("all", "any", "not")


class ConditionPart(NamedTuple):
    """One condition of `when`, how deep it stands, and its path (None: it combines others).

    `key` is the name that it stands under in the policy.
    """

    depth: int
    words: str
    holds: Condition
    path: Path | None
    key: Scalar

    @property
    def combines(self) -> bool:
        """Whether it is `any` or `all` of the conditions below it."""
        return self.key.text in ("any", "all")


class CheckPart(NamedTuple):
    """One check of those that a rule combines, and how deep it stands."""

    depth: int
    words: str
    plan: Plan


def condition_parts(source: RuleSource, form: CompiledRule) -> list[ConditionPart]:
    """The conditions of the form of a rule, in their order, those that are nested deeper."""
    when = _part(source, "when")
    if not isinstance(when, Mapping):
        return []
    scope = _scope(source, form)
    filled = with_params(when, scope.params, scope.problems)
    scope = replace(scope, empty=emptied(when, filled), in_when=True)
    return list(_conditions(filled, scope, 0))


def check_parts(source: RuleSource, form: CompiledRule) -> list[CheckPart]:
    """The checks that a rule combines; none where it has a single one."""
    check = _part(source, "check")
    if not isinstance(check, Mapping) or "kind" in check.entries:
        return []
    scope = _scope(source, form)
    filled = with_params(check, scope.params, scope.problems)
    scope = replace(scope, empty=emptied(check, filled))
    each = form.each is not None
    return list(_checks(filled, scope, form.applies_to, 0, each=each))


def _part(source: RuleSource, key: str) -> Node | None:
    node = source.loaded.node
    return node.get(key) if isinstance(node, Mapping) else None


def _scope(source: RuleSource, form: CompiledRule) -> RuleScope:
    params = source.loaded.params.at(Period(form.begins, form.ends), source.zone)
    scopes = tuple(Scope(source.shapes, kind) for kind in form.applies_to)
    scope = RuleScope(scopes, Problems(), source.zone, params)
    return scope.inside(form.each) if form.each else scope


def _conditions(node: Node, scope: RuleScope, depth: int) -> Iterator[ConditionPart]:
    for entry in node if isinstance(node, Mapping) else ():
        name, value = entry.key.text, entry.value
        holds = compile_condition(_alone(node, entry), scope)
        if name in ("any", "all") and isinstance(value, Sequence):
            yield ConditionPart(depth, f"{name} of these", holds, None, entry.key)
            for item in value.items:
                yield from _conditions(item, scope, depth + 1)
        else:
            path = None if name == "cel" else scope.path(entry.key)
            yield ConditionPart(depth, f"{name}: {worded(value)}", holds, path, entry.key)


def _alone(node: Node, entry: Entry) -> Mapping:
    return Mapping(node.source, node.span, {entry.key.text: entry})


def _checks(
    node: Node, scope: RuleScope, applies_to: tuple[str, ...], depth: int, *, each: bool
) -> Iterator[CheckPart]:
    if not isinstance(node, Mapping):
        return
    plan = compile_check(node, scope, applies_to, each=each).plan
    word = next((one for one in _WORDS if one in node.entries), "")
    yield CheckPart(depth, f"{word}:" if word else worded(node), plan)
    below = node.get(word) if word else None
    items = below.items if isinstance(below, Sequence) else [below] if below else []
    for item in items:
        yield from _checks(item, scope, applies_to, depth + 1, each=each)
