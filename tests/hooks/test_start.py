"""The hook for posts runs at every commit: it loads what a check loads, and its own few lines."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_start import HEAVY, loaded


def test_the_hook_for_posts_loads_no_more_than_a_check(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("The pool opens at nine.\n")
    modules = loaded(tmp_path, "hook", "posts", "draft.md")
    assert modules & HEAVY == set()
    more = modules - loaded(tmp_path, "check", "draft.md")
    assert {name for name in more if name.startswith("policycheck")} == {
        "policycheck.cli.hook",
        "policycheck.tasks.hooks",
        "policycheck.document.yaml_quoting",
    }
