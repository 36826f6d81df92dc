"""The core pack as the program reads it; what single examples come to is asked in test_examples."""

from __future__ import annotations

from pathlib import Path

from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from tests.packs.data import core_rules


def test_every_rule_of_the_core_pack_compiles_without_a_problem() -> None:
    policy = load_policy("core", Path())
    _, sources = compile_policy(policy, None)
    assert policy.problems.found == []
    assert [source.surface.id for source in sources] == [rule["id"] for rule in core_rules()]
