"""Conditions asked of records, without a rule around them."""

from __future__ import annotations

from datetime import UTC, tzinfo

from policycheck.document import read_yaml
from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Missing, RefusedOption
from policycheck.policy.conditions import compile_condition
from policycheck.policy.paths import Scope, Shapes
from policycheck.policy.problems import Problems
from policycheck.policy.rule_scope import RuleScope
from policycheck.source import Source
from tests.engine.made import NOW


def asked(
    when: str,
    given: Record,
    *,
    world: dict[str, dict[str, Record]] | None = None,
    now: Moment = NOW,
    zone: tzinfo | None = UTC,
    absent_differs: bool = True,
) -> tuple[bool | None, list[str]]:
    """What a condition comes to on a record, and the paths that are missing."""
    problems = Problems()
    node, found = read_yaml(Source("w.yaml", when))
    assert not found, found
    assert node is not None
    scope = RuleScope((Scope(Shapes.known(), given.kind),), problems, zone, in_when=True)
    condition = compile_condition(node, scope, absent_differs=absent_differs)
    missing: list[Missing] = []
    case = RecordCase(given, now, now, Finder([]), World(world or {}))
    return condition(case, missing), [one.path for one in missing]


def refused(when: str, kind: str = "post") -> list[Problem]:
    """Why a condition is refused."""
    problems = Problems()
    node, found = read_yaml(Source("w.yaml", when))
    assert not found, found
    assert node is not None
    try:
        scope = RuleScope((Scope(Shapes.known(), kind),), problems, UTC, in_when=True)
        compile_condition(node, scope)
    except RefusedOption:
        return problems.found
    return []
