"""What a check of one draft loads: the time before the first word is mostly imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .running import environment

#: Needed by some rules, records or reports, and loaded when one of those asks for it.
HEAVY = {
    *("asyncio", "concurrent.futures", "hypothesis", "http", "jsonschema", "multiprocessing"),
    *("confusable_homoglyphs", "phonenumbers", "pyphen", "rapidfuzz", "rich", "sqlite3", "ssl"),
    *("stdnum", "unittest", "wordninja", "xml"),
    *(f"policycheck.readers.{name}" for name in ("csv", "json", "jsonl", "tweet", "yaml")),
    *(
        f"policycheck.reports.{name}"
        for name in ("concise", "json", "sarif", "junit", "github", "gitlab")
    ),
    *(f"policycheck.reports.{name}" for name in ("rdjson", "markdown", "csv", "statistics")),
    *(f"policycheck.tasks.{name}" for name in ("changes", "narrowing", "staged", "shown_files")),
    *("policycheck.tasks.completions", "subprocess"),
    *("policycheck.cli.explain", "policycheck.cli.schema", "policycheck.cli.bug"),
}


def loaded(folder: Path, *args: str) -> set[str]:
    code = f"""
import sys
sys.argv = {["policycheck", *args]!r}
from policycheck.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("start")
    (folder / "draft.md").write_text("The pool opens at nine.\n")
    return loaded(folder, "check", "draft.md")


def test_a_clean_check_loads_nothing_heavy(modules: set[str]) -> None:
    assert "policycheck.readers.markdown" in modules
    assert modules & HEAVY == set()


def test_help_loads_no_rules_and_no_readers(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--version")
    assert not [name for name in modules if name.startswith(("policycheck.kinds.", "pydantic"))]
