"""How long an audit of accounts, roles and people takes, and how much memory, by number and format.

python scripts/joins_speed.py

Invented records: 10,000 accounts, 50,000 assignments and 10,000 people, then a tenth of each, as
JSONL, CSV and YAML, against 60 rules of which most join. Runs on two processors where there are
more.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

Flat: TypeAlias = dict[str, str]

ROLES = ("owner", "admin", "author", "approver", "publisher", "moderator", "records_officer")
KINDS = {"accounts": "account", "assignments": "assignment", "people": "person"}
ARGUMENTS = ("--format", "json", "--as-of", "2026-11-23")
#: What each rule asks of which kind of record; N stands for the number of its turn.
RULES = (
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


def policy() -> str:
    lines = ["policycheck: 1", "id: speed", "title: Sixty rules that join", "rules:"]
    for turn in range(1, 4):
        for number, (kind, check, when) in enumerate(RULES, 1):
            lines += [f"  - id: R{turn}-{number:02}", f"    title: Rule {number}"]
            lines += [f"    applies_to: {kind}", "    severity: warning"]
            lines += [f"    when: {when}"] if when else []
            lines.append(f"    check: {check.replace('N', str(turn))}")
    return "\n".join(lines) + "\n"


def accounts(count: int) -> Iterator[Flat]:
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


def people(count: int) -> Iterator[Flat]:
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


def assignments(count: int) -> Iterator[Flat]:
    for at in range(count * 5):
        yield {
            "id": f"role-{at}",
            "account": f"account-{at % count}",
            "person": f"person-{(at * 7) % count}",
            "role": ROLES[at % len(ROLES)],
            "granted_at": "2025-01-01",
            "granted_by": f"person-{at % 10}",
            "expires_at": f"202{at % 3 + 6}-12-31",
            "reviewed_at": f"2026-{9 if at % 20 else 1:02}-01",
        }


def nested(flat: Flat) -> dict[str, object]:
    """The record with `mfa.enabled` as a group and its flag as one."""
    record: dict[str, object] = {key: value for key, value in flat.items() if "." not in key}
    if "mfa.enabled" in flat:
        record["mfa"] = {"enabled": flat["mfa.enabled"] == "true"}
    return record


def write_jsonl(file: Path, records: Iterator[Flat]) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(nested(one)) + "\n" for one in records)


def write_csv(file: Path, records: Iterator[Flat]) -> None:
    rows = list(records)
    names = list(dict.fromkeys(name for row in rows for name in row))
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, names)
        table.writeheader()
        table.writerows(rows)


def write_yaml(file: Path, records: Iterator[Flat]) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"- {json.dumps(nested(one))}\n" for one in records)


WRITERS: dict[str, Callable[[Path, Iterator[Flat]], None]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "yaml": write_yaml,
}


def project(folder: Path, ending: str, count: int) -> None:
    made = {"accounts": accounts, "assignments": assignments, "people": people}
    lines = ["policy: policy.yaml", "timezone: UTC", "records:"]
    for plural, make in made.items():
        WRITERS[ending](folder / f"{plural}.{ending}", make(count))
        lines.append(f"  {plural}: [{plural}.{ending}]")
    (folder / "policycheck.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "policy.yaml").write_text(policy(), encoding="utf-8")


def run(folder: Path, command: str) -> tuple[float, float, dict[str, object]]:
    """Seconds, megabytes at most, and what came of it, or why it was refused."""
    report = folder / "report.json"
    begun = time.perf_counter()
    done = subprocess.Popen(
        [sys.executable, "-m", "policycheck", command, *ARGUMENTS, "--output", str(report)],
        cwd=folder,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(done.pid, 0)
    seconds = time.perf_counter() - begun
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        errors = json.loads(report.read_bytes())["errors"]
        return seconds, usage.ru_maxrss / 1024, {"refused": errors[0]["message"]}
    summary = json.loads(report.read_bytes())["summary"]
    said = {key: summary[key] for key in ("findings", "unknown", "passed")}
    return seconds, usage.ru_maxrss / 1024, said


def main() -> None:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    print(f"{'command':8}{'format':8}{'accounts':>9}{'seconds':>9}{'MB':>7}  outcomes")
    for command in ("check", "audit"):
        for ending in WRITERS:
            for count in (1_000, 10_000):
                with tempfile.TemporaryDirectory() as folder:
                    project(Path(folder), ending, count)
                    seconds, memory, said = run(Path(folder), command)
                row = f"{command:8}{ending:8}{count:9,}{seconds:9.1f}{memory:7.0f}"
                print(f"{row}  {json.dumps(said)}", flush=True)


if __name__ == "__main__":
    main()
