"""The wheel, built here and installed elsewhere: rules, schemas and what pages need are inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = folder.glob("policycheck-*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, installed in an environment that knows nothing of this folder."""
    environment = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(environment, with_pip=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, env=bare())
    return scripts / "policycheck"


def bare() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def run(program: Path, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *args],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=bare(),
        check=False,
    )


def test_the_wheel_holds_every_rule_and_schema_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("rules", "schemas"):
        files = [file for file in (ROOT / folder).rglob("*") if file.is_file()]
        assert files
        for file in files:
            assert f"policycheck/_data/{file.relative_to(ROOT).as_posix()}" in names
    assert {f"policycheck/reports/html/report.{ending}" for ending in ("css", "js")} <= names
    assert not [name for name in names if name.startswith("tests/")]


def test_an_installed_program_checks_a_post_by_the_built_in_rules(
    program: Path, tmp_path: Path
) -> None:
    post = '---\nmedia:\n  - file: launch.jpg\n    alt: ""\n---\nSee http://bit.ly/x\n'
    (tmp_path / "draft.md").write_text(post)
    done = run(program, tmp_path, "check", "draft.md", "--format", "json")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    found = {(one["rule"], one["location"]["line"]) for one in report["findings"]}
    assert {("alt-missing", 4), ("link-shortener", 6), ("link-insecure", 6)} <= found
    assert report["errors"] == []


def test_an_installed_program_prints_its_schemas(program: Path, tmp_path: Path) -> None:
    for name in run(program, tmp_path, "schema").stdout.split():
        assert "$schema" in json.loads(run(program, tmp_path, "schema", name).stdout)
