"""A check whose findings do not fit in memory says what one says whose findings do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.engine import spool
from policycheck.engine.share import can_share
from policycheck.model.report import Report
from policycheck.policy.project_file import read_project
from policycheck.readers import ids
from policycheck.reports import FORMATS, Style, load
from policycheck.reports.statistics import statistics
from policycheck.tasks import check_run
from policycheck.tasks.audit import audit
from policycheck.tasks.check import CheckRequest, check
from tests.tasks.projects import NOW, rule

ABOVE = """policycheck: 1
id: above
title: Above
rules:
""" + rule("above-rain", "post", "{kind: forbidden-text, phrases: [heavy rain]}")
POLICY = (
    """policycheck: 1
id: below
title: Below
extends: above.yaml
waiver_rules: {max_days: {error: 90}, approver_roles: [legal]}
rules:
"""
    + rule("RAIN", "post", "{kind: forbidden-text, phrases: [heavy rain]}", "covers: [above-rain]")
    + rule("TWICE", "post", "{kind: unique, fields: [text], normalise: text}")
    + rule("STORM", "post", "{kind: forbidden-text, phrases: [storm today]}")
    + rule("PRIVATE", "post", "{kind: sensitive-data, detectors: [email]}")
    + rule("KNOWN", "post", "{kind: field, path: lang, is: en}")
)
PROJECT = """policy: policy.yaml
timezone: UTC
records:
  posts: [posts/*.jsonl, posts/*.csv]
  people: [people.yaml]
  accounts: [accounts.yaml]
  assignments: [roles.yaml]
waivers: waivers.yaml
"""
WAIVERS = """waivers:
  - {rule: RAIN, record: {id: p6}, reason: quoted, approved_by: ann, granted: 2026-06-01,
     expires: 2026-08-01}
"""
TEXTS = ("Sun", "Heavy rain, and heavy rain again", "STORM TODAY", "Write to ann@example.net", "")


def lines() -> Iterator[str]:
    """Posts of which some say the same, some break a rule or two, and some ids are taken."""
    for at in range(130):
        post = {"id": f"p{at if at % 20 else 0}", "account": f"a{at % 3}", "author": f"b{at % 4}"}
        yield json.dumps({**post, "text": f"{TEXTS[at % 5]} {at % 60}".strip()})
    yield "{broken"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spilled")
    (folder / "posts").mkdir()
    (folder / "posts/a.jsonl").write_text("\n".join(lines()) + "\n", encoding="utf-8")
    rows = [f"c{at},a1,{TEXTS[at % 5]} \ud83d\ude00" for at in range(40)]
    table = "\n".join(["id,account,text", *rows]).encode("utf-16", "surrogatepass").decode("utf-16")
    (folder / "posts/b.csv").write_text(table, encoding="utf-8")
    for name, text in (
        ("policy.yaml", POLICY),
        ("above.yaml", ABOVE),
        ("policycheck.yaml", PROJECT),
        ("waivers.yaml", WAIVERS),
        ("roles.yaml", "l: {account: a0, person: ann, role: legal, granted_at: 2026-01-01}\n"),
        ("people.yaml", "ann: {name: Ann}\nb1: {name: B}\n"),
        ("accounts.yaml", "a0: {platform: x}\na1: {platform: x}\na2: {platform: x}\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def request(folder: Path) -> CheckRequest:
    project = read_project(folder / "policycheck.yaml")
    return CheckRequest((), folder, NOW, project)


def written(report: Report) -> dict[str, str]:
    """The report in every form."""
    steady = replace(report, summary=replace(report.summary, seconds=1.0))
    texts = {name: "".join(load(name).render(steady, Style())) for name in FORMATS}
    return {**texts, "statistics": "".join(statistics(steady, Style()))}


def spilling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST_HELD", 7)
    monkeypatch.setattr(spool, "_BLOCK", 3)
    monkeypatch.setattr(ids, "MOST_HELD", 5)
    monkeypatch.setattr(check_run, "_WORTH_SHARING", 0)


@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_every_format_has_the_same_bytes(
    folder: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if jobs > 1 and not can_share():
        pytest.skip("this system cannot fork")
    asked = replace(request(folder), with_view=jobs == 1)
    whole = check(asked)
    assert {one.rule for one in whole.findings} >= {"RAIN", "TWICE", "STORM", "PRIVATE"}
    assert whole.summary.waived
    assert whole.unknown
    assert sum("is taken" in one.message for one in whole.errors) == 6
    assert any("said by a rule that asks the same" in note for note in whole.notes)
    spilling(monkeypatch)
    report = check(replace(asked, jobs=jobs))
    assert isinstance(report.findings, spool.Spool)
    assert written(report) == written(whole)


def test_so_has_an_audit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(audit(request(folder)))
    spilling(monkeypatch)
    assert written(audit(request(folder))) == whole


def test_a_baseline_covers_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = replace(request(folder), write_baseline=Path("one.json"))
    whole = check(asked)
    spilling(monkeypatch)
    report = check(replace(asked, write_baseline=Path("two.json")))
    assert list(report.findings) == [
        replace(one, waiver=one.waiver.replace("one.json", "two.json")) for one in whole.findings
    ]
    assert (folder / "one.json").read_text("utf-8") == (folder / "two.json").read_text("utf-8")
    known = check(replace(request(folder), baseline=Path("one.json")))
    assert known.summary.waived == whole.summary.waived > 100


def test_no_more_is_listed_than_was_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = replace(request(folder), max_findings=20)
    whole = check(asked)
    spilling(monkeypatch)
    report = check(asked)
    assert report.findings == whole.findings
    assert report.cut_findings == whole.cut_findings > 0
    assert report.summary.findings == whole.summary.findings
