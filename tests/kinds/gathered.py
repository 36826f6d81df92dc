"""Checks across records, judged over all of them as the engine would."""

from __future__ import annotations

from collections.abc import Sequence

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Fact, Judgement
from policycheck.policy.checks import CompiledCheck
from tests.kinds.verdicts import AT, compiled


def gathered(
    check: str, given: Sequence[Record], applies_to: str = "post", *, at: Moment = AT
) -> list[Judgement]:
    """What a check says of each record; they may refer to each other."""
    found = compiled(check, applies_to)
    assert isinstance(found, CompiledCheck), found
    assert found.plan.gather
    assert found.plan.conclude
    cases = [RecordCase(one, Finder(()), Setting(World({}), at, at)) for one in given]
    results = [found.plan.gather(case) for case in cases]
    facts = [result for result in results if isinstance(result, Fact)]
    concluded = iter(found.plan.conclude(facts))
    return [next(concluded) if isinstance(one, Fact) else one for one in results]


def points_to(judgements: Sequence[Judgement]) -> list[list[int]]:
    """For each record the others, by their places among the facts, that its hits point to."""
    return [[index for hit in one.hits for index, _ in hit.kin] for one in judgements]
