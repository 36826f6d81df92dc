"""Checking a strategy says which of the seven questions are unanswered, for which live account."""

from __future__ import annotations

from pathlib import Path

from policycheck.model.report import Report
from tests.tasks.projects import checked, written

PROJECT = """
policy: us-federal
records:
  accounts: [accounts.yaml]
  strategies: [strategy/*.yaml]
"""
ACCOUNTS = """
ewa-x: {class: agency, lifecycle: active}
ewa-facebook: {class: agency, lifecycle: active}
ewa-flickr: {class: agency, lifecycle: closed}
doe: {class: personal, lifecycle: active}
"""
STRATEGIES = """
- id: s-x
  account: ewa-x
  q1_rationale: Newsrooms look there first.
  q2_audience: Households on our network.
  q3_mission: to be decided
  q5_rules: Social media policy of 2026.
  q6_conduct: "   "
  q7_corrections: N/A
- {id: s-flickr, account: ewa-flickr}
"""
FILES = {
    "policycheck.yaml": PROJECT,
    "accounts.yaml": ACCOUNTS,
    "strategy/all.yaml": STRATEGIES,
}


def unanswered(report: Report) -> list[str]:
    found = [one for one in report.findings if one.rule.startswith("STR-001")]
    return [f"{one.location}: {one.message}" for one in found]


def test_the_unanswered_questions_of_a_live_account_are_named(tmp_path: Path) -> None:
    written(tmp_path, FILES)
    assert unanswered(checked(tmp_path, "strategy/all.yaml")) == [
        (
            "strategy/all.yaml:2:3: Q4 (who writes and checks what is posted each day)"
            " is unanswered for account ewa-x: q4_content is empty"
        ),
        (
            "strategy/all.yaml:6:15: Q3 (how it serves the mission) is unanswered"
            " for account ewa-x: q3_mission is “to be decided”"
        ),
        (
            "strategy/all.yaml:8:15: Q6 (how citizens may behave) is unanswered"
            " for account ewa-x: q6_conduct is empty"
        ),
        (
            "strategy/all.yaml:9:19: Q7 (who answers for errors) is unanswered"
            " for account ewa-x: q7_corrections is “N/A”"
        ),
    ]


def test_a_live_account_without_a_strategy_leaves_all_seven_unanswered(tmp_path: Path) -> None:
    written(tmp_path, FILES)
    assert unanswered(checked(tmp_path, "accounts.yaml")) == [
        (
            "accounts.yaml:3:1: Q1 to Q7 are all unanswered for account ewa-facebook:"
            " no strategy names it"
        ),
    ]


def test_without_accounts_on_record_none_is_known_to_be_closed(tmp_path: Path) -> None:
    project = "policy: us-federal\nrecords: {strategies: [strategy/*.yaml]}\n"
    written(tmp_path, FILES | {"policycheck.yaml": project})
    report = checked(tmp_path, "strategy/all.yaml")
    accounts = ("ewa-x", "ewa-flickr")
    said = [sum(f"account {one}:" in line for line in unanswered(report)) for one in accounts]
    assert said == [4, 7]
