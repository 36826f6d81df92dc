"""A policy ready to run, for every task that needs one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from fnmatch import fnmatchcase
from pathlib import Path

from policycheck.engine.program import Program
from policycheck.errors import Problem, UsageError
from policycheck.model.kind import RecordKind
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import Type
from policycheck.policy.compile import RuleSource, compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.paths import Shapes
from policycheck.policy.problems import nearest

__all__ = ["ReadyPolicy", "ready_policy"]

#: Ids of the rules that policycheck itself has.
BUILT_IN: Mapping[str, str] = {
    "policycheck:unknown-field": "A record has a field that nobody declared",
}


@dataclass(frozen=True, slots=True)
class ReadyPolicy:
    """A program, the rules it came from, the built-in rules in play, and what was wrong."""

    program: Program
    sources: tuple[RuleSource, ...]
    built_in: frozenset[str]
    kinds: Mapping[str, RecordKind]
    problems: tuple[Problem, ...]


def ready_policy(
    target: str,
    base: Path,
    *,
    zone: tzinfo | None = None,
    fields: Mapping[str, Type] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> ReadyPolicy:
    """Load and compile a policy, and keep the selected rules.

    Raises UsageError where `select` or `ignore` names no rule.
    """
    loaded = load_policy(target, base)
    program, sources = compile_policy(loaded, zone, dict(fields or {}))
    # A rule that was refused is still a rule: selecting it is no mistake of the caller.
    kept = frozenset(_chosen(loaded.rule_ids() | set(BUILT_IN), select, ignore))
    return ReadyPolicy(
        program.selected(kept) if select or ignore else program,
        tuple(one for one in sources if one.surface.id in kept),
        frozenset(BUILT_IN) & kept,
        _kinds({**(fields or {}), **loaded.fields}),
        tuple(sorted(loaded.problems.found)),
    )


def _kinds(fields: Mapping[str, Type]) -> Mapping[str, RecordKind]:
    """The record kinds, with the fields of one's own in their shapes."""
    groups = Shapes.known(fields).groups
    return {name: replace(kind, shape=groups[name]) for name, kind in RECORD_KINDS.items()}


def _chosen(known: set[str], select: Sequence[str], ignore: Sequence[str]) -> set[str]:
    chosen = _matching(known, select, "--select") if select else set(known)
    return chosen - _matching(known, ignore, "--ignore")


def _matching(known: set[str], wanted: Sequence[str], option: str) -> set[str]:
    """The ids that are named; `*` stands for any ending."""
    found: set[str] = set()
    for name in wanted:
        matched = {one for one in known if fnmatchcase(one, name)}
        if not matched:
            raise UsageError(f"{option}: no rule has the id {name}; {nearest(name, known)}")
        found |= matched
    return found
