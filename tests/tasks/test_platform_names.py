"""A platform on record is found by any of its names."""

from __future__ import annotations

from pathlib import Path

from policycheck.tasks.built_in import UNRESOLVED_REFERENCE
from tests.tasks.projects import checked, rule, said, written

STATUS = rule("STA", "account", "{kind: field, path: platform.status, is: active}")
FEW = rule("FEW", "platform", "{kind: count, of: accounts, max: 2}")
FILES = {
    "policycheck.yaml": """
policy: policy.yaml
records: {accounts: [accounts.yaml], platforms: [platforms.yaml]}
""",
    "policy.yaml": STATUS + FEW,
    "platforms.yaml": """
x: {name: X, status: closed}
municipal-hub: {name: Municipal Hub, aliases: [muni], status: active}
""",
}


def findings(folder: Path, accounts: str) -> list[str]:
    written(folder, {**FILES, "accounts.yaml": accounts})
    return [one.partition(": ")[2].partition(": ")[0] for one in said(checked(folder))]


def test_an_alias_of_the_profile_a_name_and_another_case_find_it(tmp_path: Path) -> None:
    accounts = "a: {platform: twitter}\nb: {platform: X}\nc: {platform: Muni}\n"
    assert findings(tmp_path, accounts) == ["STA a", "STA b"]


def test_what_names_no_platform_on_record_still_leads_nowhere(tmp_path: Path) -> None:
    assert findings(tmp_path, "a: {platform: facebook}\n") == [f"{UNRESOLVED_REFERENCE} a"]


def test_backwards_all_names_lead_to_one_platform(tmp_path: Path) -> None:
    accounts = "a: {platform: twitter}\nb: {platform: X}\nc: {platform: x}\n"
    assert "FEW x" in findings(tmp_path, accounts)
