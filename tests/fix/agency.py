"""A folder with a policy of swaps, and the program run on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.cli.running import Run, run

__all__ = ["POLICY", "fix", "write"]

POLICY = """\
policycheck: 1
id: agency
title: An agency
waiver_rules: {allow_inline: true}
rules:
"""


def rule(number: int, swap: str, rest: str = "", where: str = "[text, alt]") -> str:
    """A rule as a line of YAML; `swap` is written as in a policy."""
    check = f"check: {{kind: preferred-text, swap: {{{swap}}}, in: {where}}}"
    return (
        f"  - {{id: TXT-{number}, title: Plain words, severity: error, "
        f"applies_to: post, {rest}{check}}}\n"
    )


def write(folder: Path, files: Mapping[str, str | bytes], *rules: str) -> None:
    """Write a policy with these rules, and files, byte by byte."""
    policy = POLICY + "".join(rules or (rule(1, "utilize: use"),))
    folder.mkdir(exist_ok=True)
    (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)


def fix(folder: Path, *args: str, stdin: bytes = b"") -> Run:
    asked = args if any(one.startswith(("--fix", "--diff")) for one in args) else ("--fix", *args)
    return run(
        folder, "check", *asked, "--policy", "policy.yaml", "--format", "concise", stdin=stdin
    )
