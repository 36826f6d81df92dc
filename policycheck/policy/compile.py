"""From loaded rules to a program. A rule that cannot be used is noted; the rest runs."""

from __future__ import annotations

from collections.abc import Mapping as MappingLike
from dataclasses import replace
from datetime import tzinfo

from policycheck.document import Mapping
from policycheck.engine.program import Program
from policycheck.mistakes.policies import DUPLICATE_RULE
from policycheck.model.report import PolicyName
from policycheck.model.shape import Type
from policycheck.policy.compile_rule import RuleCompiler, RuleSource
from policycheck.policy.covers import covered_rules
from policycheck.policy.loaded import LoadedPolicy, LoadedRule
from policycheck.policy.paths import Shapes
from policycheck.policy.problems import Problems

__all__ = ["RuleSource", "as_written", "compile_policy", "recompiled", "with_values"]


def compile_policy(
    policy: LoadedPolicy,
    zone: tzinfo | None,
    own_fields: MappingLike[str, Type] | None = None,
    language: str = "",
) -> tuple[Program, list[RuleSource]]:
    """The program of a policy; what is wrong with single rules goes to the policy's problems."""
    shapes = Shapes.known({**(own_fields or {}), **policy.fields})
    compiler = RuleCompiler(policy.problems, zone, shapes, language)
    seen: dict[str, Mapping] = {}
    sources = [
        source
        for rule in policy.rules
        if _is_first_of_its_id(rule, seen, policy.problems) and (source := compiler.rule(rule))
    ]
    name = PolicyName(policy.id, policy.digest, len(sources))
    covers = covered_rules(sources, policy.problems)
    return Program.of(name, [source.rule for source in sources], covers), sources


def as_written(source: RuleSource) -> RuleSource:
    """The rule as its own file has it, whatever policies below have set or changed."""
    loaded = source.loaded
    if loaded.params is loaded.own_params and loaded.node is loaded.own_node:
        return source
    compiler = RuleCompiler(Problems(), source.zone, source.shapes)
    return compiler.rule(replace(loaded, node=loaded.own_node, params=loaded.own_params)) or source


def with_values(source: RuleSource, given: Mapping) -> RuleSource | Problems:
    """The rule with other values of its parameters, or what is wrong with it then."""
    values = {entry.key.text: entry.value for entry in given}
    compiler = RuleCompiler(Problems(), source.zone, source.shapes)
    params = source.loaded.params.having(values)
    return compiler.rule(replace(source.loaded, params=params)) or compiler.problems


def recompiled(source: RuleSource, loaded: LoadedRule) -> RuleSource | None:
    """The rule in another form than it was loaded in; None where that cannot be used."""
    return RuleCompiler(Problems(), source.zone, source.shapes).rule(loaded)


def _is_first_of_its_id(loaded: LoadedRule, seen: dict[str, Mapping], problems: Problems) -> bool:
    node = loaded.node
    first = seen.setdefault(loaded.id, node) if loaded.id and isinstance(node, Mapping) else node
    if first is node:
        return True
    assert isinstance(first, Mapping)
    at = first.entries["id"].key
    line = at.source.position(at.span.start).line
    problems.under(
        node,
        ("id",),
        DUPLICATE_RULE,
        f"rule {loaded.id} is already defined at {at.source.path}:{line}",
        "choose another id; to change a rule that is inherited, write it under override:",
    )
    return False
