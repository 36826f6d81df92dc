"""Scratch repositories of git, with a project in them."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.running import Run, run

__all__ = ["POLICY", "PROJECT", "Repository"]

PROJECT = """\
policy: policies/agency.yaml
records:
  posts: [posts/**/*.md, "*.csv", "*.jsonl", "drafts*.yaml"]
  accounts: ["accounts*.yaml"]
  people: ["people*.yaml"]
  assignments: ["assignments*.yaml"]
  moderation: ["moderation*.yaml"]
  platforms: ["platforms*.yaml"]
waivers: waivers.yaml
"""
POLICY = """\
policycheck: 1
id: agency
title: An agency
rules:
  - id: TXT-001
    title: No slogans
    applies_to: post
    severity: error
    check: {kind: forbidden-text, phrases: [act now]}
  - id: TWICE-001
    title: Nothing is said twice
    applies_to: post
    severity: warning
    check: {kind: no-repeats, scope: project}
  - id: ACC-001
    title: Accounts have an owner
    applies_to: account
    severity: error
    check: {kind: required-fields, fields: [organization]}
  - id: PPL-001
    title: People have a name
    applies_to: person
    severity: error
    check: {kind: required-fields, fields: [name]}
  - id: ASG-001
    title: Roles are held by somebody
    applies_to: assignment
    severity: error
    check: {kind: required-fields, fields: [person]}
  - id: MOD-001
    title: What was moderated is known
    applies_to: moderation
    severity: error
    check: {kind: required-fields, fields: [post]}
"""


@dataclass(frozen=True)
class Repository:
    """A repository at `folder`; the project is at `project` in it."""

    folder: Path
    project: Path

    @classmethod
    def at(cls, folder: Path, project: str = ".") -> Repository:
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder, folder / project)
        made.git("init", "-q", "-b", "main")
        made.git("config", "user.email", "a@b.example")
        made.git("config", "user.name", "A")
        made.git("config", "commit.gpgsign", "false")
        return made

    def git(self, *words: str) -> str:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *words], cwd=self.folder, capture_output=True, check=True, env=clean
        )
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, **files: str) -> None:
        self.put(files)

    def put(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            file = self.project / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def commit(self, files: dict[str, str] | None = None) -> str:
        self.put(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", "--allow-empty")
        return self.git("rev-parse", "HEAD")

    def check(self, *args: str, command: str = "check") -> Run:
        return run(self.project, command, *args)

    def report(self, *args: str) -> dict[str, Any]:
        done = self.check(*args, "--format", "json")
        assert done.stdout, done.stderr
        found = json.loads(done.stdout)
        assert isinstance(found, dict)
        return found

    def found(self, *args: str) -> set[tuple[str, str]]:
        """The rules that fail, each with the record that it fails on."""
        return {(one["rule"], one["record"]["id"]) for one in self.report(*args)["findings"]}

    def judged(self, *args: str) -> set[str]:
        """The records that a rule was tried on, by id."""
        done = self.check(*args, "--format", "json", command="audit")
        return {one["record"]["id"] for one in json.loads(done.stdout)["audit"]["records"]}
