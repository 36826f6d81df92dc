from __future__ import annotations

import re
from typing import Any

import pytest

from policycheck.kinds import KINDS, kind
from tests.packs.data import CERTAIN, core_header, core_rules

RULES_ = core_rules()
EACH = pytest.mark.parametrize("rule", RULES_, ids=[rule["id"] for rule in RULES_])
FEWEST_RULES = 20
OUTCOMES = {"fail", "pass", "unknown", "not_applicable"}


def test_the_core_pack_has_many_rules_each_with_its_own_id() -> None:
    ids = [rule["id"] for rule in RULES_]
    assert len(ids) == len(set(ids))
    assert len(ids) >= FEWEST_RULES


@EACH
def test_an_id_is_short_and_readable(rule: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+){0,3}", rule["id"])


@EACH
def test_a_rule_says_what_is_wrong_what_to_do_and_on_whose_word(rule: dict[str, Any]) -> None:
    assert rule["title"]
    assert not rule["title"].endswith(".")
    assert rule["message"]
    assert rule["remedy"].rstrip().endswith((".", "?", "”"))
    assert rule["serves"]
    assert all(one["cite"] for one in rule["authority"])


@EACH
def test_an_error_rests_on_a_source_that_was_read(rule: dict[str, Any]) -> None:
    if rule["severity"] == "error":
        assert any("checked_on" in one for one in rule["authority"])


@EACH
def test_a_heuristic_leaves_the_decision_to_a_person(rule: dict[str, Any]) -> None:
    guesses = {"acronyms", "gibberish", "protected-names", "readability"}
    forms = set(rule["check"].get("forbid", ()))
    if rule["check"]["kind"] in guesses or forms & {"lowercase-hashtag", "alternating"}:
        assert rule["severity"] not in CERTAIN


@EACH
def test_a_rule_shows_two_records_that_fail_and_two_that_pass(rule: dict[str, Any]) -> None:
    words = [next(iter(OUTCOMES & example.keys())) for example in rule["examples"]]
    assert words.count("fail") >= 2
    assert words.count("pass") >= 2


@EACH
def test_an_example_has_one_outcome_and_only_a_failing_one_a_place(rule: dict[str, Any]) -> None:
    for example in rule["examples"]:
        assert len(OUTCOMES & example.keys()) == 1
        assert example.keys() <= OUTCOMES | {"found"}
        assert "found" not in example or "fail" in example


@EACH
def test_the_kind_exists_and_the_message_names_values_that_it_gives(rule: dict[str, Any]) -> None:
    name = rule["check"]["kind"]
    assert name in KINDS
    assert set(re.findall(r"\{(\w+)\}", rule["message"])) <= set(kind(name).values)


def test_every_parameter_has_a_default_a_meaning_and_a_use() -> None:
    params = core_header()["params"]
    used = re.findall(r"\$(\w[\w-]*)", repr([rule["check"] for rule in RULES_]))
    for name, param in params.items():
        assert param.keys() >= {"type", "default", "description"}, name
        assert name in used, name
