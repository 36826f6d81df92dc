from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policycheck.tasks.check import CheckRequest, check

DATA = os.environ.get("POLICYCHECK_REAL_DATA")
#: Nothing in the collection is an identity number, a key, a template or a slip of the hand.
NEVER = {
    "access-key",
    "alternating-case",
    "bank-account",
    "decorative-letters",
    "gibberish",
    "identity-number",
    "identity-number-possible",
    "mixed-scripts",
    "open-point",
    "placeholder-text",
    "ssn-or-card",
}


@pytest.mark.skipif(not DATA, reason="POLICYCHECK_REAL_DATA names no folder of real posts")
def test_real_posts_raise_no_alarm_where_none_is_due() -> None:
    base = Path(str(DATA)) / "posts"
    now = datetime(2026, 11, 1, tzinfo=UTC)
    report = check(CheckRequest(paths=["."], base=base, now=now))
    found = Counter(finding.rule for finding in report.findings)
    assert report.summary.records["post"] > 0
    assert not NEVER & found.keys()
    # Pictures without a word between the brackets, as a plain search for `![](` finds them.
    bare = {
        (file.relative_to(base).as_posix(), number)
        for file in base.rglob("*.md")
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
        if "![](" in line
    }
    missing = [one.location for one in report.findings if one.rule == "alt-missing"]
    assert {(one.path, one.line) for one in missing} == bare
