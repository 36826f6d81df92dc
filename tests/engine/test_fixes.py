"""What a finding says of its fix: which characters go, and whether the file has them just so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from policycheck.tasks.check import CheckRequest, check

POLICY = """\
policycheck: 1
id: agency
title: An agency
rules:
  - id: TXT-1
    title: Plain words
    applies_to: post
    severity: error
    check: {kind: preferred-text, swap: {utilize: use, in order to: to, end: "b: c"}, in: [text]}
"""


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.md", "🎉 utilize", (2, 9, "utilize", True)),
        ("a.yaml", "text: it's utilize", (5, 12, "utilize", True)),
        ("a.yaml", "text: in\n  order to", (0, 11, "in order to", False)),
        ("a.json", '{"text": "\\u0075tilize"}', (0, 7, "utilize", False)),
        ("a.yaml", "text: the end", (4, 7, "end", False)),
    ],
)
def test_a_fix_names_its_characters(
    tmp_path: Path, name: str, content: str, expected: tuple[int, int, str, bool]
) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY)
    (tmp_path / name).write_text(content, encoding="utf-8")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    request = CheckRequest(paths=(name,), base=tmp_path, now=now, policy="policy.yaml")
    (finding,) = check(request).findings
    fix = finding.fix
    assert fix is not None
    assert (fix.start, fix.end, fix.match, fix.verbatim) == expected
