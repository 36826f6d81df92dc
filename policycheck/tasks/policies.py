"""A policy read, and ready to run, for every task that needs one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path

from msgspec import Struct, field

from policycheck.engine.program import Program
from policycheck.model.shape import Type
from policycheck.policy.compile import RuleSource, compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.profiles import load_profiles
from policycheck.policy.project import Project
from policycheck.policy.rule_terms import RuleTerms
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.ready import ReadyPolicy, Selection, built_in_among, kinds_with, policy_named

__all__ = ["CompiledPolicy", "ReadPolicy", "compiled_policy", "policy_files", "ready_policy"]


class ReadPolicy(ReadyPolicy, frozen=True):
    """A policy ready to run, with the rules that it came from, for those who explain or test it."""

    sources: tuple[RuleSource, ...] = ()
    loaded: LoadedPolicy = field(default_factory=LoadedPolicy)

    def source(self, rule: str) -> RuleSource | None:
        """The rule of that id, where it can be used."""
        return next((one for one in self.sources if one.surface.id == rule), None)


class CompiledPolicy(Struct, frozen=True):
    """A policy read and compiled, before anybody chose among its rules."""

    loaded: LoadedPolicy
    program: Program
    sources: tuple[RuleSource, ...]
    fields: Mapping[str, Type]

    def ready(self, selection: Selection) -> ReadPolicy:
        """The chosen rules. Raises UsageError where the selection names a rule that is not there.

        A rule that was refused is still a rule: selecting it is no mistake of the caller.
        """
        loaded = self.loaded
        known = frozenset(loaded.rule_ids() | set(BUILT_IN))
        is_whole = not loaded.problems.found
        kept = selection.of(known, is_whole=is_whole)
        chosen = tuple(one for one in self.sources if one.surface.id in kept)
        return ReadPolicy(
            program=selection.program(self.program, kept),
            sources=chosen,
            built_in=built_in_among(kept),
            kinds=kinds_with({**self.fields, **loaded.fields}),
            problems=tuple(sorted(set(loaded.problems.found))),
            profiles=load_profiles,
            waiver_rules=loaded.waiver_rules,
            terms={one.surface.id: _terms(one) for one in self.sources},
            known=known if is_whole else None,
            rule_ids=frozenset(loaded.rule_ids()),
            untranslated=tuple(sorted(one.surface.id for one in chosen if one.untranslated)),
            loaded=loaded,
        )


def compiled_policy(
    target: str | LoadedPolicy,
    base: Path,
    zone: tzinfo | None,
    fields: Mapping[str, Type],
    language: str,
) -> CompiledPolicy:
    """Load and compile a policy; `target` may be loaded already."""
    loaded = load_policy(target, base) if isinstance(target, str) else target
    program, sources = compile_policy(loaded, zone, fields, language)
    return CompiledPolicy(loaded, program, tuple(sources), fields)


def policy_files(given: str, project: Project | None, base: Path) -> list[Path]:
    """The files that the policy of a run is made of, and those of single agencies."""
    root = project.root if project else base
    named = [policy_named(given, project, base)]
    named += project.policies.values() if project and not given else ()
    return sorted({file for one in named for file in load_policy(one, root).documents})


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
) -> ReadPolicy:
    """Load and compile a policy, and keep the selected rules; `target` may be loaded already.

    Raises UsageError where `select` or `ignore` names no rule, of this policy or `known_elsewhere`.
    """
    compiled = compiled_policy(target, base, zone, fields or {}, language)
    return compiled.ready(Selection(select, ignore, known_elsewhere))


def _terms(source: RuleSource) -> RuleTerms:
    surface = source.surface
    return RuleTerms(surface.severity, surface.applies_to, surface.waivable)
