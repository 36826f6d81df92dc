from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import policycheck


def test_there_are_at_most_ten_and_each_can_be_had() -> None:
    assert len(policycheck.__all__) <= 10
    assert all(getattr(policycheck, name) is not None for name in policycheck.__all__)
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = policycheck.chekc


def test_a_draft_is_checked_from_python(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("More at bit.ly/abc\n")
    request = policycheck.CheckRequest(["draft.md"], tmp_path, datetime(2026, 6, 15, tzinfo=UTC))
    report = policycheck.check(request)
    assert "link-shortener" in {finding.rule for finding in report.findings}


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import policycheck, sys; print('pydantic' in sys.modules, 'yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
