"""Mutants of rules: each is a rule with one small thing changed.

What can be changed is read from what the language and the kinds declare: every option that has a
tighter way can be moved the other way. A test suite that notices none of it proves little.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.document import Mapping
from policycheck.mutants.checks import check_mutants
from policycheck.mutants.conditions import condition_mutants
from policycheck.mutants.making import Making, first_of_each_id
from policycheck.mutants.mutant import Mutant, Sort, mutated
from policycheck.mutants.standing import standing_mutants
from policycheck.policy.compile import RuleSource
from policycheck.policy.params import with_params
from policycheck.policy.periods import Period
from policycheck.policy.problems import Problems

__all__ = ["Mutant", "Sort", "mutants_of", "mutated"]


def mutants_of(source: RuleSource) -> Iterator[Mutant]:
    """Every mutant of a rule that can be written, in the order of the rule; no id comes twice.

    Parameters have the values of the last period of the rule.
    """
    for one in first_of_each_id(_all(source)):
        if mutated(source, one) is not None:
            yield one


def _all(source: RuleSource) -> Iterator[Mutant]:
    rule = source.loaded.node
    if not isinstance(rule, Mapping):
        return
    last = source.rule.forms[-1]
    params = source.loaded.params.at(Period(last.begins, last.ends), source.zone)
    making = Making(source.surface.id, ())
    yield from standing_mutants(rule, making)
    for part, made in (("when", condition_mutants), ("check", check_mutants)):
        node = rule.get(part)
        if node is not None:
            yield from made(with_params(node, params, Problems()), making.at(part))
