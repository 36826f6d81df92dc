"""`python -m bench`: what it prints, writes and ends with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench import __main__ as command
from bench.measure import ROOT, Asked, Measure, Result
from bench.measures import MEASURES, bulk
from bench.measures.policy_load import copied
from bench.page import MACHINE, marked
from bench.spent import CannotMeasureError
from policycheck.policy.shipped import shipped


def failing(_asked: Asked) -> Result:
    raise CannotMeasureError("no such linter")


def differing(_asked: Asked) -> Result:
    return Result(wrong=["one finds more than the other"])


def test_one_measure_is_printed_and_written(tmp_path: Path) -> None:
    page, data = tmp_path / "page.md", tmp_path / "figures" / "all.json"
    others = "<!-- bench: machine -->\nanother one\n<!-- end of bench -->\n"
    page.write_text(
        f"{others}<!-- bench: text-search -->\n<!-- end of bench -->\n", encoding="utf-8"
    )
    words = ["--only", "text-search", "--scale", "1", "--runs", "1"]
    done = CliRunner().invoke(command.main, [*words, "--json", str(data), "--page", str(page)])
    assert done.exit_code == 0, done.output
    assert "text-search: " in done.output
    assert list(json.loads(data.read_text(encoding="utf-8"))["measures"]) == ["text-search"]
    written = page.read_text(encoding="utf-8")
    assert "| all searches together, 50 % |" in written
    assert written.startswith(others)


@pytest.mark.parametrize(
    ("take", "status", "said"),
    [
        (failing, 2, "odd could not be measured: no such linter"),
        (differing, 1, "wrong: one finds more than the other"),
    ],
)
def test_what_fails_and_what_differs_have_a_status(
    monkeypatch: pytest.MonkeyPatch, take: Callable[[Asked], Result], status: int, said: str
) -> None:
    monkeypatch.setitem(MEASURES, "odd", Measure("odd", "something", take))
    monkeypatch.setattr(command.main.params[0].type, "choices", [*MEASURES])
    done = CliRunner().invoke(command.main, ["--only", "odd"])
    assert done.exit_code == status
    assert said in done.output


def test_measures_are_known_by_their_names_and_say_what_they_do() -> None:
    assert all(name == one.name and one.what for name, one in MEASURES.items())


def test_the_page_has_a_place_for_each_measure() -> None:
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert sorted(marked(page)) == sorted([MACHINE, *MEASURES])


def test_bulk_has_both_formats_and_jobs_at_each_size_and_both_shares_at_the_largest() -> None:
    found = list(bulk.cases((1, 10)))
    assert len(found) == len(set(found)) == 12
    assert {one.share for one in found if one.posts == 1_000} == {0.05}
    assert {one.share for one in found if one.posts == 10_000} == {0.05, 0.5}
    assert {(one.ending, one.jobs) for one in found} == {
        (ending, jobs) for ending in ("jsonl", "csv") for jobs in (1, 2)
    }


def test_the_thousand_rules_are_copies_under_ids_of_their_own(tmp_path: Path) -> None:
    pack = copied(shipped("rules") / "us-federal", tmp_path / "pack")
    lines = [line for file in pack.iterdir() for line in file.read_text("utf-8").split("\n")]
    ids = [line for line in lines if line.startswith("  - id: ") and "-copy" in line]
    assert len(ids) == len(set(ids)) > 1000
