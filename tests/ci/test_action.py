"""The action for GitHub: what it writes, how it ends, and that no input becomes a command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, run
from tests.hooks.scratch import registry_is_reached

from .steps import Job, loaded, program

ACTION: Mapping[str, Any] = loaded((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step.get("id"): step for step in ACTION["runs"]["steps"]}
BAD = "---\naccount: example-account\nlang: en\n---\nWe are open as usual.\n"


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A workspace with a new project, and the inputs as they are by default."""
    workspace, temp = tmp_path / "work space", tmp_path / "temp"
    for folder in (workspace, temp):
        folder.mkdir()
    done = run(workspace, "init", "--yes", "--without", "github", "--without", "gitlab")
    assert done.status == 0, done.stderr
    values = {f"inputs.{name}": one["default"] for name, one in ACTION["inputs"].items()}
    values["inputs.with-policy"] = "false"  # twice as fast; those that are about it say so
    values["steps.install.outputs.policycheck"] = str(program(tmp_path / "bin"))
    return Job(workspace, temp, values)


def bad(job: Job, name: str = "bad.md") -> None:
    (job.workspace / "posts" / name).write_text(BAD, encoding="utf-8")


def test_the_file_meets_the_schema_of_actions() -> None:
    check = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions"]
    subprocess.run([sys.executable, *check, str(ROOT / "action.yml")], check=True, timeout=60)


def test_shellcheck_has_nothing_to_say() -> None:
    shellcheck = Path(sys.executable).with_name("shellcheck")
    if not shellcheck.exists():
        pytest.skip("shellcheck is not installed beside this Python")
    for step in STEPS.values():
        if "run" in step:
            options = [str(shellcheck), "--shell=bash", "-"]
            subprocess.run(options, input=step["run"], text=True, check=True, timeout=60)
    subprocess.run([str(shellcheck), str(ROOT / "ci" / "github.sh")], check=True, timeout=60)


def test_nothing_from_outside_is_a_part_of_a_command_and_no_secret_is_asked_for() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert not re.search(r"secrets|github\.token|upload", text)


def test_a_good_project_passes_with_a_summary_and_a_sarif_file(job: Job) -> None:
    job.values["inputs.with-policy"] = ACTION["inputs"]["with-policy"]["default"]
    done = job.run(STEPS["check"])
    assert done.status == 0, done.stderr
    assert "no findings" in done.summary
    assert done.outputs["status"] == "0"
    sarif = json.loads(Path(done.outputs["sarif"]).read_text(encoding="utf-8"))
    assert sarif["runs"][0]["results"] == []
    assert done.outputs["sarif"] == str(job.workspace / "policycheck.sarif")
    assert "Checked 38 rules against 16 lints" in done.stdout, "the policy was looked at"
    assert "all validated" in done.stdout, "and tested"


def test_a_bad_post_fails_with_an_annotation_and_stands_in_both_reports(job: Job) -> None:
    bad(job)
    done = job.run(STEPS["check"])
    assert (done.status, done.outputs["status"]) == (1, "1")
    assert re.search(
        r"^::error title=OWN-001 .*file=posts/bad\.md,line=5,", done.stdout, re.MULTILINE
    )
    assert "OWN-001" in done.summary
    results = json.loads(Path(done.outputs["sarif"]).read_text(encoding="utf-8"))
    assert [one["ruleId"] for one in results["runs"][0]["results"]] == ["OWN-001"]


def test_what_cannot_be_done_ends_with_two_and_is_reported_all_the_same(job: Job) -> None:
    bad(job)
    (job.workspace / "people.yaml").write_text("a: [\n")
    done = job.run(STEPS["check"])
    assert (done.status, done.outputs["status"]) == (2, "2")
    assert "OWN-001" in done.summary
    assert "people.yaml" in done.stdout


def test_a_fault_of_the_policy_fails_even_where_all_posts_pass(job: Job) -> None:
    policy = job.workspace / "policy.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("It is usually", "As usual it is"))
    assert job.run(STEPS["check"]).status == 0
    job.values["inputs.with-policy"] = "true"
    done = job.run(STEPS["check"])
    assert done.status == 1
    assert "OWN-001 flags what should pass" in done.stdout


@pytest.mark.parametrize("fail_on", ["never", "warning, unknown", "info\nunknown"])
def test_severities_are_given_with_commas_or_one_a_line(fail_on: str, job: Job) -> None:
    bad(job)
    job.values["inputs.fail-on"] = fail_on
    assert job.run(STEPS["check"]).status == (0 if fail_on == "never" else 1)


def test_only_the_paths_that_are_named_are_checked(job: Job) -> None:
    bad(job)
    bad(job, "a b; echo $HOME.md")
    job.values["inputs.paths"] = "posts/welcome.md\n"
    assert job.run(STEPS["check"]).status == 0
    job.values["inputs.paths"] = "posts/welcome.md\nposts/a b; echo $HOME.md\n"
    done = job.run(STEPS["check"])
    assert done.status == 1
    assert "file=posts/a b; echo $HOME.md," in done.stdout


@pytest.mark.parametrize("name", ["policy", "paths", "project", "fail-on", "sarif"])
def test_an_input_is_a_value_and_never_a_command(name: str, job: Job) -> None:
    job.values[f"inputs.{name}"] = '$(touch pwned); `touch pwned`; "; touch pwned; --help'
    done = job.run(STEPS["check"])
    assert "Show this message and exit" not in done.stdout
    assert not list(job.workspace.rglob("pwned"))
    assert done.status != 0 or name == "sarif"


def test_a_project_in_a_folder_has_its_annotations_at_the_right_files(job: Job) -> None:
    (job.workspace / ".git").mkdir()
    done = run(job.workspace, "init", "comms", "--yes")
    assert done.status == 0, done.stderr
    (job.workspace / "comms" / "posts" / "bad.md").write_text(BAD, encoding="utf-8")
    job.values["inputs.project"] = "comms"
    done = job.run(STEPS["check"])  # type: ignore[assignment]
    assert done.status == 1
    assert "file=comms/posts/bad.md," in done.stdout


def test_a_name_of_a_file_is_no_command_to_github(job: Job) -> None:
    (job.workspace / "posts" / "##[error]::error::x.md").write_bytes(b"\xff")
    done = job.run(STEPS["check"])
    assert done.status == 2
    live, token = "", ""
    for line in done.stdout.splitlines():
        if line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
            assert re.fullmatch("[0-9a-f]{32}", token)
        elif token and line == f"::{token}::":
            token = ""
        elif not token:
            live += line + "\n"
    assert token == ""
    commands = [line for line in live.splitlines() if line.startswith("::")]
    assert [line for line in commands if "##[error]" in line]
    assert all(line.startswith("::error title=policycheck,file=posts/") for line in commands)


@pytest.mark.packaging
def test_the_action_installs_from_its_own_folder(job: Job, tmp_path: Path) -> None:
    if not registry_is_reached(tmp_path / "registry"):
        pytest.skip("the package registry cannot be reached, so that nothing can be installed")
    job.values["steps.python.outputs.python-path"] = sys.executable
    installed = job.run(STEPS["install"])
    assert installed.status == 0, installed.stderr
    job.values["steps.install.outputs.policycheck"] = installed.outputs["policycheck"]
    assert job.run(STEPS["check"]).status == 0


def test_the_page_about_it_has_every_input_and_output() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    for name, declared in ACTION["inputs"].items():
        shown = f"`{declared['default']}`" if declared["default"] else "all of|that of the project"
        assert re.search(rf"^\| `{name}` \| ({shown})", page, re.MULTILINE), name
    for name in ACTION["outputs"]:
        assert f"`{name}`" in page
