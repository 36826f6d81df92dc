"""A weak policy, mutated: what is printed kills what survived, and the policy is weak no more."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from policycheck.document import Mapping, Sequence, read_yaml
from policycheck.model.mutation import Fate, Mutation
from policycheck.policy.shipped import shipped
from policycheck.reports.format import Style
from policycheck.reports.testing import measure
from policycheck.source import Source
from policycheck.tasks.mutation import mutation_of
from policycheck.tasks.proving import ProvingRequest, prove

WEAK = Path(__file__).parent / "weak.yaml"
SUITE = """\
as_of: 2026-06-01
records: {posts: [{id: wet, text: Guaranteed rain}]}
expect: [{rule: TAG, record: wet, outcome: pass}]
mutants: {equivalent: [%s]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(WEAK, tmp_path / "weak.yaml")
    return tmp_path


def mutation(folder: Path, *select: str, jobs: int = 1) -> Mutation:
    request = ProvingRequest(["weak.yaml"], folder, select=select)
    return mutation_of(request, jobs, lambda _done, _total: None)


def paste(file: Path, examples: dict[str, list[str]]) -> None:
    """Put examples below those of their rules, as a person would."""
    text = file.read_text(encoding="utf-8")
    root, problems = read_yaml(Source("weak.yaml", text))
    assert isinstance(root, Mapping)
    assert not problems
    rules = root.get("rules")
    assert isinstance(rules, Sequence)
    for rule in reversed(rules.items):
        assert isinstance(rule, Mapping)
        listed, id_ = rule.get("examples"), rule.get("id")
        assert isinstance(listed, Sequence)
        added = examples.get(getattr(id_, "text", ""), [])
        lines = "".join(f"      {line}\n" for one in added for line in one.split("\n"))
        end = text.index("\n", listed.items[-1].span.end - 1) + 1
        text = text[:end] + lines + text[end:]
    file.write_text(text, encoding="utf-8")


def test_each_example_that_is_printed_kills_its_mutant_and_none_survives(folder: Path) -> None:
    before = mutation(folder)
    survivors = [(rule.rule, one) for rule in before.rules for one in rule.of(Fate.SURVIVED)]
    assert len(survivors) > 30
    assert before.score < 30
    assert [(one.id, one.why) for _, one in survivors if not one.example] == []
    examples: dict[str, list[str]] = {}
    for rule, one in survivors:
        examples.setdefault(rule, []).append(one.example)
    paste(folder / "weak.yaml", examples)
    report = prove(ProvingRequest(["weak.yaml"], folder))
    assert ([one.message for one in report.findings], report.errors) == ([], ())
    after = mutation(folder)
    assert after.count() == before.count()
    assert after.count(Fate.SURVIVED) == 0
    assert after.score == 100


def test_the_result_is_the_same_for_any_number_of_jobs(folder: Path) -> None:
    assert mutation(folder, "TAG", "LNK", "DUE", jobs=3) == mutation(folder, "TAG", "LNK", "DUE")


def test_a_survivor_is_told_with_its_place_and_an_example_at_the_boundary(folder: Path) -> None:
    (rule,) = mutation(folder, "TAG").rules
    told = next(one for one in rule.mutants if one.id == "TAG:check/max:3→4")
    assert told.fate is Fate.SURVIVED
    assert (told.path, told.line, told.column) == ("weak.yaml", 6, 14)  # where the 3 is written
    assert told.words == "max 4 in place of 3"
    assert told.example.count("#") == 4
    assert told.example.startswith("- fail: {text: ")


def test_what_a_suite_calls_equivalent_does_not_count(folder: Path) -> None:
    claim = '{id: "TAG:check/max:3→4", reason: nobody writes four}'
    (folder / "s.test.yaml").write_text(SUITE % claim, encoding="utf-8")
    found = mutation(folder, "TAG")
    (rule,) = found.rules
    assert [(one.id, one.why) for one in rule.of(Fate.EQUIVALENT)] == [
        ("TAG:check/max:3→4", "nobody writes four")
    ]
    assert (found.problems, found.notes) == ((), ())
    assert found.count() - found.count(Fate.EQUIVALENT) == 1


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        ("TAG:check/max:3→5", "no mutant has the id TAG:check/max:3→5"),
        ("TAGS:check/max:3→4", "no rule has the id TAGS"),
    ],
)
def test_a_misspelt_mutant_is_an_error_with_its_place(folder: Path, id_: str, message: str) -> None:
    claim = f'{{id: "{id_}", reason: nobody}}'
    (folder / "s.test.yaml").write_text(SUITE % claim, encoding="utf-8")
    (problem,) = mutation(folder).problems
    assert problem.message == message
    assert (problem.path, problem.line, problem.column) == ("s.test.yaml", 4, 29)
    assert "TAG" in problem.help


def test_a_mutant_that_a_test_notices_is_not_equivalent(folder: Path) -> None:
    claim = '{id: "NEW:check/path:without reviewed_at", reason: it looks the same}'
    (folder / "s.test.yaml").write_text(SUITE % claim, encoding="utf-8")
    (note,) = mutation(folder, "NEW").notes
    assert note.startswith("s.test.yaml:4: NEW:check/path:without reviewed_at is noticed by")


def test_a_test_that_does_not_come_out_kills_nothing(folder: Path) -> None:
    file = folder / "weak.yaml"
    file.write_text(file.read_text().replace("pass: {text: Rain}", "fail: {text: Rain}", 1))
    (rule,) = mutation(folder, "TAG").rules
    assert (rule.tests, rule.broken) == (1, 1)
    assert rule.of(Fate.KILLED) == ()


def test_the_json_keeps_its_promise(folder: Path) -> None:
    schema = json.loads((shipped("schemas") / "mutation.schema.json").read_text(encoding="utf-8"))
    written = "".join(measure("mutation", "json")(mutation(folder, "LNK"), Style()))
    jsonschema.validate(json.loads(written), schema)
    assert json.loads(written)["totals"] == {
        "mutants": 4,
        "killed": 1,
        "survived": 3,
        "equivalent": 0,
    }
