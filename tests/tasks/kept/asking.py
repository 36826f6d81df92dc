"""Checks of small projects, with a folder for compiled policies."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from policycheck.model.report import Report
from policycheck.tasks import keeping
from policycheck.tasks.check import check
from policycheck.tasks.projects import project_at
from policycheck.tasks.request import CheckRequest

__all__ = ["POLICY", "Reads", "kept_files", "report_of", "steady", "write"]

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

POLICY = """
policycheck: 1
id: town
title: Town
rules:
  - id: T-1
    title: No waste
    applies_to: post
    severity: warning
    check: {kind: forbidden-text, phrases: [waste]}
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def report_of(folder: Path, cache: Path | None, **more: Any) -> Report:
    """The report on a folder; in the order of the files, and without how long it took."""
    asked = {"paths": (), "policy": "", "project": project_at(folder), "now": NOW, **more}
    return steady(check(CheckRequest(base=folder, cache=cache, **asked)))


def steady(report: Report) -> Report:
    return replace(report, summary=replace(report.summary, seconds=0.0))


def kept_files(cache: Path) -> list[Path]:
    return sorted(cache.iterdir()) if cache.is_dir() else []


class Reads:
    """Counts how often a policy is read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        read = keeping.read_policy

        def counted(target: str, request: CheckRequest) -> Any:
            self.times += 1
            return read(target, request)

        monkeypatch.setattr(keeping, "read_policy", counted)
