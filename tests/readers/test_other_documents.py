"""Documents that belong to a policy and hold no record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.admitting import read


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        ("# ours\npolicycheck: 1\nid: p\ntitle: P\n", "this is a policy", "policycheck lint"),
        (
            "as_of: 2026-01-01\nrecords: {}\nexpect: []\n",
            "this is a suite of tests",
            "policycheck test",
        ),
    ],
)
def test_what_belongs_to_a_policy_is_refused_as_a_whole(
    text: str, message: str, advice: str, tmp_path: Path
) -> None:
    found = read(tmp_path, "p.yaml", text)
    assert (found.records, found.unknown) == ([], [])
    (problem,) = found.problems
    assert problem.message.startswith(message)
    assert advice in problem.help
    assert (problem.line, problem.column) == (2 if text.startswith("#") else 1, 1)
