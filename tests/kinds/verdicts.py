"""Checks and records as YAML, judged without a policy around them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from policycheck.document import Mapping
from policycheck.document.yaml import read_yaml
from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.places import written
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.plan import Judgement, RefusedOption
from policycheck.policy.checks import CompiledCheck, compile_check
from policycheck.policy.paths import Scope, Shapes
from policycheck.policy.problems import Problems
from policycheck.policy.rule_scope import RuleScope
from policycheck.readers.door import records
from policycheck.readers.reader import Draft
from policycheck.source import Source

AT = Moment.instant(datetime(2026, 6, 15, 12, tzinfo=UTC))


def mapping(text: str, path: str = "example.yaml") -> Mapping:
    node, problems = read_yaml(Source(path, text))
    assert not problems, problems
    assert isinstance(node, Mapping)
    return node


def record(text: str, kind: str = "post", carried: Iterable[str] | None = None) -> Record:
    """The record that a YAML text describes; `carried` are the fields its source has, None: all."""
    draft = Draft(mapping(text), carried=None if carried is None else frozenset(carried))
    (admitted,) = (
        one
        for one in records(iter([draft]), RECORD_KINDS[kind], path="example.yaml", zone=UTC)
        if not hasattr(one, "name")
    )
    assert isinstance(admitted, Record), admitted
    return admitted


def compiled(check: str, applies_to: str = "post", each: str = "") -> CompiledCheck | list[Problem]:
    """The check ready to run, or why it was refused."""
    problems = Problems()
    scope = RuleScope((Scope(Shapes.known(), applies_to),), problems, UTC)
    if each:
        scope = scope.inside(scope.resolve(each, mapping("a: b")))
    try:
        found = compile_check(mapping(check), scope, (applies_to,), each=bool(each))
    except RefusedOption:
        return problems.found
    assert not problems.found, problems.found
    return found


def refusal(check: str, applies_to: str = "post", each: str = "") -> Problem:
    """The one problem with a check that must be refused."""
    found = compiled(check, applies_to, each)
    assert isinstance(found, list), "the check was not refused"
    (problem,) = found
    return problem


def judged(
    check: str,
    given: str | Record,
    applies_to: str = "post",
    *,
    at: Moment = AT,
    others: dict[str, dict[str, Record]] | None = None,
) -> Judgement:
    """The verdict of a check on a record; `others` are the records that it may refer to."""
    found = compiled(check, applies_to)
    assert isinstance(found, CompiledCheck), found
    one = record(given, applies_to) if isinstance(given, str) else given
    finder = Finder(found.plan.searches)
    assert found.plan.judge is not None
    return found.plan.judge(RecordCase(one, finder, Setting(World(others or {}), at, at)))


def found_in(given: Record, judgement: Judgement) -> list[str]:
    """The words that each hit covers."""
    return [written(given, hit.place) for hit in judgement.hits]
