"""Takes the time of a check, by stage and by rule.

Rules are timed by functions around what they ask and judge, so that a check without a stopwatch
pays nothing. What is taken over from records that are alike takes a rule no time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from msgspec.structs import replace
from msgspec.structs import replace as with_fields

from policycheck.engine.program import CompiledRule, DatedRule, Program
from policycheck.model.timings import RuleTime, Timings
from policycheck.plan import Plan

__all__ = ["Stopwatch"]

_READING = "reading records"

T = TypeVar("T")
Timed = TypeVar("Timed", bound=Callable[..., Any])


@dataclass(slots=True)
class Stopwatch:
    """Runs from when it is made."""

    _since: float = field(default_factory=time.perf_counter)
    _reading: float = 0.0
    _stages: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, float] = field(default_factory=dict)
    _asked: dict[str, int] = field(default_factory=dict)

    def lap(self, stage: str) -> None:
        """End a stage; what was read in it is a stage of its own."""
        now = time.perf_counter()
        if self._reading:
            self._stages[_READING] = self._stages.get(_READING, 0.0) + self._reading
        self._stages[stage] = now - self._since - self._reading
        self._since, self._reading = now, 0.0

    def over(self, records: Iterable[T]) -> Iterator[T]:
        """The records as they are; the time until each is there counts as reading."""
        rest = iter(records)
        while True:
            begun = time.perf_counter()
            try:
                record = next(rest)
            except StopIteration:
                return
            finally:
                self._reading += time.perf_counter() - begun
            yield record

    def on(self, program: Program) -> Program:
        """The program with every rule timed."""
        rules = {id(rule): self._dated(rule) for rule in program.rules}
        by_kind = {
            kind: tuple(rules[id(rule)] for rule in found)
            for kind, found in program.by_kind.items()
        }
        return replace(program, rules=tuple(rules.values()), by_kind=by_kind)

    def timings(self) -> Timings:
        """What it showed."""
        rules = (RuleTime(id_, took, self._asked[id_]) for id_, took in self._rules.items())
        slowest = sorted(rules, key=lambda one: (-one.seconds, one.rule))
        return Timings(tuple(self._stages.items()), tuple(slowest))

    def _dated(self, rule: DatedRule) -> DatedRule:
        return replace(rule, forms=tuple(self._form(form) for form in rule.forms))

    def _form(self, form: CompiledRule) -> CompiledRule:
        plan: Plan = with_fields(
            form.plan,
            judge=self._timed(form.id, form.plan.judge),
            gather=self._timed(form.id, form.plan.gather),
            conclude=self._timed(form.id, form.plan.conclude),
        )
        return replace(form, plan=plan, when=self._timed(form.id, form.when, first=True))

    def _timed(self, rule: str, ask: Timed | None, *, first: bool = False) -> Any:
        """A function that does the same, and whose time is added to that of the rule."""
        if ask is None:
            return None

        def timed(*args: Any) -> Any:
            begun = time.perf_counter()
            try:
                return ask(*args)
            finally:
                took = time.perf_counter() - begun
                self._rules[rule] = self._rules.get(rule, 0.0) + took
                self._asked[rule] = self._asked.get(rule, 0) + (not first)

        return timed
