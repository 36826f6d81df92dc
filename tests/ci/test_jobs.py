"""The jobs that a new project gets: valid for their services, and run here as these would."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, run

from .steps import Job, loaded, program

BAD = "---\naccount: example-account\nlang: en\n---\nWe are open as usual.\n"
GITHUB, GITLAB = ".github/workflows/policycheck.yml", ".gitlab-ci.yml"
FOLDERS = ["", "a b/it's $HOME"]


@pytest.fixture
def job(tmp_path: Path) -> Job:
    workspace, temp = tmp_path / "workspace", tmp_path / "temp"
    (workspace / ".git").mkdir(parents=True)
    temp.mkdir()
    program(tmp_path / "bin")
    return Job(workspace, temp, path=tmp_path / "bin")


def begun(job: Job, folder: str) -> Mapping[str, str]:
    """A new project, and the files that run at every push; those of a folder are in its README."""
    done = run(job.workspace, "init", folder or ".", "--yes", "--name", "Example Library")
    assert done.status == 0, done.stderr
    if not folder:
        return {
            name: (job.workspace / name).read_text(encoding="utf-8") for name in (GITHUB, GITLAB)
        }
    blocks = (job.workspace / folder / "README.md").read_text(encoding="utf-8").split("```yaml\n")
    _, github, gitlab = (block.split("```")[0] for block in blocks[1:])
    return {GITHUB: github, GITLAB: gitlab}


def checked(text: str, schema: str, tmp_path: Path) -> Any:
    """The file, after its schema has been asked."""
    file = tmp_path / "checked.yml"
    file.write_text(text, encoding="utf-8")
    check = ["-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    subprocess.run([sys.executable, *check], check=True, timeout=60)
    return loaded(text)


def github_steps(workflow: Any) -> list[Mapping[str, Any]]:
    (job,) = workflow["jobs"].values()
    return [step for step in job["steps"] if "policycheck" in step.get("run", "")]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_workflow_passes_a_new_project_and_stops_a_bad_post(
    folder: str, job: Job, tmp_path: Path
) -> None:
    workflow = checked(begun(job, folder)[GITHUB], "github-workflows", tmp_path)
    assert workflow["permissions"] == {"contents": "read"}
    (declared,) = workflow["jobs"].values()
    where = declared.get("defaults", {}).get("run", {}).get("working-directory", ".")
    assert where == (folder or ".")
    steps = github_steps(workflow)
    assert len(steps) == 3
    assert [job.run(step, where).status for step in steps] == [0, 0, 0]
    (job.workspace / folder / "posts" / "bad.md").write_text(BAD, encoding="utf-8")
    done = job.run(steps[-1], where)
    assert done.status == 1
    assert f"file={folder}{'/' * bool(folder)}posts/bad.md,line=5," in done.stdout
    assert "OWN-001" in done.summary


def test_the_workflow_installs_what_it_is_told_and_needs_no_secret(job: Job) -> None:
    text = begun(job, "")[GITHUB]
    assert "secrets" not in text
    (declared,) = loaded(text)["jobs"].values()
    (install,) = (step for step in declared["steps"] if step.get("name") == "Install")
    assert declared["env"] == {"POLICYCHECK": ""}
    done = job.run({**install, "env": declared["env"]})
    assert done.status != 0
    assert "say above what pip installs" in done.stderr
    done = job.run({**install, "env": {"POLICYCHECK": "./none.whl$(touch pwned)`touch pwned`"}})
    assert done.status != 0
    assert not (job.workspace / "pwned").exists()


def test_what_pip_installs_can_be_said_at_the_beginning(job: Job) -> None:
    address = "git+https://git.agency.example/tools/policycheck@v0.1.0"
    done = run(job.workspace, "init", "--yes", "--install", address)
    assert "POLICYCHECK" not in done.stdout
    github, gitlab = (loaded((job.workspace / name).read_text()) for name in (GITHUB, GITLAB))
    assert github["jobs"]["policycheck"]["env"]["POLICYCHECK"] == address
    assert gitlab["policycheck"]["variables"]["POLICYCHECK"] == address


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_pipeline_writes_a_code_quality_report_and_stops_a_bad_post(
    folder: str, job: Job, tmp_path: Path
) -> None:
    declared = checked(begun(job, folder)[GITLAB], "gitlab-ci", tmp_path)["policycheck"]
    assert declared["script"][0].startswith('python -m pip install --quiet "${POLICYCHECK:?')
    values = {name: text.replace("$$", "$") for name, text in declared["variables"].items()}
    env = {**values, "CI_PROJECT_DIR": str(job.workspace)}
    step = {"run": "\n".join(declared["script"][1:]), "env": env}
    assert job.run(step).status == 0
    (job.workspace / folder / "posts" / "bad.md").write_text(BAD, encoding="utf-8")
    done = job.run(step)
    assert done.status == 1
    assert "error[OWN-001]" in done.stdout
    report = job.workspace / declared["artifacts"]["reports"]["codequality"]
    entries = json.loads(report.read_text(encoding="utf-8"))
    (found,) = [one for one in entries if one["severity"] != "info"]
    assert found["location"]["path"].endswith(f"{folder}{'/' * bool(folder)}posts/bad.md")
    assert found["check_name"] == "OWN-001"


def test_the_template_is_current_and_says_what_a_new_project_says(job: Job) -> None:
    template = loaded((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    assert template == loaded(begun(job, "")[GITLAB])
    check = [sys.executable, str(ROOT / "scripts" / "integrations.py"), "--check"]
    subprocess.run(check, check=True, timeout=60, env={"PYTHONPATH": str(ROOT)})


def test_a_rule_that_does_not_do_what_its_examples_say_fails_the_pipeline(job: Job) -> None:
    declared = loaded(begun(job, "")[GITLAB])["policycheck"]
    policy = job.workspace / "policy.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("It is usually", "As usual it is"))
    values = {name: text.replace("$$", "$") for name, text in declared["variables"].items()}
    env = {**values, "CI_PROJECT_DIR": str(job.workspace)}
    done = job.run({"run": "\n".join(declared["script"][1:]), "env": env})
    assert done.status == 1
    assert "flags what should pass" in done.stdout
