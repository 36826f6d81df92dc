"""Every lint is found by its own examples, where they say, and lets their near misses through."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

import policycheck.lint
from policycheck.lint import LINTS, lint_named
from policycheck.model.finding import Location, Severity
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.lint_findings import LINT_RULES
from tests.lint.linting import linted, written

#: At the end, so that the lines of an example are those of its policy.
HEAD = "policycheck: 1\nid: p\ntitle: P\n"


def examples(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(import_module(LINTS[name]).EXAMPLES)
    return found


EXAMPLES = [
    pytest.param(name, example, id=f"{name}-{number}")
    for name in LINTS
    for number, example in enumerate(examples(name), 1)
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_of_a_lint_is_found_where_it_says(
    name: str, example: dict[str, Any], tmp_path: Path
) -> None:
    assert set(example) <= {"policy", "files", "as_of", "at", "says"}
    written(tmp_path, example["policy"] + HEAD, **example.get("files", {}))
    as_of = str(example["as_of"]) if "as_of" in example else None
    report = linted(tmp_path, select=(f"policycheck:{name}",), as_of=as_of)
    assert not report.errors
    if "at" not in example:
        assert [one.message for one in report.findings] == []
        return
    (found,) = report.findings
    assert example["says"] in found.message
    assert standing(found.location, tmp_path).startswith(example["at"])


def standing(at: Location, folder: Path) -> str:
    """A place as examples write it: the file if it is not the policy, the line, what is there."""
    line = (folder / at.path).read_text(encoding="utf-8").split("\n")[at.line - 1]
    file = "" if at.path == "policy.yaml" else f"{at.path} "
    return f"{file}{at.line}: {line[at.column - 1 :]}"


@pytest.mark.parametrize("name", LINTS)
def test_a_lint_has_an_example_and_a_near_miss_and_says_what_to_do(name: str) -> None:
    found = lint_named(name)
    assert found.name == name
    assert found.title
    assert found.remedy
    assert isinstance(found.severity, Severity)
    manual = import_module(LINTS[name]).__doc__
    assert manual
    assert manual.split("\n\n")[0].endswith(".")
    kinds = ["at" in example for example in examples(name)]
    assert True in kinds
    assert False in kinds


def test_every_file_with_a_lint_is_registered() -> None:
    files = Path(policycheck.lint.__file__).parent.glob("*.py")
    found = {file.stem for file in files if "\nLINT = " in file.read_text(encoding="utf-8")}
    assert found == {module.rpartition(".")[2] for module in LINTS.values()}
    assert all(module == f"policycheck.lint.{n.replace('-', '_')}" for n, module in LINTS.items())


def test_the_page_names_every_lint() -> None:
    readme = (Path(__file__).parents[2] / "docs/lint.md").read_text(encoding="utf-8")
    for name in LINTS:
        assert f"`{name}`" in readme


def test_the_ids_of_lints_and_of_other_built_in_rules_are_apart() -> None:
    assert set(LINT_RULES) == {f"policycheck:{name}" for name in LINTS}
    assert not set(LINT_RULES) & set(BUILT_IN)
    assert list(LINTS) == sorted(LINTS)
