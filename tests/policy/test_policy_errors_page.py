"""docs/policy-errors.md shows the registry of errors as it is."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from policycheck.mistakes import MISTAKES
from tests.cli.running import environment

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "scripts" / "policy_errors.py"
PAGE = (ROOT / "docs" / "policy-errors.md").read_text(encoding="utf-8")


def test_the_page_of_policy_errors_is_current() -> None:
    done = subprocess.run(
        [sys.executable, FILE, "--check"], capture_output=True, check=False, env=environment()
    )
    assert (done.returncode, done.stdout.decode()) == (0, "")


def test_a_page_that_is_not_current_is_told_from_one_that_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main = runpy.run_path(str(FILE))["main"]
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "policy-errors.md"
    monkeypatch.setitem(main.__globals__, "ROOT", tmp_path)
    monkeypatch.setitem(main.__globals__, "PAGE", page)
    monkeypatch.setattr(sys, "argv", ["policy_errors.py", "--check"])
    assert main() == 1
    assert "not current" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["policy_errors.py"])
    assert main() == 0
    assert page.read_text(encoding="utf-8") == PAGE


@pytest.mark.parametrize("id_", MISTAKES)
def test_the_page_says_of_each_error_what_it_means_and_what_to_do(id_: str) -> None:
    _, _, after = PAGE.partition(f"### `{id_}`\n")
    entry = after.partition("\n### ")[0]
    assert MISTAKES[id_].meaning in entry
    assert MISTAKES[id_].remedy in entry
    assert f"[{id_}]" in entry
