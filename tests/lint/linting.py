"""Policies in a folder of their own, and what lint says of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from policycheck.model.finding import Finding
from policycheck.model.moment import parse_moment
from policycheck.model.report import Report
from policycheck.policy.project_file import read_project
from policycheck.tasks.lint import LintRequest, lint

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
HEAD = "policycheck: 1\nid: p\ntitle: P\n"
RULES = HEAD + "rules:\n"


def written(folder: Path, policy: str, **files: str) -> None:
    """Write a policy, and other files by path."""
    for name, text in {"policy.yaml": policy, **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def linted(
    folder: Path, *policies: str, select: tuple[str, ...] = (), as_of: str | None = None
) -> Report:
    """The report on the policy in a folder, or on the policies that are named."""
    project_file = folder / "policycheck.yaml"
    project = read_project(project_file) if project_file.is_file() else None
    given = policies or (() if project else ("policy.yaml",))
    moment = parse_moment(as_of, UTC) if as_of else None
    return lint(LintRequest(given, folder, NOW, project, moment, select=select))


def rule(id_: str, check: str, more: str = "", applies_to: str = "post") -> str:
    """One rule, on one line."""
    extra = f", {more}" if more else ""
    return (
        f"  - {{id: {id_}, title: T, applies_to: {applies_to}, severity: error, "
        f"check: {check}{extra}}}\n"
    )


def said(report: Report) -> list[str]:
    """Each finding as `line:column id message`."""
    return [_said(one) for one in report.findings]


def _said(one: Finding) -> str:
    return f"{one.location.line}:{one.location.column} {one.rule[12:]} {one.message}"
