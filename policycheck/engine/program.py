"""A compiled policy: rules ready to run, with everything that a finding will have to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeAlias

from policycheck.engine.finder import Finder
from policycheck.model.moment import Moment
from policycheck.model.report import PolicyName, RuleInForce
from policycheck.plan import Case, Condition, Hit, Path, Plan

__all__ = ["CompiledRule", "Ground", "Message", "Program"]

#: Words a message from a case and what hit.
Message: TypeAlias = Callable[[Case, Hit], str]


class Ground(NamedTuple):
    """A path into other records that a rule is decided by, and the path to the date that counts."""

    path: Path
    then: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """One rule. `each` is the path whose elements it judges one by one.

    `grounds` lead to what it was decided by in other records; `reads` are the kinds of the
    records that it needs besides those that it judges.
    """

    about: RuleInForce
    applies_to: tuple[str, ...]
    plan: Plan
    message: Message
    when: Condition | None = None
    each: Path | None = None
    first: date | None = None
    last: date | None = None
    reads_text: bool = False
    grounds: tuple[Ground, ...] = ()
    reads: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return self.about.id

    def in_force(self, at: Moment) -> bool:
        """Whether the rule counts at an instant; its days are those of the instant's own zone."""
        return (self.first is None or self.first <= at.last.date()) and (
            self.last is None or at.first.date() <= self.last
        )


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """All rules of a policy and the one search that serves them."""

    policy: PolicyName
    rules: Sequence[CompiledRule]
    finder: Finder
    by_kind: Mapping[str, Sequence[CompiledRule]] = field(default_factory=dict)

    @classmethod
    def of(cls, policy: PolicyName, rules: Sequence[CompiledRule]) -> Program:
        finder = Finder(search for rule in rules for search in rule.plan.searches)
        kinds = {kind for rule in rules for kind in rule.applies_to}
        by_kind = {kind: tuple(rule for rule in rules if kind in rule.applies_to) for kind in kinds}
        return cls(policy, tuple(rules), finder, by_kind)

    @property
    def reads(self) -> frozenset[str]:
        """The kinds of which its rules need all records, besides those that they judge."""
        across = [rule.applies_to for rule in self.rules if rule.plan.gather is not None]
        return frozenset(chain(*across, *(rule.reads for rule in self.rules)))

    def selected(self, ids: frozenset[str]) -> Program:
        """The same program with these rules alone; the search is shared."""
        by_kind = {
            kind: tuple(rule for rule in rules if rule.id in ids)
            for kind, rules in self.by_kind.items()
        }
        rules = tuple(rule for rule in self.rules if rule.id in ids)
        return Program(self.policy, rules, self.finder, by_kind)
