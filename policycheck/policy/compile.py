"""From loaded rules to a program. A rule that cannot be used is noted and left out; the rest runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo

from policycheck.document import Mapping, Node
from policycheck.engine.program import CompiledRule, Program
from policycheck.model.finding import Authority, Clause, Severity
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.report import PolicyName, RuleInForce
from policycheck.model.shape import ListOf, Type
from policycheck.plan import Path, RefusedOption
from policycheck.policy.checks import CompiledCheck, compile_check
from policycheck.policy.conditions import compile_condition
from policycheck.policy.load import LoadedPolicy, LoadedRule
from policycheck.policy.messages import compile_message
from policycheck.policy.params import with_params
from policycheck.policy.paths import Scope, Shapes
from policycheck.policy.problems import nearest
from policycheck.policy.rule_scope import RuleScope
from policycheck.policy.surface import RuleSurface, validated

__all__ = ["RuleSource", "compile_policy"]

_RAW = frozenset({"check", "when", "examples"})


@dataclass(frozen=True, slots=True)
class RuleSource:
    """A compiled rule and where it came from, for those who explain or test it."""

    rule: CompiledRule
    surface: RuleSurface
    loaded: LoadedRule
    check: CompiledCheck


def compile_policy(
    policy: LoadedPolicy, zone: tzinfo | None, own_fields: dict[str, Type] | None = None
) -> tuple[Program, list[RuleSource]]:
    """The program of a policy; what is wrong with single rules is added to the policy's problems."""
    compiler = _Compiler(policy, zone, own_fields or {})
    sources = [source for rule in policy.rules if (source := compiler.rule(rule))]
    name = PolicyName(policy.id, policy.digest, len(sources))
    return Program.of(name, [source.rule for source in sources]), sources


class _Compiler:
    def __init__(
        self, policy: LoadedPolicy, zone: tzinfo | None, own_fields: dict[str, Type]
    ) -> None:
        self.problems = policy.problems
        self.zone = zone
        self.shapes = Shapes.known({**own_fields, **policy.fields})
        self.seen: dict[str, Node] = {}

    def rule(self, loaded: LoadedRule) -> RuleSource | None:
        """One rule compiled; None after noting what is wrong. Every part of it is looked at."""
        node = loaded.node
        surface = validated(RuleSurface, node, self.problems, _RAW)
        if surface is None or not isinstance(node, Mapping):
            return None
        kinds = self._kinds(surface, node)
        if not kinds or not self._first_of_its_id(surface, node):
            return None
        scopes = tuple(Scope(self.shapes, kind) for kind in kinds)
        try:
            return self._compiled(
                loaded, surface, node, RuleScope(scopes, self.problems, self.zone)
            )
        except RefusedOption:
            return None

    def _compiled(
        self, loaded: LoadedRule, surface: RuleSurface, node: Mapping, scope: RuleScope
    ) -> RuleSource:
        each, inner = self._each(node, scope)
        when = node.get("when")
        refused = False
        condition = check = None
        try:
            given = with_params(when, loaded.params, self.problems) if when else None
            condition = compile_condition(given, inner) if given else None
        except RefusedOption:
            refused = True
        before = len(self.problems.found)
        checked = with_params(node.entries["check"].value, loaded.params, self.problems)
        if refused or len(self.problems.found) > before:
            raise RefusedOption
        check = compile_check(checked, inner, surface.applies_to, each=each is not None)
        self._refuse_certainty(surface, node, check)
        message = surface.message or (
            check.kinds[0].message if len(check.kinds) == 1 else surface.title
        )
        said = node.get("message") or node
        rule = CompiledRule(
            about=_about(surface, node, check),
            applies_to=surface.applies_to,
            plan=check.plan,
            message=compile_message(message, said, check.values, inner),
            when=condition,
            each=each,
            first=_later(surface.effective.from_, loaded.effective.from_),
            last=_earlier(surface.effective.to, loaded.effective.to),
            reads_text=all(kind.reads_text for kind in check.kinds),
        )
        return RuleSource(rule, surface, loaded, check)

    def _each(self, node: Mapping, scope: RuleScope) -> tuple[Path | None, RuleScope]:
        named = node.get("each")
        if named is None:
            return None, scope
        path = scope.path(named)
        if not isinstance(path.type, ListOf) and not path.many:
            self.problems.at(
                named, f"{path.dotted} is not a list", "each names a list such as media"
            )
            raise RefusedOption
        return path, scope.inside(path)

    def _kinds(self, surface: RuleSurface, node: Mapping) -> tuple[str, ...]:
        named = node.entries["applies_to"].value
        unknown = [kind for kind in surface.applies_to if kind not in RECORD_KINDS]
        for kind in unknown:
            self.problems.at(named, f"unknown kind of record {kind}", nearest(kind, RECORD_KINDS))
        return () if unknown else surface.applies_to

    def _first_of_its_id(self, surface: RuleSurface, node: Mapping) -> bool:
        first = self.seen.setdefault(surface.id, node)
        if first is node:
            return True
        line = first.source.position(first.span.start).line
        self.problems.at_key(
            node,
            ("id",),
            f"rule {surface.id} is already defined at {first.source.path}:{line}",
            "ids are unique in a policy and all that it extends",
        )
        return False

    def _refuse_certainty(self, surface: RuleSurface, node: Mapping, check: CompiledCheck) -> None:
        guess = next((kind.name for kind in check.kinds if kind.heuristic), None)
        if guess and surface.severity in (Severity.ERROR, Severity.WARNING):
            self.problems.under(
                node,
                ("severity",),
                f"{guess} is a heuristic: its severity is review or info, not {surface.severity}",
                "a person decides what a heuristic finds",
            )
            raise RefusedOption


def _about(surface: RuleSurface, node: Mapping, check: CompiledCheck) -> RuleInForce:
    line = node.source.position(node.entries["id"].key.span.start).line
    authority = tuple(
        Authority(
            one.cite,
            one.section,
            one.url,
            one.checked_on.isoformat() if one.checked_on else "",
            one.recheck_by.isoformat() if one.recheck_by else "",
        )
        for one in surface.authority
    )
    return RuleInForce(
        id=surface.id,
        title=surface.title,
        severity=surface.severity,
        kind=" ".join(dict.fromkeys(kind.name for kind in check.kinds)),
        clause=Clause(node.source.path, line, surface.title),
        remedy=surface.remedy,
        authority=authority,
        controls=surface.controls,
        serves=surface.serves,
    )


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)
