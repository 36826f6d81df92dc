"""A project with a baseline: written by one run, read by the next."""

from __future__ import annotations

from pathlib import Path

from policycheck.model.finding import Outcome
from policycheck.model.report import Report
from policycheck.policy.project_file import read_project
from policycheck.tasks.check import CheckRequest, check

from .projects import NOW, rule, written

WORDS = rule("TXT", "post", "{kind: forbidden-text, phrases: [act now, hurry]}")
ALT = rule("ALT", "post", "{kind: alternative-text}")
PRIVATE = rule("PII", "post", "{kind: sensitive-data, detectors: [us-ssn, payment-card]}")
LOCKED = rule("LOCK", "post", "{kind: forbidden-text, phrases: [locked]}", "waivable: false")
SITE = """
policy: policy.yaml
records: {posts: ["posts/*"], accounts: ["accounts*.yaml"]}
baseline: baseline.json
"""
FILE = Path("baseline.json")


def request(folder: Path, *paths: str, write: bool = False) -> CheckRequest:
    project = read_project(folder / "policycheck.yaml")
    return CheckRequest(paths, folder, NOW, project, write_baseline=FILE if write else None)


def start(folder: Path, files: dict[str, str], rules: str = WORDS + ALT) -> None:
    """Write a project, and a baseline of everything that fails in it."""
    written(folder, {"policycheck.yaml": SITE, "policy.yaml": rules, **files})
    report = check(request(folder, write=True))
    assert not report.errors


def then(folder: Path, files: dict[str, str], *paths: str) -> Report:
    written(folder, files)
    return check(request(folder, *paths))


def fails(report: Report) -> list[str]:
    assert not report.errors, report.errors
    return [
        f"{one.rule} {one.location.path}:{one.location.line}"
        for one in report.findings
        if one.outcome is Outcome.FAIL
    ]
