"""A rule as a lint compares it: what it asks in a period in which nothing about it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.engine.program import CompiledRule
from policycheck.kinds import KINDS, kind
from policycheck.plan import Kind
from policycheck.policy.compile import RuleSource
from policycheck.policy.params import with_params
from policycheck.policy.paths import Scope
from policycheck.policy.periods import Period
from policycheck.policy.problems import Problems
from policycheck.policy.single_check import options_of
from policycheck.policy.validation import as_python, validated

__all__ = ["Ask", "Form", "forms_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """A kind with its options, as a rule asks it; every record must meet it."""

    kind: Kind
    options: Any
    node: Mapping

    @property
    def name(self) -> str:
        return self.kind.name

    def option(self, name: str) -> Node:
        """Where an option stands, or the check where it is not given."""
        return self.node.get(name) or self.node


@dataclass(frozen=True, eq=False)
class Form:
    """A rule in one period. `staged` are its stages in it, in order."""

    source: RuleSource
    period: Period
    staged: tuple[CompiledRule, ...]
    when: Node | None
    check: Mapping

    @cached_property
    def id(self) -> str:
        return self.source.surface.id

    @cached_property
    def each(self) -> str:
        return self.source.surface.each

    @cached_property
    def applies_to(self) -> frozenset[str]:
        return frozenset(self.source.rule.applies_to)

    @cached_property
    def plain_when(self) -> Any:
        """The condition as plain values."""
        return as_python(self.when) if self.when else None

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """What must hold, each by itself; nothing of what stands in `any` or `not`."""
        return tuple(_asks(self.check))

    @cached_property
    def is_single(self) -> bool:
        """Whether it asks one thing, and nothing else."""
        return len(self.asks) == 1 and "kind" in self.check.entries

    @cached_property
    def scope(self) -> Scope:
        """Where its paths start."""
        scope = Scope(self.source.shapes, self.source.rule.applies_to[0])
        return scope.inside(scope.resolve(self.each)) if self.each else scope

    def meets(self, other: Form) -> bool:
        """Whether both judge records of one kind, by the same elements, at one time."""
        return (
            self.each == other.each
            and not self.applies_to.isdisjoint(other.applies_to)
            and (self.period == other.period or not self.period.within(other.period).is_empty)
        )


def forms_of(source: RuleSource) -> Iterator[Form]:
    """The forms of a rule through time; none where it never counts.

    Stages of one form share its plan.
    """
    for _, group in groupby(source.rule.forms, key=lambda form: id(form.plan)):
        staged = tuple(group)
        period = Period(staged[0].begins, staged[-1].ends)
        node = source.loaded.node
        if period.is_empty or not isinstance(node, Mapping):
            continue
        params = source.loaded.params.at(period, source.zone)
        when, check = (
            with_params(part, params, Problems()) if part else None
            for part in (node.get("when"), node.get("check"))
        )
        assert isinstance(check, Mapping)
        yield Form(source, period, staged, when, check)


def _asks(check: Node) -> Iterator[Ask]:
    if not isinstance(check, Mapping):
        return
    every = check.get("all")
    for part in every.items if isinstance(every, Sequence) else ():
        yield from _asks(part)
    named = check.get("kind")
    if isinstance(named, Scalar) and named.text in KINDS:
        found = kind(named.text)
        # A list that is still empty asks nothing that can be compared.
        options = validated(found.options, options_of(check), Problems())
        if options is not None:
            yield Ask(found, options, check)
