"""A policy ready to run, for every task that needs one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.paths import Shapes
from policycheck.policy.problems import nearest
from policycheck.policy.project import Project
from policycheck.policy.rule_surface import RuleSurface
from policycheck.policy.waiver_rules import WaiverRules
from policycheck.tasks.built_in import BUILT_IN

__all__ = ["ReadyPolicy", "policy_named", "ready_policy"]


@dataclass(frozen=True, slots=True)
class ReadyPolicy:
    """A program, the rules it came from, the built-in rules in play, and what was wrong.

    `surfaces` are all rules that can be used, also those that were not selected; `rule_ids` the ids
    of all that were written, `known` with the built-in ones, None where the policy could not be
    read whole.
    """

    program: Program
    sources: tuple[RuleSource, ...]
    built_in: frozenset[str]
    kinds: Mapping[str, RecordKind]
    problems: tuple[Problem, ...]
    waiver_rules: WaiverRules = field(default_factory=WaiverRules)
    surfaces: Mapping[str, RuleSurface] = field(default_factory=dict)
    known: frozenset[str] | None = None
    rule_ids: frozenset[str] = frozenset()
    loaded: LoadedPolicy = field(default_factory=LoadedPolicy)

    def source(self, rule: str) -> RuleSource | None:
        """The rule of that id, where it can be used."""
        return next((one for one in self.sources if one.surface.id == rule), None)

    @property
    def locked(self) -> frozenset[str]:
        """The rules that are never waived."""
        return frozenset(id_ for id_, rule in self.surfaces.items() if not rule.waivable)


def policy_named(given: str, project: Project | None, base: Path) -> str:
    """The policy that was asked for: a path from `base`, the name of a pack, or the project's."""
    if not given:
        return project.policy if project else "core"
    path = base / given
    return str(path) if project and path.exists() else given


def ready_policy(
    target: str | LoadedPolicy,
    base: Path,
    *,
    zone: tzinfo | None = None,
    fields: Mapping[str, Type] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    language: str = "",
    known_elsewhere: frozenset[str] = frozenset(),
) -> ReadyPolicy:
    """Load and compile a policy, and keep the selected rules; `target` may be loaded already.

    Raises UsageError where `select` or `ignore` names no rule, of this policy or `known_elsewhere`.
    """
    loaded = load_policy(target, base) if isinstance(target, str) else target
    program, sources = compile_policy(loaded, zone, fields, language)
    # A rule that was refused is still a rule: selecting it is no mistake of the caller. Where a
    # part of the policy could not be read, nobody can say which ids there are.
    known = loaded.rule_ids() | set(BUILT_IN)
    is_whole = not loaded.problems.found
    if is_whole:
        _refuse_unknown(known | known_elsewhere, "--select", select)
        _refuse_unknown(known | known_elsewhere, "--ignore", ignore)
    kept = frozenset(
        one for one in known if (not select or _named(one, select)) and not _named(one, ignore)
    )
    return ReadyPolicy(
        program.selected(kept) if select or ignore else program,
        tuple(one for one in sources if one.surface.id in kept),
        frozenset(BUILT_IN) & kept,
        _kinds({**(fields or {}), **loaded.fields}),
        tuple(sorted(set(loaded.problems.found))),
        loaded.waiver_rules,
        {one.surface.id: one.surface for one in sources},
        frozenset(known) if is_whole else None,
        frozenset(loaded.rule_ids()),
        loaded,
    )


def _kinds(fields: Mapping[str, Type]) -> Mapping[str, RecordKind]:
    """The record kinds, with the fields of one's own in their shapes."""
    groups = Shapes.known(fields).groups
    return {name: replace(kind, shape=groups[name]) for name, kind in RECORD_KINDS.items()}


def _named(rule: str, wanted: Sequence[str]) -> bool:
    """Whether a rule is one of those named; `*` stands for any characters."""
    return any(fnmatchcase(rule, name) for name in wanted)


def _refuse_unknown(known: set[str], option: str, wanted: Sequence[str]) -> None:
    for name in wanted:
        if not any(fnmatchcase(rule, name) for rule in known):
            raise UsageError(f"{option}: no rule has the id {name}; {nearest(name, known)}")
