"""What the paths of one rule may reach, and where to note what they may not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import tzinfo

from policycheck.document import Mapping, Node, Scalar
from policycheck.model.shape import Type
from policycheck.plan import Condition, Matcher, Path, RefusedOption
from policycheck.policy.paths import PathError, Scope
from policycheck.policy.problems import Problems

__all__ = ["RuleScope"]


@dataclass(frozen=True, slots=True)
class RuleScope:
    """The scopes of a rule, one for each record kind that it applies to, and its problems."""

    scopes: tuple[Scope, ...]
    problems: Problems
    zone: tzinfo | None = None

    def path(self, node: Node) -> Path:
        """The path that a scalar names. Raises RefusedOption after noting what is wrong."""
        if not isinstance(node, Scalar):
            self.problems.at(node, "expected a path such as text or mfa.enabled")
            raise RefusedOption
        return self.resolve(node.text, node)

    def resolve(self, dotted: str, node: Node) -> Path:
        """A path that must lead to the same type in every kind that the rule applies to."""
        try:
            paths = [scope.resolve(dotted) for scope in self.scopes]
        except PathError as problem:
            self.problems.at(node, f"{problem} in {dotted!r}", problem.advice)
            raise RefusedOption from None
        if any(path.type != paths[0].type or path.steps != paths[0].steps for path in paths):
            kinds = " and ".join(scope.kind for scope in self.scopes)
            self.problems.at(
                node, f"{dotted} is not the same field in {kinds}", "write one rule each"
            )
            raise RefusedOption
        return paths[0]

    def inside(self, path: Path) -> RuleScope:
        """The scope of the elements of a list."""
        return replace(self, scopes=tuple(scope.inside(path) for scope in self.scopes))

    def describe(self, node: Node) -> str:
        line, column = node.source.position(node.span.start)
        return f"{node.source.path}:{line}:{column}"

    def element_condition(self, node: Mapping, of: Type) -> Matcher:
        """What an element of a list must meet: the conditions of a mapping, asked of its fields."""
        from policycheck.policy.conditions import compile_condition

        scopes = tuple(replace(scope, element=of) for scope in self.scopes)
        condition: Condition = compile_condition(node, replace(self, scopes=scopes))
        return lambda case, value, missing: condition(case.within(value), missing)
