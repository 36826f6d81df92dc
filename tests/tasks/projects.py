"""Projects in a folder of their own, checked whole or in part."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from policycheck.model.report import Report
from policycheck.policy.project_file import read_project
from policycheck.tasks.check import CheckRequest, check

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
HEAD = "policycheck: 1\nid: p\ntitle: P\nrules:\n"


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD + text if name == "policy.yaml" else text, encoding="utf-8")


def checked(folder: Path, *paths: str) -> Report:
    project = read_project(folder / "policycheck.yaml")
    return check(CheckRequest(paths, folder, NOW, project))


def said(report: Report) -> list[str]:
    """The findings of a report, each as `place: rule record message`."""
    return [f"{one.location}: {one.rule} {one.record.id}: {one.message}" for one in report.findings]


def rule(id_: str, applies_to: str, check_: str, more: str = "") -> str:
    return (
        f"  - {{id: {id_}, title: T, applies_to: {applies_to}, severity: error, "
        f"check: {check_}{', ' if more else ''}{more}}}\n"
    )
