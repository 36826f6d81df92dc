"""Records that refer to records of one sort come to what each comes to by itself."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from random import Random
from typing import Any

import pytest

from policycheck.engine.evaluate import Instants, evaluate
from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from tests.engine.alike_runs import compared, made, said
from tests.engine.made import NOW

REGISTRY = """
policycheck: 1
id: registry
title: Rules that join
rules:
- {id: A1, title: t, applies_to: assignment, severity: warning,
   when: {person.departed_at: {before: now}},
   check: {kind: required-fields, fields: [revoked_at]}}
- {id: A2, title: t, applies_to: assignment, severity: warning,
   check: {kind: required-fields, fields: [granted_by, expires_at]}}
- {id: A3, title: t, applies_to: assignment, severity: warning,
   when: {person.departed_at: {filled: true}},
   check: {kind: deadline, starts: person.departed_at, done: revoked_at, within: 1d}}
- {id: A4, title: t, applies_to: assignment, severity: warning,
   check: {kind: field, path: person.employment_type, is: [employee, contractor]}}
- {id: A5, title: t, applies_to: assignment, severity: warning, when: {role: owner},
   check: {kind: field, path: account.organization, is: {field: person.organization}}}
- {id: A6, title: t, applies_to: assignment, severity: warning,
   check: {kind: field, path: person.supervisor.employment_type, is: employee}}
- {id: P1, title: t, applies_to: person, severity: warning,
   check: {kind: field, path: supervisor.employment_type, is: employee}}
- {id: P2, title: t, applies_to: person, severity: warning,
   check: {kind: required-fields, fields: [name, email]}}
- {id: P3, title: t, applies_to: person, severity: warning,
   check: {kind: freshness, path: started_at, max_age: 100d}}
- {id: C1, title: t, applies_to: account, severity: warning,
   check: {kind: count, of: assignments, where: {role: admin, active: true}, min: 1}}
"""
DATES = ("2026-06-15", "2026-06-14T11:59:59Z", "2026-06-15T12:00Z", "2026-06-15T12:00:01Z",
         "2026-06-14", "2026-01-01", "2027-01-01", None, None)  # fmt: skip


def registry(seed: int) -> dict[str, list[Record]]:
    """Accounts, people and assignments that point at each other, and at some that are not there."""
    random = Random(seed)

    def some(kind: str, count: int, **fields: list[Any]) -> list[Record]:
        def one(at: int) -> Record:
            values = {name: random.choice(values) for name, values in fields.items()}
            filled = {name: value for name, value in values.items() if value is not None}
            carried = frozenset({"id", *fields}) if random.random() < 0.1 else None
            return made({"id": f"{kind}-{at}", **filled}, kind, carried)

        return [one(at) for at in range(count)]

    people: list[Any] = [f"person-{at}" for at in range(40)]
    where: list[Any] = ["Rain", "Snow", None]
    return {
        "account": some("account", 60, organization=where),
        "person": some(
            *("person", 200),
            name=["Ann", " ", "Ödön", None],
            email=["a@example.gov", "", None],
            employment_type=["employee", "contractor", "intern", None],
            organization=where,
            supervisor=[*people[:9], "nobody", None],
            departed_at=[*DATES],
            started_at=[*DATES],
        ),
        "assignment": some(
            *("assignment", 700),
            account=[f"account-{at}" for at in range(5)],
            person=[*people, "nobody", None],
            role=["owner", "admin"],
            granted_by=[*people[:5], "", None],
            expires_at=[*DATES],
            revoked_at=[*DATES],
        ),
    }


@pytest.mark.parametrize("seed", range(4))
def test_records_that_refer_to_alike_records_come_to_what_each_comes_to_by_itself(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "registry.yaml").write_text(REGISTRY, encoding="utf-8")
    rules = compile_policy(load_policy(str(tmp_path / "registry.yaml"), tmp_path), UTC)[0]
    given = registry(seed)
    on_record = World({kind: {one.id: one for one in ones} for kind, ones in given.items()})
    records = [one for ones in given.values() for one in ones]

    def judge() -> list[object]:
        instants = Instants(NOW, UTC)
        return said(evaluate(rules, records, instants, on_record, keep_verdicts=True))

    assert compared(judge, monkeypatch) > 1 / 3
