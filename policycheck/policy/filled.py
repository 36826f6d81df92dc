"""A rule in one period with every parameter filled in: what closures are made of, and no more.

A rule is filled in when its policy is read, or comes so from a compiled policy that was kept.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingLike
from collections.abc import Sequence as ListLike
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.document import Node
from policycheck.engine.program import CompiledRule
from policycheck.mistakes.rules import UNFIT_FIELD
from policycheck.model.shape import ListOf
from policycheck.plan import Condition, Path
from policycheck.policy.checks import CompiledCheck, compile_check
from policycheck.policy.conditions import compile_condition
from policycheck.policy.rule_scope import RuleScope

if TYPE_CHECKING:
    from policycheck.kinds.expressions.expression import Expression

__all__ = ["Filled", "Filling", "MadeForm", "check_of", "condition_of", "each_of"]


class Filling(Struct, frozen=True):
    """A part of a rule as it is compiled.

    `empty` are its lists that parameters have left empty, by identity, each with a name to blame.
    """

    node: Node
    empty: MappingLike[int, str]


class Filled(Struct, frozen=True, eq=False):
    """The parts of a rule, the template of its message and the parameters that it may name.

    `expressions` are those of its conditions, by their text.
    """

    applies_to: tuple[str, ...]
    check: Filling
    message: str
    message_at: Node
    params: MappingLike[str, Node]
    when: Filling | None = None
    each: Node | None = None
    expressions: MappingLike[str, Expression] = field(default_factory=dict)


class MadeForm(Struct, frozen=True):
    """What a rule came to in one period: as it was filled in, its check, its form in each stage."""

    filled: Filled
    check: CompiledCheck
    forms: ListLike[CompiledRule]


def each_of(named: Node | None, scope: RuleScope) -> tuple[Path | None, RuleScope]:
    """The path whose elements are judged one by one, and the scope in which that is done.

    Raises RefusedOption after noting what is wrong.
    """
    if named is None:
        return None, scope
    path = scope.path(named)
    if not isinstance(path.type, ListOf) and not path.many:
        message = f"{path.dotted} is not a list"
        scope.refuse(named, UNFIT_FIELD, message, "each names a list such as media")
    return path, scope.inside(path)


def condition_of(when: Filling, scope: RuleScope) -> Condition:
    """The condition of `when`. Raises RefusedOption after noting what is wrong."""
    return compile_condition(when.node, replace(scope, empty=when.empty, in_when=True))


def check_of(
    check: Filling, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> CompiledCheck:
    """The plan of `check`. Raises RefusedOption after noting what is wrong."""
    return compile_check(check.node, replace(scope, empty=check.empty), applies_to, each=each)
