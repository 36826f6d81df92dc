"""From loaded rules to a program. A rule that cannot be used is noted; the rest runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, tzinfo

from policycheck.document import Mapping, Scalar, Sequence
from policycheck.engine.program import CompiledRule, Program
from policycheck.model.finding import Authority, Clause, Severity
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.report import PolicyName, RuleInForce
from policycheck.model.shape import ListOf, Type
from policycheck.plan import Condition, Path, RefusedOption
from policycheck.policy.checks import CompiledCheck, compile_check
from policycheck.policy.conditions import compile_condition
from policycheck.policy.load import LoadedPolicy, LoadedRule
from policycheck.policy.messages import compile_message
from policycheck.policy.params import with_params
from policycheck.policy.paths import Scope, Shapes
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.rule_scope import RuleScope
from policycheck.policy.surface import RuleSurface, validated

__all__ = ["RuleSource", "as_written", "compile_policy"]

_RAW = frozenset({"check", "when", "examples"})


@dataclass(frozen=True, slots=True)
class RuleSource:
    """A compiled rule and where it came from, for those who explain or test it."""

    rule: CompiledRule
    surface: RuleSurface
    loaded: LoadedRule
    check: CompiledCheck
    shapes: Shapes
    zone: tzinfo | None


def compile_policy(
    policy: LoadedPolicy, zone: tzinfo | None, own_fields: dict[str, Type] | None = None
) -> tuple[Program, list[RuleSource]]:
    """The program of a policy; what is wrong with single rules goes to the policy's problems."""
    shapes = Shapes.known({**(own_fields or {}), **policy.fields})
    compiler = _Compiler(policy.problems, zone, shapes)
    sources = [source for rule in policy.rules if (source := compiler.rule(rule))]
    name = PolicyName(policy.id, policy.digest, len(sources))
    return Program.of(name, [source.rule for source in sources]), sources


def as_written(source: RuleSource, given: Mapping | None = None) -> RuleSource | Problems:
    """The rule with the parameters of its own file, whatever policies below have set.

    `given` are values that an example sets in their place. What is wrong with the rule then, if
    anything is.
    """
    loaded = source.loaded
    own = {entry.key.text: entry.value for entry in given} if given else {}
    params = {**loaded.own_params, **own}
    if loaded.params == params:
        return source
    compiler = _Compiler(Problems(), source.zone, source.shapes)
    return compiler.rule(replace(loaded, params=params)) or compiler.problems


class _Compiler:
    def __init__(self, problems: Problems, zone: tzinfo | None, shapes: Shapes) -> None:
        self.problems = problems
        self.zone = zone
        self.shapes = shapes
        self.seen: dict[str, Mapping] = {}

    def rule(self, loaded: LoadedRule) -> RuleSource | None:
        """One rule compiled; None after noting what is wrong. Every part of it is looked at."""
        node = loaded.node
        surface = validated(RuleSurface, node, self.problems, _RAW)
        if surface is None or not isinstance(node, Mapping):
            return None
        if not self._are_kinds(surface, node) or not self._is_first_of_its_id(surface, node):
            return None
        scopes = tuple(Scope(self.shapes, kind) for kind in surface.applies_to)
        scope = RuleScope(scopes, self.problems, self.zone, loaded.params)
        try:
            return self._compiled(loaded, surface, node, scope)
        except RefusedOption:
            return None

    def _compiled(
        self, loaded: LoadedRule, surface: RuleSurface, node: Mapping, scope: RuleScope
    ) -> RuleSource:
        each, inner = self._each(node, scope)
        before = len(self.problems.found)
        condition = self._condition(loaded, node, inner)
        check = self._check(loaded, surface, node, inner, each=each is not None)
        if check is None or len(self.problems.found) > before:
            raise RefusedOption
        message = surface.message or check.message or _literal(surface.title)
        rule = CompiledRule(
            about=_about(surface, node, check),
            applies_to=surface.applies_to,
            plan=check.plan,
            message=compile_message(message, node.get("message") or node, check.values, inner),
            when=condition,
            each=each,
            first=_later(surface.effective.from_, loaded.effective.from_),
            last=_earlier(surface.effective.to, loaded.effective.to),
            grounds=tuple(inner.seen.grounds.values()),
            reads=frozenset(inner.seen.kinds),
            reads_text=all(kind.reads_text for kind in check.kinds),
        )
        return RuleSource(rule, surface, loaded, check, self.shapes, self.zone)

    def _each(self, node: Mapping, scope: RuleScope) -> tuple[Path | None, RuleScope]:
        named = node.get("each")
        if named is None:
            return None, scope
        path = scope.path(named)
        if not isinstance(path.type, ListOf) and not path.many:
            scope.refuse(named, f"{path.dotted} is not a list", "each names a list such as media")
        return path, scope.inside(path)

    def _condition(self, loaded: LoadedRule, node: Mapping, scope: RuleScope) -> Condition | None:
        """The condition of `when`; None where there is none, or after noting what is wrong."""
        when = node.get("when")
        if when is None:
            return None
        before = len(self.problems.found)
        filled = with_params(when, loaded.params, self.problems)
        try:
            return compile_condition(filled, scope) if len(self.problems.found) == before else None
        except RefusedOption:
            return None

    def _check(
        self,
        loaded: LoadedRule,
        surface: RuleSurface,
        node: Mapping,
        scope: RuleScope,
        *,
        each: bool,
    ) -> CompiledCheck | None:
        """The check; None after noting what is wrong."""
        before = len(self.problems.found)
        filled = with_params(node.entries["check"].value, loaded.params, self.problems)
        if len(self.problems.found) > before:
            return None
        try:
            check = compile_check(filled, scope, surface.applies_to, each=each)
        except RefusedOption:
            return None
        self._refuse_certainty(surface, node, check)
        return check

    def _are_kinds(self, surface: RuleSurface, node: Mapping) -> bool:
        named = node.entries["applies_to"].value
        items = named.items if isinstance(named, Sequence) else [named]
        unknown = [i for i in items if isinstance(i, Scalar) and i.text not in RECORD_KINDS]
        for item in unknown:
            advice = nearest(item.text, RECORD_KINDS)
            self.problems.at(item, f"unknown kind of record {item.text}", advice)
        return not unknown and len(surface.applies_to) > 0

    def _is_first_of_its_id(self, surface: RuleSurface, node: Mapping) -> bool:
        first = self.seen.setdefault(surface.id, node)
        if first is node:
            return True
        at = first.entries["id"].key
        line = at.source.position(at.span.start).line
        self.problems.under(
            node,
            ("id",),
            f"rule {surface.id} is already defined at {at.source.path}:{line}",
            "ids are unique in a policy and all that it extends: choose another",
        )
        return False

    def _refuse_certainty(self, surface: RuleSurface, node: Mapping, check: CompiledCheck) -> None:
        guess = next((kind.name for kind in check.kinds if kind.heuristic), None)
        if guess and surface.severity in (Severity.ERROR, Severity.WARNING):
            self.problems.under(
                node,
                ("severity",),
                f"{guess} is a heuristic: its severity is review or info, not {surface.severity}",
                "write review: a person decides what a heuristic finds",
            )


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


def _literal(text: str) -> str:
    """A text as a message in which nothing is filled in."""
    return text.replace("{", "{{").replace("}", "}}")


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)
