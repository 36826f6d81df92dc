"""What is written of a comparison: for people, for a pull request, for programs."""

from __future__ import annotations

import inspect
import json
import unicodedata
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from policycheck.model.policy_diff import FieldDiff, Item, PolicyDiff, Side, SourceLine, Verdict
from policycheck.reports.diff import DIFF_FORMATS, diff_format
from policycheck.reports.diff.sentences import closing
from policycheck.reports.format import Style
from tests.cli.running import ROOT, run, spawn
from tests.diff.made import HEAD, written
from tests.diff.sample import DIFF
from tests.engine.made import rule

ENDINGS = {"full": "txt", "markdown": "md", "json": "json"}
TERMINAL = Style(colour=True, links=True, width=80, base="file:///project/")
NOTHING = DIFF._replace(rules=(), changes=(), errors=())


def text(name: str, diff: PolicyDiff = DIFF, style: Style | None = None) -> str:
    return "".join(diff_format(name)(diff, style or Style()))


@pytest.mark.parametrize("name", DIFF_FORMATS)
def test_each_format_writes_its_golden_comparison(
    name: str, same_as_golden: Callable[[str, str], None]
) -> None:
    same_as_golden(f"diff.{ENDINGS[name]}", text(name))
    assert inspect.getdoc(import_module(DIFF_FORMATS[name]))


def test_a_terminal_gets_its_golden_colours(same_as_golden: Callable[[str, str], None]) -> None:
    same_as_golden("diff-terminal.txt", text("full", style=TERMINAL))


@pytest.mark.parametrize("name", DIFF_FORMATS)
def test_nothing_of_a_policy_can_move_a_cursor_or_hide_text(name: str) -> None:
    hidden = [one for one in text(name) if unicodedata.category(one) in ("Cc", "Cf")]
    assert set(hidden) == {"\n"}


def test_no_text_of_a_policy_becomes_markup_or_calls_anybody() -> None:
    shown = text("markdown")
    prose = [line for line in shown.split("\n") if not line.startswith("  ")]
    for marked in ("<b>", "[link](", "@press", " *it*"):
        assert marked not in "\n".join(prose)
    assert "# A title of two lines" not in prose
    fences = [line.strip() for line in shown.split("\n") if line.strip().startswith("```")]
    assert len(fences) % 2 == 0
    assert "````diff" in fences, "a fence within is shorter than the one around it"


def test_rules_that_loosen_come_first() -> None:
    found = json.loads(text("json"))
    order = [rule["change"] for rule in found["rules"]]
    assert order == [str(one) for one in Verdict]
    places = [text("markdown").index(rule["id"] + "\n") for rule in found["rules"]]
    assert places == sorted(places)


def test_many_lines_and_long_items_are_cut_and_counted() -> None:
    long = Side("x", "x", "p.yaml", 1, 1, tuple(SourceLine("p.yaml", n, "-") for n in range(40)))
    item = Item("word " * 40, "p.yaml", 1)
    change = FieldDiff("check.phrases", Verdict.TIGHTER, None, long, (), (item,) * 9)
    rule_diff = DIFF.rules[0]._replace(changes=(change,))
    for name in ("full", "markdown"):
        found = text(name, DIFF._replace(rules=(rule_diff,), changes=(), errors=()))
        assert "and 28 more lines" in found
        assert " and 1 more" in found
        assert max(map(len, found.split("\n"))) < 700
    assert (
        len(
            json.loads(text("json", DIFF._replace(rules=(rule_diff,))))["rules"][0]["fields"][0][
                "new"
            ]["lines"]
        )
        == 40
    )


def test_a_narrow_terminal_cuts_source_lines() -> None:
    found = text("full", style=Style(width=60))
    lines = [line for line in found.split("\n") if line.startswith(("    - ", "    + "))]
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize("name", ["full", "markdown"])
def test_without_a_difference_it_says_so(name: str) -> None:
    shown = text(name, NOTHING)
    assert "no rule changes: 3 rules as before" in shown
    assert "|" not in shown


def test_what_could_not_be_compared_is_not_called_unchanged() -> None:
    assert (
        closing(NOTHING._replace(unchanged=0, errors=DIFF.errors)) == "no rules could be compared"
    )


# The JSON and its schema.


def schema() -> Draft202012Validator:
    found = json.loads((ROOT / "schemas" / "diff.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


@pytest.mark.parametrize("diff", [DIFF, NOTHING, DIFF._replace(as_of="2026-12-01")])
def test_the_json_meets_its_schema(diff: PolicyDiff) -> None:
    found = json.loads(text("json", diff))
    assert [one.message for one in schema().iter_errors(found)] == []


def test_the_schema_refuses_what_is_missing_or_unknown() -> None:
    found = json.loads(text("json"))
    first = found["rules"][0]
    wrong = [{**first, "colour": "red"}, {**first, "change": "better"}]
    wrong.append({key: value for key, value in first.items() if key != "fields"})
    for one in wrong:
        assert not schema().is_valid({**found, "rules": [one]})
    for key in found:
        assert not schema().is_valid({other: found[other] for other in found if other != key})


def test_every_object_of_the_schema_is_closed() -> None:
    def objects(value: object) -> list[dict[str, object]]:
        below = (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        )
        own = [value] if isinstance(value, dict) and value.get("type") == "object" else []
        return [*own, *(found for one in below for found in objects(one))]

    found = objects(schema().schema)
    assert len(found) > 8
    for one in found:
        assert one["additionalProperties"] is False
        properties = one["properties"]
        assert isinstance(properties, dict)
        assert one["required"] == list(properties)


# The command.


def versions(folder: Path, old: str, new: str) -> None:
    bodies = {"old.yaml": old, "new.yaml": new}
    written(folder, {name: f"{HEAD}rules:\n{rule(body)}" for name, body in bodies.items()})


LOOSE, STRICT = "{kind: text-length, max: 12}", "{kind: text-length, max: 9}"
UNCLEAR = "{kind: text-length, max: 9, method: utf16}"
WORDS = "{kind: text-length, max: 9, in: text}"
STATUSES = [
    (STRICT, LOOSE, {"looser": 1, "tighter": 0, "any": 1, "never": 0}),
    (LOOSE, STRICT, {"looser": 0, "tighter": 1, "any": 1, "never": 0}),
    (STRICT, UNCLEAR, {"looser": 1, "tighter": 1, "any": 1, "never": 0}),
    (STRICT, WORDS, {"looser": 0, "tighter": 0, "any": 1, "never": 0}),
    (STRICT, STRICT, {"looser": 0, "tighter": 0, "any": 0, "never": 0}),
]


@pytest.mark.parametrize(("old", "new", "statuses"), STATUSES)
def test_the_status_is_1_where_that_was_asked_for(
    tmp_path: Path, old: str, new: str, statuses: dict[str, int]
) -> None:
    versions(tmp_path, old, new)
    for fail_on, status in statuses.items():
        done = run(tmp_path, "diff", "old.yaml", "new.yaml", "--fail-on", fail_on)
        assert (done.status, done.stderr) == (status, ""), fail_on


@pytest.mark.parametrize(
    ("rules", "more", "fail_on", "status"),
    [
        ([STRICT], [STRICT, LOOSE], "tighter", 1),
        ([STRICT], [STRICT, LOOSE], "looser", 0),
        ([STRICT, LOOSE], [STRICT], "looser", 1),
        ([STRICT, LOOSE], [STRICT], "tighter", 0),
    ],
)
def test_a_new_rule_is_tighter_and_one_that_is_gone_looser(
    tmp_path: Path, rules: list[str], more: list[str], fail_on: str, status: int
) -> None:
    for name, checks in (("old", rules), ("new", more)):
        body = "".join(rule(check, id_=f"R{number}") for number, check in enumerate(checks))
        written(tmp_path, {f"{name}.yaml": f"{HEAD}rules:\n{body}"})
    assert run(tmp_path, "diff", "old.yaml", "new.yaml", "--fail-on", fail_on).status == status


@pytest.mark.parametrize("name", DIFF_FORMATS)
def test_the_same_comparison_is_the_same_bytes_whatever_the_hash_seed(
    tmp_path: Path, name: str
) -> None:
    versions(tmp_path, STRICT, LOOSE)
    runs = [
        spawn(tmp_path, "diff", "core", "new.yaml", "--format", name, PYTHONHASHSEED=seed)
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert (runs[0].status, runs[0].stderr) == (0, "")


def test_a_comparison_is_written_to_a_file(tmp_path: Path) -> None:
    versions(tmp_path, STRICT, LOOSE)
    done = run(tmp_path, "diff", "old.yaml", "new.yaml", "--format", "markdown", "--output", "c.md")
    assert (done.status, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "c.md").read_text().startswith("## Policy changes: P\n")
