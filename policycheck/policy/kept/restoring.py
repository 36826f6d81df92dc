"""A kept policy as a program. Closures are made when a record first asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import overload

from policycheck.engine.program import CompiledRule, DatedRule, Ground, Program
from policycheck.model.report import PolicyName
from policycheck.plan import Plan, Profiles
from policycheck.policy.kept.entry import KeptPart, KeptPolicy, KeptRule
from policycheck.policy.kept.late_finder import LateFinder
from policycheck.policy.kept.part import Part, Shared
from policycheck.policy.kept.platforms import unpacked_platforms

__all__ = ["profiles_of", "program_of"]


def profiles_of(kept: KeptPolicy) -> Callable[[], Profiles]:
    """The platforms as they were when the policy was compiled, decoded once they are wanted."""
    return cache(lambda: unpacked_platforms(kept.profiles))


def program_of(kept: KeptPolicy, shared: Shared, *, whole: bool) -> Program:
    """The program. With `whole` all of it is made at once, for a run over many records."""
    rules = [_rule(one, shared, whole=whole) for one in kept.rules]
    by_kind: dict[str, list[DatedRule]] = {}
    for one, rule in zip(kept.rules, rules, strict=True):
        for kind in one.terms.applies_to:
            by_kind.setdefault(kind, []).append(rule)
    return Program(
        PolicyName(kept.id, kept.digest, len(rules)),
        tuple(rules),
        LateFinder(kept, shared),
        by_kind,
        {id_: frozenset(others) for id_, others in kept.covers.items()},
    )


def _rule(kept: KeptRule, shared: Shared, *, whole: bool) -> DatedRule:
    applies_to = kept.terms.applies_to
    parts = [Part(one, applies_to, shared) for one in kept.parts]
    plans = [
        part.plan if whole else _late_plan(one, part)
        for part, one in zip(parts, kept.parts, strict=True)
    ]
    return DatedRule(
        tuple(
            CompiledRule(
                form.about,
                applies_to,
                plans[form.part],
                parts[form.part].message,
                (parts[form.part].condition if whole else parts[form.part].holds)
                if kept.parts[form.part].has_when
                else None,
                parts[form.part].each,
                datetime.fromisoformat(form.begins) if form.begins else None,
                datetime.fromisoformat(form.ends) if form.ends else None,
                kept.parts[form.part].reads_text,
                _LateGrounds(parts[form.part]),
                frozenset(kept.parts[form.part].reads),
                form.observed,
                kept.parts[form.part].idle,
                parts[form.part].hears if whole else None,
            )
            for form in kept.forms
        )
    )


def _late_plan(kept: KeptPart, part: Part) -> Plan:
    if kept.looks_across:
        return Plan(gather=part.gather, conclude=part.conclude)
    return Plan(part.judge)


class _LateGrounds(Sequence[Ground]):
    """What a rule is decided by in other records: known once its paths are resolved."""

    __slots__ = ("_part",)

    def __init__(self, part: Part) -> None:
        self._part = part

    @overload
    def __getitem__(self, index: int) -> Ground: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Ground]: ...
    def __getitem__(self, index: int | slice) -> Ground | Sequence[Ground]:
        return self._part.grounds[index]

    def __len__(self) -> int:
        return len(self._part.grounds)
