"""What a check of one draft loads: the time before the first word is mostly imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policycheck.kinds import KINDS

from .running import environment

#: Needed by some rules, records or reports, and loaded when one of those asks for it.
HEAVY = {
    *("asyncio", "concurrent.futures", "hypothesis", "http", "jsonschema", "multiprocessing"),
    *("confusable_homoglyphs", "phonenumbers", "pyphen", "rapidfuzz", "rich", "sqlite3", "ssl"),
    *("stdnum", "unittest", "wordninja", "xml"),
    *(f"policycheck.readers.{name}" for name in ("csv", "json", "jsonl", "tweet", "yaml")),
    *(
        f"policycheck.reports.{name}"
        for name in ("concise", "json", "sarif", "junit", "github", "gitlab", "html")
    ),
    *(f"policycheck.reports.{name}" for name in ("rdjson", "markdown", "csv", "statistics")),
    *(f"policycheck.tasks.{name}" for name in ("changes", "narrowing", "staged", "shown_files")),
    "policycheck.tasks.completions",
    "policycheck.tasks.viewed",
    *("policycheck.cli.explain", "policycheck.cli.schema", "policycheck.cli.bug"),
}


#: As many modules of policycheck a check of one draft may load; more want a reason.
MOST = 226

#: What a policy is read with, and a file of YAML or JSON: not needed where it was read before.
FOR_POLICIES = {
    *("pydantic", "pydantic_core", "yaml", "json", "typing_inspection", "annotated_types"),
    *("cel_expr_python", "google.protobuf", "publicsuffixlist", "regex", "tempfile", "shutil"),
    *(f"policycheck.policy.{name}" for name in ("load", "surface", "validation", "compile")),
    *(f"policycheck.policy.{name}" for name in ("asked_options", "option_models", "profiles")),
    *("policycheck.policy.kept.packing", "policycheck.tasks.keeping", "policycheck.tasks.policies"),
    *("policycheck.document.yaml", "policycheck.document.json", "policycheck.plan.declared"),
    *(f"policycheck.tasks.{name}" for name in ("by_agency", "waived", "baselines")),
    "policycheck.waive.inline",
}

#: What one draft alone has no use for: others to compare it with, accounts, captions, approvals,
#: the search for all phrases at once, marks and pictures that it does not have, OpenSSL.
FOR_OTHERS = {
    *("hashlib", "_hashlib", "ahocorasick_rs", "re2", "shlex", "zoneinfo", "gzip"),
    *("dataclasses", "logging", "random", "subprocess", "difflib", "zipfile"),
    "policycheck.engine.involved",
    *(f"policycheck.readers.{name}" for name in ("ignored", "markdown_emphasis", "markdown_media")),
    "policycheck.reports.problem",
    *("policycheck.tasks.replaced_file", "policycheck.kinds.protected_names"),
    *(f"policycheck.kinds.detectors.{name}" for name in ("credentials", "europe", "pacific")),
    *(f"policycheck.engine.{name}" for name in ("traits", "watched", "epochs", "account_book")),
    *("policycheck.engine.captions", "policycheck.engine.digest", "policycheck.model.trials"),
    *("policycheck.plan.account_urls", "click.shell_completion"),
}


def loaded(folder: Path, *args: str) -> set[str]:
    return ended_with(folder, "*sys.modules", *args)


def ended_with(folder: Path, wanted: str, *args: str) -> set[str]:
    """What an expression gives once the program has run; its values hold no white space."""
    code = f"""
import sys
sys.argv = {["policycheck", *args]!r}
from policycheck.cli import main
try:
    main()
finally:
    print({wanted}, file=sys.stderr)
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
    return loaded(folder, "check", "--no-cache", "draft.md")


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What the second check of a draft loads, by all rules of a large pack."""
    folder = tmp_path_factory.mktemp("warm")
    (folder / "draft.md").write_text("---\nplatform: x\n---\nThe pool opens at nine.\n")
    asked = "check", "draft.md", "--policy", "us-federal"
    loaded(folder, *asked)
    return loaded(folder, *asked)


def test_a_clean_check_loads_nothing_heavy(modules: set[str]) -> None:
    assert "policycheck.readers.markdown" in modules
    assert modules & HEAVY == set()


def test_a_check_by_a_kept_policy_loads_nothing_that_reads_policies(warm: set[str]) -> None:
    assert "policycheck.policy.kept.restoring" in warm
    assert warm & (HEAVY | FOR_POLICIES | FOR_OTHERS) == set()


def test_a_check_by_a_kept_policy_loads_no_more_modules_than_it_did(warm: set[str]) -> None:
    """To find and read one costs a tenth of a millisecond before its first line runs."""
    ours = [name for name in warm if name.startswith("policycheck")]
    assert len(ours) <= MOST


def test_a_check_by_a_kept_policy_makes_no_dataclass(tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("---\nplatform: x\n---\nThe pool opens at nine.\n")
    asked = "check", "draft.md", "--policy", "us-federal"
    loaded(tmp_path, *asked)
    ours = "module for name, module in sys.modules.items() if name.startswith('policycheck')"
    made = "str(one).replace(' ', '_') for module in ours for one in vars(module).values()"
    slow = "hasattr(one, '__dataclass_fields__')"  # each writes and compiles its methods anew
    names = f"*[{made.replace('ours', f'[{ours}]')} if {slow}]"
    assert ended_with(tmp_path, names, *asked) == set()


def test_a_check_by_a_kept_policy_loads_only_the_kinds_that_judge_the_draft(
    warm: set[str],
) -> None:
    kinds = {name for name in warm if name in KINDS.values()}
    assert KINDS["readability"] in kinds
    assert {KINDS[name] for name in ("cel", "schema", "approval", "roles-filled")} & kinds == set()


def test_help_loads_no_rules_and_no_readers(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--version")
    assert not [name for name in modules if name.startswith(("policycheck.kinds.", "pydantic"))]
