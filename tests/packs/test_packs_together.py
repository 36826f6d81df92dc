"""Two packs together say no place twice, and what one leaves out the other says."""

from __future__ import annotations

from itertools import combinations
from typing import Any, cast

import pytest

from policycheck.policy.load import pack_names
from tests.packs.data import RULES, content, files
from tests.packs.together import doubled, everything

#: Rules of two packs that can find the same place and ask something else about it.
OTHER_QUESTION = {
    ("CA-004-b", "ACT-001"): "roles on a closed account; its entry in the registry",
    ("CA-005", "STR-001-e"): "words on false information; any answer at all",
    ("CA-005", "STR-005-d"): "words on false information; moderators",
    ("CA-006", "WFL-006"): "any approval; that of an expert",
    ("CA-006", "WFL-006-b"): "any approval; that of a lawyer",
    ("CA-006", "WFL-006-c"): "any approval; that of an emergency manager",
    (
        "identity-number-possible",
        "PII-002-b",
    ): "the same digits as a person's number or a telephone's",
    ("sentence-long", "PLN-001"): "how long one sentence is; how hard the whole is to read",
    ("links-many", "LNK-001"): "how many links; where one leads",
    ("mixed-scripts", "A11Y-006"): "foreign letters in a word; a word that is an abbreviation",
    ("open-point", "A11Y-006"): "something is open; a word that is an abbreviation",
    ("UK-002-b", "LNK-001"): "whose account a link leads to; whether it leaves official sites",
    ("DOD-001", "REC-004"): "the reason for deleting; what has to be on file about it",
    ("DOD-002", "REC-004"): "a public notice; what has to be on file",
    ("DOD-007", "REC-010"): "an incident for a lapse of security; a report of a lost record",
    ("DOD-004", "ROL-003"): "the agreement of a person; how the person is employed",
    ("DOD-004", "ROL-003-b"): "the agreement of a person; who supervises the person",
    ("DOD-004", "ROL-006-b"): "the agreement of a person; the person's courses",
    ("DOD-004", "ROL-007-b"): "which agreement; which version of another one",
    ("COM-002", "SLG-004"): "a clause that exists; clause, end and objection of a block",
    ("REC-001", "SLG-006"): "schedule and archive; who answers requests",
    ("REC-009", "SLG-006"): "schedule and export; who answers requests",
}
PAIRS = list(combinations(pack_names(), 2))
#: What a kind of check asks about; the other options say how strictly.
ASKED = ("kind", "fields", "any_of", "path", "of", "in", "detectors", "terms", "with")


def _rules() -> dict[str, dict[str, Any]]:
    return {
        rule["id"]: rule
        for pack in pack_names()
        for file in files(pack)
        if file.name != "pack.yaml"
        for rule in cast("list[dict[str, Any]]", content(file)["rules"])
    }


RULES_BY_ID = _rules()
COVERED = [
    (id_, covered) for id_, rule in RULES_BY_ID.items() for covered in rule.get("covers", ())
]


def test_all_packs_are_here() -> None:
    assert set(pack_names()) >= {
        "canada", "core", "eu", "uk", "us-dod", "us-federal", "us-state-local",
    }  # fmt: skip
    assert {one.surface.id for one in everything().sources} == RULES_BY_ID.keys()


@pytest.mark.parametrize("pair", PAIRS, ids=[" and ".join(pair) for pair in PAIRS])
def test_two_packs_together_say_no_place_twice(pair: tuple[str, str]) -> None:
    asked_otherwise = {frozenset(one) for one in OTHER_QUESTION}
    twice = doubled(everything().program.covers, *pair)
    assert {one for one in twice if frozenset(one) not in asked_otherwise} == set()


def test_without_covers_they_would() -> None:
    twice = doubled({}, "core", "us-federal")
    covered = {(low, high) for high, low in COVERED if RULES_BY_ID[low]["id"].islower()}
    assert covered <= twice


def test_every_pair_that_asks_something_else_can_meet() -> None:
    met = {frozenset(one) for pair in PAIRS for one in doubled(everything().program.covers, *pair)}
    assert {frozenset(one) for one in OTHER_QUESTION} == met


@pytest.mark.parametrize("pair", COVERED, ids=[" covers ".join(pair) for pair in COVERED])
def test_a_rule_covers_a_shipped_one_that_asks_the_same(pair: tuple[str, str]) -> None:
    one, other = (RULES_BY_ID[id_] for id_ in pair)
    assert one["applies_to"] == other["applies_to"]
    assert one.get("each") == other.get("each")
    assert [one["check"].get(key) for key in ASKED] == [other["check"].get(key) for key in ASKED]


@pytest.mark.parametrize("pair", COVERED, ids=[" covers ".join(pair) for pair in COVERED])
def test_covering_has_an_effect(pair: tuple[str, str]) -> None:
    policies = {one.surface.id: one.loaded.policy for one in everything().sources}
    one, other = pair
    assert {one, other} in [{*both} for both in doubled({}, policies[one], policies[other])]


def test_a_folder_of_rules_is_a_pack() -> None:
    assert {folder.parent.name for folder in RULES.glob("*/pack.yaml")} == set(pack_names())
