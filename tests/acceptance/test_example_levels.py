"""examples/levels: three levels of government, each way to tighten and each way to loosen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policycheck.policy.compile import RuleSource, compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.tightness import Way
from policycheck.policy.validation import as_python
from policycheck.tasks.examples import run_examples

LEVELS = Path(__file__).parents[2] / "examples" / "levels"
REFUSALS = Path(__file__).parent / "loosened.txt"


def sources(policy: str) -> dict[str, RuleSource]:
    loaded = load_policy(policy, LEVELS)
    _, made = compile_policy(loaded, None)
    assert loaded.problems.found == []
    return {one.surface.id: one for one in made}


def changes(policy: str) -> set[tuple[str, str, str, Way | None]]:
    return {
        (rule, ".".join(map(str, one.field)), one.policy, one.way)
        for rule, source in sources(policy).items()
        for one in source.loaded.changes
        if rule.startswith(("DEP", "RIV"))
    }


@pytest.mark.parametrize("policy", ["department.yaml", "agency.yaml", "office.yaml"])
def test_every_example_of_each_level_comes_to_what_it_says(policy: str) -> None:
    results = [one for source in sources(policy).values() for one in run_examples(source)]
    assert [f"{one.place}: {one.problem}" for one in results if one.problem] == []
    assert len(results) > 100


def test_each_way_to_tighten_works_and_says_who_did_it() -> None:
    agency = "rivers-agency"
    assert changes("office.yaml") == {
        ("DEP-001", "check.max", agency, Way.TIGHTER),
        ("DEP-001", "severity", agency, Way.TIGHTER),
        ("DEP-001", "check.max", "lorze-office", Way.TIGHTER),
        ("DEP-002", "check.phrases", agency, Way.TIGHTER),
        ("DEP-002", "when", agency, Way.TIGHTER),
        ("DEP-002", "check.except", agency, Way.TIGHTER),
        ("DEP-002", "examples", agency, None),
        ("DEP-003", "check.allow", agency, Way.TIGHTER),
        ("DEP-003", "check.require_https", agency, Way.TIGHTER),
        ("DEP-004", "stages", agency, Way.TIGHTER),
        ("DEP-005", "check.max", agency, Way.LOOSER),
        ("DEP-005", "check.max", "lorze-office", Way.TIGHTER),
    }


def test_what_waivers_have_to_keep_to_is_that_of_the_strictest_level() -> None:
    rules = load_policy("office.yaml", LEVELS).waiver_rules
    assert dict(rules.max_days) == {"error": 30, "warning": 365}
    assert (rules.approver_roles, rules.allow_inline) == (("legal",), False)


def test_each_way_to_loosen_is_refused_with_both_places() -> None:
    loaded = load_policy("loosened.yaml", LEVELS)
    compile_policy(loaded, None)
    said = "".join(f"{one}\n  help: {one.help}\n" for one in loaded.problems.found)
    if os.environ.get("POLICYCHECK_WRITE_EXPECTED"):
        REFUSALS.write_text(said, encoding="utf-8")
    assert said == REFUSALS.read_text(encoding="utf-8")
    assert len(loaded.problems.found) == 13
    for problem in loaded.problems.found:
        assert problem.path == "loosened.yaml"
        assert "agency.yaml:" in problem.message or "department.yaml:" in problem.message


def test_nothing_of_what_was_refused_has_changed_a_rule() -> None:
    loaded = load_policy("loosened.yaml", LEVELS)
    _, made = compile_policy(loaded, None)
    before = sources("agency.yaml")
    for source in made:
        known = before[source.surface.id]
        assert len(source.loaded.changes) == len(known.loaded.changes)
        assert as_python(source.loaded.node) == as_python(known.loaded.node)
