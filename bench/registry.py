"""An invented registry: accounts, their people and roles, and sixty rules of which most join."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

__all__ = ["ENDINGS", "policy", "write_registry"]

Flat: TypeAlias = dict[str, str]

_ROLES: Final = (
    "owner",
    "admin",
    "author",
    "approver",
    "publisher",
    "moderator",
    "records_officer",
)
#: The same rules with other numbers, so that no two ask for the same.
_TURNS: Final = 3
#: What each rule asks of which kind of record, and when; N stands for the number of its turn.
_RULES: Final = (
    ("account", "{kind: field, path: mfa.enabled, is: true}", ""),
    ("account", "{kind: required-fields, fields: [organization, url]}", ""),
    ("account", "{kind: unique, fields: [url], normalise: url}", ""),
    ("account", "{kind: unique, fields: [platform, handle], normalise: handle}", ""),
    ("account", "{kind: link-hosts, in: url, allow: [example.com, x.com]}", ""),
    ("account", "{kind: freshness, path: reviewed_at, max_age: 10Nd}", ""),
    (
        "account",
        "{kind: count, of: assignments, where: {role: admin, active: true}, min: 1}",
        "",
    ),
    (
        "account",
        "{kind: count, of: assignments, where: {role: [author, approver], active: true}, max: N0}",
        "{assignments: {some: {role: owner, active: true}}}",
    ),
    ("assignment", "{kind: required-fields, fields: [granted_by, expires_at]}", ""),
    ("assignment", "{kind: freshness, path: reviewed_at, max_age: 10Nd}", ""),
    (
        "assignment",
        "{kind: field, path: person.employment_type, is: [employee, contractor]}",
        "{role: publisher}",
    ),
    (
        "assignment",
        "{kind: required-fields, fields: [revoked_at]}",
        "{person.departed_at: {before: now}}",
    ),
    (
        "assignment",
        "{kind: deadline, starts: person.departed_at, done: revoked_at, within: Nd}",
        "{person.departed_at: {filled: true}}",
    ),
    (
        "assignment",
        "{kind: field, path: account.organization, is: {field: person.organization}}",
        "{role: owner}",
    ),
    ("person", "{kind: required-fields, fields: [name, email]}", ""),
    ("person", "{kind: unique, fields: [email], normalise: text}", ""),
    ("person", "{kind: link-hosts, in: email, allow: [example.gov]}", ""),
    ("person", "{kind: field, path: supervisor.employment_type, is: employee}", ""),
    (
        "person",
        "{kind: count, of: assignments, where: {account.class: campaign, active: true}, max: N}",
        "{assignments: {some: {account.class: agency, active: true}}}",
    ),
    ("person", "{kind: freshness, path: started_at, max_age: N0000d}", ""),
)


def write_registry(folder: Path, ending: str, count: int) -> None:
    """Write so many accounts and people, five times as many roles, the policy and the project."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {"accounts": _accounts, "assignments": _assignments, "people": _people}
    lines = ["policy: policy.yaml", "timezone: UTC", "records:"]
    for plural, make in made.items():
        ENDINGS[ending](folder / f"{plural}.{ending}", make(count))
        lines.append(f"  {plural}: [{plural}.{ending}]")
    (folder / "policycheck.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "policy.yaml").write_text(policy(), encoding="utf-8")


def policy() -> str:
    """The sixty rules."""
    lines = ["policycheck: 1", "id: registry", "title: Sixty rules that join", "rules:"]
    for turn in range(1, _TURNS + 1):
        for number, (kind, check, when) in enumerate(_RULES, 1):
            lines += [f"  - id: R{turn}-{number:02}", f"    title: Rule {number}"]
            lines += [f"    applies_to: {kind}", "    severity: warning"]
            lines += [f"    when: {when}"] if when else []
            lines.append(f"    check: {check.replace('N', str(turn))}")
    return "\n".join(lines) + "\n"


def _accounts(count: int) -> Iterator[Flat]:
    for at in range(count):
        yield {
            "id": f"account-{at}",
            "platform": "x",
            "handle": f"office{at}",
            "url": f"https://x.com/office{at}",
            "class": "campaign" if at % 50 == 0 else "agency",
            "organization": "Office of Rain",
            "reviewed_at": f"2026-{9 if at % 20 else 1:02}-01",
            "mfa.enabled": "true" if at % 40 else "false",
        }


def _people(count: int) -> Iterator[Flat]:
    for at in range(count):
        person = {
            "id": f"person-{at}",
            "name": f"Person {at}",
            "email": f"person{at}@example.gov",
            "employment_type": "employee" if at % 40 else "intern",
            "organization": "Office of Rain" if at % 50 else "Office of Snow",
            "supervisor": f"person-{at // 10}",
            "started_at": "2020-01-01",
        }
        yield {**person, "departed_at": "2026-06-01"} if at % 40 == 0 else person


def _assignments(count: int) -> Iterator[Flat]:
    for at in range(count * 5):
        yield {
            "id": f"role-{at}",
            "account": f"account-{at % count}",
            "person": f"person-{(at * 7) % count}",
            "role": _ROLES[at % len(_ROLES)],
            "granted_at": "2025-01-01",
            "granted_by": f"person-{at % 10}",
            "expires_at": f"202{at % 3 + 6}-12-31",
            "reviewed_at": f"2026-{9 if at % 20 else 1:02}-01",
        }


def _nested(flat: Flat) -> dict[str, object]:
    """The record with `mfa.enabled` as a group and its flag as one."""
    record: dict[str, object] = {key: value for key, value in flat.items() if "." not in key}
    if "mfa.enabled" in flat:
        record["mfa"] = {"enabled": flat["mfa.enabled"] == "true"}
    return record


def _write_jsonl(file: Path, records: Iterable[Flat]) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(_nested(one)) + "\n" for one in records)


def _write_csv(file: Path, records: Iterable[Flat]) -> None:
    rows = list(records)
    names = list(dict.fromkeys(name for row in rows for name in row))
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, names)
        table.writeheader()
        table.writerows(rows)


def _write_yaml(file: Path, records: Iterable[Flat]) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"- {json.dumps(_nested(one))}\n" for one in records)


#: How the records of each format are written.
ENDINGS: Final[dict[str, Callable[[Path, Iterable[Flat]], None]]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "yaml": _write_yaml,
}
