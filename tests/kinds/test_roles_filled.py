from __future__ import annotations

import pytest

from policycheck.model.record import Record
from tests.kinds.verdicts import judged, record, refusal

ADMINS = "{kind: roles-filled, roles: [admin], at_least: 2}"
PEOPLE = ["id: ann", "id: bob", "id: gone, departed_at: 2026-06-14"]


def by_id(kind: str, texts: list[str]) -> dict[str, Record]:
    made = [record(f"{{{text}}}", kind) for text in texts]
    return {one.id: one for one in made}


def world(*grants: str, people: bool = True) -> dict[str, dict[str, Record]]:
    rows = [f"id: g{number}, account: a, {grant}" for number, grant in enumerate(grants)]
    made = {"account": by_id("account", ["id: a"]), "assignment": by_id("assignment", rows)}
    return made | ({"person": by_id("person", PEOPLE)} if people else {})


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        ("person: bob, role: admin", "pass"),
        ("person: bob, role: admin, expires_at: 2026-06-15", "pass"),
        ("person: bob, role: admin, expires_at: 2026-06-14", "fail"),
        ("person: bob, role: admin, granted_at: 2026-06-16", "fail"),
        ("person: bob, role: admin, revoked_at: 2026-06-15", "fail"),
        ("person: bob, role: owner", "fail"),
        ("person: ann, role: admin", "fail"),
        ("person: gone, role: admin", "fail"),
        ("role: admin", "fail"),
    ],
)
def test_a_role_is_held_by_people_who_hold_it_now(second: str, outcome: str) -> None:
    others = world("person: ann, role: admin", second)
    assert judged(ADMINS, "{id: a}", "account", others=others).outcome == outcome


def test_each_role_that_is_not_filled_is_a_finding() -> None:
    check = "{kind: roles-filled, roles: [owner, admin, legal]}"
    found = judged(check, "{id: a}", "account", others=world("person: ann, role: admin"))
    assert [hit.values["role"] for hit in found.hits] == ["owner", "legal"]
    assert [hit.values["holders"] for hit in found.hits] == ["nobody", "nobody"]


def test_the_finding_leads_to_who_held_the_role() -> None:
    others = world("person: ann, role: admin", "person: bob, role: admin, revoked_at: 2026-05-01")
    (hit,) = judged(ADMINS, "{id: a}", "account", others=others).hits
    assert hit.values["holders"] == "ann"
    said = " ".join(words for _, words in hit.related)
    assert "bob is admin on a revoked 2026-05-01" in said
    others = world("person: ann, role: admin", "person: gone, role: admin")
    (hit,) = judged(ADMINS, "{id: a}", "account", others=others).hits
    assert "person gone: departed_at is 2026-06-14" in [words for _, words in hit.related]


def test_too_few_grants_fail_whoever_holds_them() -> None:
    others = world("person: ann, role: admin", people=False)
    assert judged(ADMINS, "{id: a}", "account", others=others).outcome == "fail"
    others = world("person: ann, role: admin", "person: bob, role: admin", people=False)
    assert judged(ADMINS, "{id: a}", "account", others=others).outcome == "unknown"


def test_without_assignments_nothing_is_decided() -> None:
    found = judged(ADMINS, "{id: a}", "account")
    assert found.outcome == "unknown"
    assert "assignment" in found.missing[0].why


def test_a_source_without_a_place_for_roles_decides_nothing() -> None:
    others = world()
    carried = ["id", "account", "person"]
    rows = [f"{{id: {who}, account: a, person: {who}}}" for who in ("ann", "bob")]
    made = [record(row, "assignment", carried) for row in rows]
    others["assignment"] = {one.id: one for one in made}
    assert judged(ADMINS, "{id: a}", "account", others=others).outcome == "unknown"


def test_a_post_asks_its_account() -> None:
    check = "{kind: roles-filled, roles: [admin]}"
    others = world("person: ann, role: admin")
    assert judged(check, "{text: Rain, account: a}", others=others).outcome == "pass"
    assert judged(check, "{text: Rain}", others=others).outcome == "fail"


@pytest.mark.parametrize(
    ("options", "applies_to", "words"),
    [
        ("roles: [admn]", "account", "admin"),
        ("roles: []", "account", "at least 1"),
        ("roles: [admin], at_least: 0", "account", "at least 1"),
        ("roles: [admin]", "person", "account"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: str, applies_to: str, words: str) -> None:
    problem = refusal(f"{{kind: roles-filled, {options}}}", applies_to)
    assert words in f"{problem.message} {problem.help}"
