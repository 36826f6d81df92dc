"""A policy ready to run, whether it was read or kept from an earlier run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.engine.program import Program
from policycheck.errors import Problem, UsageError
from policycheck.model.kind import RecordKind
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import Type
from policycheck.plan import Profiles
from policycheck.policy.paths import Shapes
from policycheck.policy.problems import nearest
from policycheck.policy.project import Project
from policycheck.policy.rule_terms import RuleTerms
from policycheck.policy.waiver_rules import WaiverRules
from policycheck.tasks.built_in import BUILT_IN

__all__ = [
    "ReadyPolicy",
    "Selection",
    "built_in_among",
    "kinds_with",
    "may_be_waived",
    "policy_named",
]


class ReadyPolicy(Struct, frozen=True):
    """A program, the built-in rules in play, and what was wrong.

    `terms` are those of all rules that can be used, also of those that were not selected;
    `rule_ids` the ids of all that were written, `known` with the built-in ones, None where the
    policy could not be read whole. `untranslated` are the rules in play that have words in another
    language than was asked for. `profiles` are the platforms.
    """

    program: Program
    built_in: frozenset[str]
    kinds: Mapping[str, RecordKind]
    problems: tuple[Problem, ...]
    profiles: Callable[[], Profiles]
    waiver_rules: WaiverRules = field(default_factory=WaiverRules)
    terms: Mapping[str, RuleTerms] = field(default_factory=dict)
    known: frozenset[str] | None = None
    rule_ids: frozenset[str] = frozenset()
    untranslated: tuple[str, ...] = ()

    @property
    def locked(self) -> frozenset[str]:
        """The rules that are never waived."""
        return frozenset(id_ for id_, rule in self.terms.items() if not rule.waivable)


class Selection(Struct, frozen=True):
    """Which rules of a policy run: all, or those of `select`, without those of `ignore`."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    known_elsewhere: frozenset[str] = frozenset()

    def of(self, known: Collection[str], *, is_whole: bool) -> frozenset[str]:
        """The ids that are chosen among those known.

        Raises UsageError where `select` or `ignore` names none, of these or `known_elsewhere`.
        Where a part of the policy could not be read, nobody can say which ids there are.
        """
        if is_whole:
            everywhere = {*known, *self.known_elsewhere}
            _refuse_unknown(everywhere, "--select", self.select)
            _refuse_unknown(everywhere, "--ignore", self.ignore)
        return frozenset(
            one
            for one in known
            if (not self.select or _named(one, self.select)) and not _named(one, self.ignore)
        )

    def program(self, program: Program, chosen: frozenset[str]) -> Program:
        """The program with the chosen rules alone."""
        return program.selected(chosen) if self.select or self.ignore else program


def policy_named(given: str, project: Project | None, base: Path) -> str:
    """The policy that was asked for: a path from `base`, the name of a pack, or the project's."""
    if not given:
        return project.policy if project else "core"
    path = base / given
    return str(path) if project and path.exists() else given


def kinds_with(fields: Mapping[str, Type]) -> Mapping[str, RecordKind]:
    """The record kinds, with the fields of one's own in their shapes."""
    groups = Shapes.known(fields).groups
    return {name: replace(kind, shape=groups[name]) for name, kind in RECORD_KINDS.items()}


def built_in_among(chosen: frozenset[str]) -> frozenset[str]:
    """The built-in rules among those chosen."""
    return frozenset(BUILT_IN) & chosen


def may_be_waived(project: Project | None, ready: ReadyPolicy) -> frozenset[str]:
    """The rules that a waiver can be added for: of a project that names a file for them."""
    if project is None or not project.waivers:
        return frozenset()
    return frozenset(id_ for id_, rule in ready.terms.items() if rule.waivable)


def _named(rule: str, wanted: Sequence[str]) -> bool:
    """Whether a rule is one of those named; `*` stands for any characters."""
    return any(fnmatchcase(rule, name) for name in wanted)


def _refuse_unknown(known: set[str], option: str, wanted: Sequence[str]) -> None:
    for name in wanted:
        if not any(fnmatchcase(rule, name) for rule in known):
            raise UsageError(f"{option}: no rule has the id {name}; {nearest(name, known)}")
