"""A compiled policy: rules ready to run, with everything that a finding will have to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.engine.finder import Finder
from policycheck.engine.said_once import Covers
from policycheck.model.moment import Moment
from policycheck.model.report import PolicyName, RuleInForce
from policycheck.plan import Case, Condition, Hit, Path, Plan, Search

__all__ = ["CompiledRule", "DatedRule", "Ground", "Message", "Program"]

#: Words a message from a case and what hit.
Message: TypeAlias = Callable[[Case, Hit], str]


class Ground(Struct, frozen=True):
    """A path into other records that a rule is decided by, and the path to the date that counts."""

    path: Path
    then: Path | None = None


class CompiledRule(Struct, frozen=True, eq=False):
    """A rule as it stands from one instant (`begins`) to another (`ends`, not included).

    `each` is the path whose elements it judges one by one. `grounds` lead to what it was decided by
    in other records; `reads` are the kinds of the records that it needs besides those that it
    judges. An `observed` rule is being tried: what it finds is listed, and counts nowhere. An
    `idle` one is switched off by a parameter: whatever a record is, the rule does not apply to it.
    `hears` is what `when` looks for in the text of a record; None where it may ask for more of it.
    """

    about: RuleInForce
    applies_to: tuple[str, ...]
    plan: Plan
    message: Message
    when: Condition | None = None
    each: Path | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    reads_text: bool = False
    grounds: Sequence[Ground] = ()
    reads: frozenset[str] = frozenset()
    observed: bool = False
    idle: bool = False
    hears: tuple[Search, ...] | None = None

    @property
    def id(self) -> str:
        return self.about.id

    @property
    def searches(self) -> tuple[Search, ...]:
        """All that is looked for in texts, by its plan and by `when`."""
        return (*self.plan.searches, *(self.hears or ()))

    def in_force(self, at: Moment) -> bool:
        """Whether the rule counts at an instant, or at any time of a day."""
        return (self.begins is None or self.begins <= at.last) and (
            self.ends is None or at.first < self.ends
        )


class DatedRule(Struct, frozen=True, eq=False):
    """A rule through time: its forms, one after the other, never two at once."""

    forms: tuple[CompiledRule, ...]

    @property
    def id(self) -> str:
        return self.forms[-1].about.id

    @property
    def about(self) -> RuleInForce:
        """What is said of it where no instant is named: its last form."""
        return self.forms[-1].about

    @property
    def applies_to(self) -> tuple[str, ...]:
        return self.forms[-1].applies_to

    @property
    def looks_across(self) -> bool:
        """Whether it compares records with each other."""
        return any(form.plan.gather is not None for form in self.forms)

    def at(self, moment: Moment) -> CompiledRule | None:
        """The form in force; of a day on which it changes, the later one."""
        for form in reversed(self.forms):
            if form.in_force(moment):
                return form
        return None


class Program(Struct, frozen=True, eq=False):
    """All rules of a policy, the one search that serves them, and which of them ask the same."""

    policy: PolicyName
    rules: Sequence[DatedRule]
    finder: Finder
    by_kind: Mapping[str, Sequence[DatedRule]] = field(default_factory=dict)
    covers: Covers = field(default_factory=dict)

    @classmethod
    def of(
        cls, policy: PolicyName, rules: Sequence[DatedRule], covers: Covers | None = None
    ) -> Program:
        forms = [form for rule in rules for form in rule.forms]
        finder = Finder(search for form in forms for search in form.searches)
        kinds = {kind for rule in rules for kind in rule.applies_to}
        by_kind = {kind: tuple(rule for rule in rules if kind in rule.applies_to) for kind in kinds}
        return cls(policy, tuple(rules), finder, by_kind, covers or {})

    def alone(self) -> Program:
        """Its rules that judge each record by itself."""
        return self._with(lambda rule: not rule.looks_across)

    def across(self) -> Program:
        """Its rules that compare records with each other."""
        return self._with(lambda rule: rule.looks_across)

    def _with(self, chosen: Callable[[DatedRule], bool]) -> Program:
        by_kind = {kind: tuple(filter(chosen, rules)) for kind, rules in self.by_kind.items()}
        return replace(self, rules=tuple(filter(chosen, self.rules)), by_kind=by_kind)

    @property
    def reads(self) -> frozenset[str]:
        """The kinds of which its rules need all records, besides those that they judge."""
        return self.reads_for(frozenset(self.by_kind))

    def reads_for(self, kinds: frozenset[str]) -> frozenset[str]:
        """The same where records of these kinds alone are judged."""
        forms = [
            form
            for rule in self.rules
            for form in rule.forms
            if not form.idle and not kinds.isdisjoint(form.applies_to)
        ]
        across = [form.applies_to for form in forms if form.plan.gather is not None]
        return frozenset(chain(*across, *(form.reads for form in forms)))

    def selected(self, ids: frozenset[str]) -> Program:
        """The same program with these rules alone; the search is shared."""
        by_kind = {
            kind: tuple(rule for rule in rules if rule.id in ids)
            for kind, rules in self.by_kind.items()
        }
        rules = tuple(rule for rule in self.rules if rule.id in ids)
        return Program(self.policy, rules, self.finder, by_kind, self.covers)
