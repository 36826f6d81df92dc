"""The example agency: a whole project whose accounts, roles and posts are judged together."""

from __future__ import annotations

import json
from collections import defaultdict

from tests.cli.running import ROOT, run

AGENCY = ROOT / "examples" / "agency"
JOINS = ("ROL-001", "ROL-002", "SEC-001", "SEC-002", "WFL-001", "EMG-001", "STR-001")


def outcomes() -> dict[str, dict[str, str]]:
    done = run(AGENCY, "audit", "--as-of", "2026-11-23", "--format", "json")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for one in json.loads(done.stdout)["audit"]["records"]:
        for rule, outcome in one["outcomes"].items():
            found[rule][one["record"]["id"]] = outcome
    return found


def test_each_rule_that_joins_fails_one_record_and_passes_another() -> None:
    found = outcomes()
    assert {rule: one for rule, one in found.items() if rule in JOINS} == {
        "ROL-001": {"ewa-facebook": "fail", "ewa-x": "pass"},
        "ROL-002": {
            "diaz-admin-fb": "not_applicable",
            "diaz-admin-x": "not_applicable",
            "diaz-author-x": "not_applicable",
            "lund-admin-x": "not_applicable",
            "lund-approver-x": "not_applicable",
            "moss-admin-fb": "fail",
        },
        "SEC-001": {"ewa-facebook": "fail", "ewa-x": "pass"},
        "SEC-002": {"ewa-facebook": "fail", "ewa-x": "pass"},
        "WFL-001": {
            "posts/2026-12-01-boil-notice.md": "not_applicable",
            "posts/2026-12-03-all-clear.md": "pass",
            "posts/2026-12-05-open-house.yaml": "not_applicable",
            "posts/2026-12-08-leak.tweet": "unknown",
            "schedule.csv": "unknown",
            "schedule.csv#2": "unknown",
        },
        "EMG-001": {
            "posts/2026-12-01-boil-notice.md": "pass",
            "posts/2026-12-03-all-clear.md": "pass",
            "posts/2026-12-05-open-house.yaml": "fail",
            "posts/2026-12-08-leak.tweet": "pass",
            "schedule.csv": "pass",
            "schedule.csv#2": "pass",
        },
        "STR-001": {"ewa-facebook": "fail", "ewa-x": "pass"},
    }


def test_a_finding_shows_who_holds_which_role_since_when_and_where_that_stands() -> None:
    done = run(AGENCY, "check", "accounts.yaml", "--as-of", "2026-11-23", "--select", "ROL-001")
    assert done.status == 1
    assert "--> accounts.yaml:10:1" in done.stdout
    assert "::: roles.yaml:6:4" in done.stdout
    assert "t.moss is admin on ewa-facebook since 2025-01-15" in done.stdout
    assert "Checked 2 accounts against 1 rule: 1 error" in done.stdout
