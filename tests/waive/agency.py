"""A small agency with waivers: who may approve, what fails, and what is excepted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from policycheck.model.finding import Outcome
from policycheck.model.moment import parse_moment
from policycheck.model.waiver import RegisterEntry
from policycheck.policy.project_file import read_project
from policycheck.tasks.check import Checked, CheckRequest, checked
from policycheck.tasks.waivers import register

__all__ = [
    "NOW",
    "PROJECT",
    "covered",
    "entries",
    "judged",
    "request",
    "said",
    "waiver",
    "write_agency",
]

NOW = "2026-11-20"

PROJECT = """\
policy: policy.yaml
timezone: America/New_York
records:
  posts: [posts/*.md]
  accounts: [accounts.yaml]
  people: [people.yaml]
  assignments: [roles.yaml]
waivers: waivers.yaml
"""
POLICY = """\
policycheck: 1
id: agency
title: An agency
waiver_rules: {max_days: {error: 90}, approver_roles: [legal, owner]}
rules:
  - {id: TXT-001, title: Links say where they lead, applies_to: post, severity: warning,
     check: {kind: forbidden-text, phrases: [click here]}}
  - {id: SEC-001, title: A second factor, applies_to: account, severity: error,
     check: {kind: field, path: mfa.enabled, is: true}}
  - {id: LCK-001, title: A handle, applies_to: account, severity: error, waivable: false,
     check: {kind: required-fields, fields: [handle]}}
  - {id: ROL-001, title: A reason, applies_to: assignment, severity: error,
     check: {kind: required-fields, fields: [justification]}}
  - {id: ALT-001, title: Alternative text, applies_to: post, each: media, severity: error,
     check: {kind: required-fields, fields: [alt]}}
"""
FILES = {
    "policycheck.yaml": PROJECT,
    "policy.yaml": POLICY,
    "accounts.yaml": (
        "epa-x: {platform: x, mfa: {enabled: true}}\n"
        "epa-flickr: {platform: flickr, mfa: {enabled: false}}\n"
    ),
    "people.yaml": "ortiz: {name: Ortiz}\nchen: {name: Chen}\nbell: {departed_at: 2026-09-30}\n",
    "roles.yaml": (
        "one: {account: epa-flickr, person: ortiz, role: legal, granted_at: 2026-01-01,"
        " justification: j}\n"
        "two: {account: epa-x, person: chen, role: owner, granted_at: 2026-01-01}\n"
        "three: {account: epa-flickr, person: bell, role: owner, justification: j}\n"
        "four: {account: epa-flickr, person: chen, role: author, justification: j}\n"
    ),
    "posts/a.md": "---\naccount: epa-x\nauthor: ortiz\n---\nClick here.\n",
    "posts/b.md": "---\naccount: epa-x\n---\nClick here, or click here.\n",
    "posts/c.md": "---\nmedia: [a.jpg, b.jpg, {file: c.jpg, alt: Rain}]\n---\nRain.\n",
}
GIVEN = {
    "rule": "SEC-001",
    "record": "{id: epa-flickr}",
    "reason": "no second factor there",
    "approved_by": "ortiz",
    "granted": "2026-10-01",
    "expires": "2026-12-15",
}


def waiver(**changed: str) -> str:
    """A waiver that is in force, as YAML, with these keys changed; '' leaves one out."""
    lines = [f"{key}: {value}" for key, value in {**GIVEN, **changed}.items() if value]
    return "  - " + "\n    ".join(lines) + "\n"


def write_agency(folder: Path, *waivers: str, **files: str) -> Path:
    """Write the agency with these waivers; `files` are others, by name without `.yaml`."""
    texts = {**FILES, **{f"{name}.yaml": text for name, text in files.items()}}
    if waivers:
        texts["waivers.yaml"] = "waivers:\n" + "".join(waivers)
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def request(
    folder: Path,
    *paths: str,
    now: str = NOW,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> CheckRequest:
    project = read_project(folder / "policycheck.yaml")
    as_of = parse_moment(now, project.zone or UTC)
    return CheckRequest(
        paths, folder, datetime.now(UTC), project, as_of=as_of, select=select, ignore=ignore
    )


def judged(
    folder: Path,
    *paths: str,
    now: str = NOW,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> Checked:
    asked = request(folder, *paths, now=now, select=select, ignore=ignore)
    return checked(asked, keep_verdicts=True)


def entries(folder: Path, now: str = NOW) -> list[RegisterEntry]:
    return list(register(request(folder, now=now))[0].waivers)


def said(done: Checked) -> list[str]:
    """What is said of waivers: severity, place, the words, and what to do."""
    return [
        f"{one.severity} {one.location.line}:{one.location.column} {one.message}; {one.remedy}"
        for one in done.report.findings
        if one.rule.endswith("-waiver")
    ]


def covered(folder: Path, now: str) -> bool:
    (one,) = [one for one in judged(folder, now=now).report.findings if one.rule == "SEC-001"]
    return one.outcome is Outcome.WAIVED
