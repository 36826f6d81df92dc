"""Rules that join records and watch the clock: each finds what is wrong and lets its twin pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.running import run

NOW = "2026-11-23T12:00Z"

PROJECT = """\
policy: policy.yaml
timezone: UTC
records:
  posts: [posts.yaml]
  accounts: [accounts.yaml]
  people: [people.yaml]
  assignments: [assignments.yaml]
  calendars: [calendars.yaml]
  moderation: [moderation.yaml]
  comment_policies: [comment_policies.yaml]
"""
RECORDS = {
    "accounts": "ag-x: {platform: x}\n",
    "people": """\
a.writer: {name: A. Writer}
b.boss: {name: B. Boss}
c.gone: {name: C. Gone, departed_at: 2026-10-01}
""",
}


class Twins(NamedTuple):
    """One rule; records that break it and records that do not, by file; words of the path."""

    rule: str
    broken: dict[str, str]
    sound: dict[str, str]
    path: tuple[str, ...] = ()


def role(**fields: str) -> str:
    """The grants of an account with one approver, which the fields change."""
    grant = {"account": "ag-x", "person": "b.boss", "role": "approver", "granted_at": "2026-01-01"}
    written = ", ".join(f"{key}: {value}" for key, value in (grant | fields).items())
    return f"r1: {{{written}}}\nr2: {{account: ag-x, person: a.writer, role: author}}\n"


def holders(rotated: str) -> dict[str, str]:
    credential = f"{{rotated_at: {rotated}, holders: [{{person: b.boss}}, {{person: c.gone}}]}}"
    return {"accounts": f"ag-x: {{platform: x, credential: {credential}}}\n"}


def admins(*people: str) -> dict[str, str]:
    rows = (
        f"r{n}: {{account: ag-x, person: {who}, role: admin, granted_at: 2026-01-01}}"
        for n, who in enumerate(people)
    )
    return {"assignments": "\n".join(rows) + "\n"}


def captured(at: str) -> dict[str, str]:
    post = f"p: {{account: ag-x, text: Rain, published_at: 2026-11-20T12:00Z{at}}}\n"
    return {"posts": post}


def pair(french: str) -> dict[str, str]:
    english = "en: {account: ag-x, lang: en, text: Open on 3 May 2027., translations: [fr]}"
    return {
        "posts": f"{english}\nfr: {{account: ag-x, lang: fr, text: {french}, translations: [en]}}\n"
    }


def moderated(at: str) -> dict[str, str]:
    action = f"{{type: hide, at: {at}, by: b.boss, clause: c1}}"
    return {
        "posts": "p: {account: ag-x, text: Rain, published_at: 2026-01-01T12:00Z}\n",
        "moderation": f"m: {{post: p, at: {at}, action: {action}}}\n",
        "comment_policies": "cp: {account: ag-x, published_at: 2026-03-01, clauses: [{id: c1}]}\n",
    }


def filtered(term: str) -> dict[str, str]:
    return {
        "accounts": f"ag-x: {{platform: x, filter_terms: [{term}]}}\n",
        "posts": "p: {account: ag-x, text: The river is high., published_at: 2026-11-01T12:00Z}\n",
    }


def photos(second: str) -> dict[str, str]:
    first = "{file: a.jpg, people_identifiable: true, consent: form 12}"
    other = f"{{file: b.jpg, people_identifiable: true{second}}}"
    return {"posts": f"p: {{account: ag-x, text: Rain, media: [{first}, {other}]}}\n"}


TWINS = {
    "a departed person with a live role": Twins(
        "applies_to: assignment\n    when: {person.departed_at: {before: now}}\n"
        "    check: {kind: required-fields, fields: [revoked_at]}",
        {"assignments": role(person="c.gone")},
        {"assignments": role(person="c.gone", revoked_at="2026-10-01")},
        ("person c.gone: departed_at is 2026-10-01",),
    ),
    "one administrator only": Twins(
        "applies_to: account\n    check: {kind: count, of: assignments, min: 2, distinct: person,"
        " where: {role: admin, active: true}}",
        admins("b.boss", "c.gone"),
        admins("b.boss", "a.writer"),
        ("b.boss is admin on ag-x since 2026-01-01",),
    ),
    "a credential older than the last departure": Twins(
        "applies_to: account\n    each: credential.holders\n"
        "    when: {person.departed_at: {before: now}}\n"
        "    check: {kind: field, path: account.credential.rotated_at,"
        " is: {after: {field: person.departed_at}}}",
        holders("2026-09-30"),
        holders("2026-10-02"),
        ("is 2026-09-30", "person c.gone: departed_at is 2026-10-01"),
    ),
    "a capture missing 48 hours after publication": Twins(
        "applies_to: post\n"
        "    check: {kind: deadline, starts: published_at, done: capture.at, within: 24h}",
        captured(""),
        captured(", capture: {at: 2026-11-20T13:00Z}"),
        ("2026-11-21T12:00:00Z",),
    ),
    "a bilingual pair whose dates differ": Twins(
        "applies_to: post\n    check: {kind: counterpart, languages: [en, fr], agree: [dates]}",
        pair("Ouvert le 4 mai 2027."),
        pair("Ouvert le 3 mai 2027."),
        ("4 mai 2027", "the counterpart in fr"),
    ),
    "a moderation action under a clause that was not in force": Twins(
        "applies_to: moderation\n    check: {kind: field, path: action.at,"
        " is: {after: {field: post.account.comment_policy.published_at}}}",
        moderated("2026-02-01T12:00Z"),
        moderated("2026-04-01T12:00Z"),
        ("post p", "account ag-x", "comment policy cp: published_at is 2026-03-01"),
    ),
    "a filter term that occurs in the agency's own posts": Twins(
        "applies_to: account\n"
        "    check: {kind: overlap, expect: none, terms: filter_terms, with: posts.text}",
        filtered("river"),
        filtered("riverboat"),
    ),
    "one consented photo does not excuse the other": Twins(
        "applies_to: post\n    each: media\n    when: {people_identifiable: true}\n"
        "    check: {kind: required-fields, fields: [consent]}",
        photos(""),
        photos(", consent: form 13"),
    ),
}


def checked(folder: Path, rule: str, records: dict[str, str]) -> dict[str, Any]:
    (folder / "policycheck.yaml").write_text(PROJECT, encoding="utf-8")
    head = "policycheck: 1\nid: p\ntitle: P\nrules:\n  - id: T-1\n    title: T\n"
    text = f"{head}    severity: error\n    {rule}\n"
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    names = [line.split(":")[0].strip() for line in PROJECT.split("\n") if ".yaml]" in line]
    for name in names:
        written = {**RECORDS, **records}.get(name, "{}\n")
        (folder / f"{name}.yaml").write_text(written, encoding="utf-8")
    done = run(folder, "check", "--as-of", NOW, "--format", "json")
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    assert report["errors"] == []
    return report


@pytest.mark.parametrize("twins", TWINS.values(), ids=TWINS)
def test_what_is_wrong_is_found(tmp_path: Path, twins: Twins) -> None:
    report = checked(tmp_path, twins.rule, twins.broken)
    assert {one["rule"] for one in report["findings"]} == {"T-1"}
    assert report["unknown"] == []
    said = json.dumps(report["findings"])
    assert [word for word in twins.path if word not in said] == []


@pytest.mark.parametrize("twins", TWINS.values(), ids=TWINS)
def test_its_twin_passes(tmp_path: Path, twins: Twins) -> None:
    report = checked(tmp_path, twins.rule, twins.sound)
    assert report["findings"] == []
    assert report["unknown"] == []
    assert report["summary"]["passed"] + report["summary"]["not_applicable"] > 0
