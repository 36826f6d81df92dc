"""The formats of a backtest: what people read, held by golden files, and what its schema says.

`POLICYCHECK_UPDATE_GOLDEN=1` writes the golden files anew; read the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from policycheck.errors import Problem
from policycheck.model.backtest import CHANGES, Backtest, Example, Limit, Side, Turned
from policycheck.model.finding import Location, RecordName
from policycheck.reports.backtest import BACKTEST_FORMATS, load_backtest_format
from policycheck.reports.backtest.sentences import headline, said_of_change
from policycheck.reports.format import Style
from policycheck.tasks.schemas import schema_text

GOLDEN = Path(__file__).parent / "golden"
NO_CHANGE = {change.key: 0 for change in CHANGES}
TERMINAL = Style(colour=True, links=True, width=80, base="file:///agency/")


def example(number: int, message: str, account: str = "epa-x", field: str = "") -> Example:
    location = Location(f"posts/p{number}.md", number, 3, number, 9, field=field, character=3)
    return Example(RecordName("post", f"p{number}", account), location, message)


def sample() -> Backtest:
    """All that a report can have: names that would be markup, a long list of accounts, errors."""
    many = {f"account-{number:02}": {"fail_to_pass": number} for number in range(1, 13)}
    tags = Turned(
        "hashtags-many",
        "A post has <many> hashtags",
        ("post",),
        {"fail_to_pass": 78, "pass_to_fail": 1},
        {**many, "epa-x": {"pass_to_fail": 1}},
        {"2026-01": {"fail_to_pass": 78}, "2026-02": {"pass_to_fail": 1}},
        {
            "fail_to_pass": (example(1, "5 hashtags, at most 2 | are *advised*"),),
            "pass_to_fail": (example(2, "9 hashtags\nand more", "", "text"),),
        },
    )
    counts = {"unknown_to_not_applicable": 2}
    lost = Turned(
        "alt", "T", ("account", "post"), counts, {"": counts},
        {"": counts}, {"unknown_to_not_applicable": (example(3, ""),)},
    )  # fmt: skip
    added = Turned(
        "links-new", "Links are new", ("post",), {"fail": 2, "pass": 1_000}, {"epa-x": {"fail": 2}},
        {"2026-01": {"fail": 2}}, {"fail": (example(4, "a link"), example(5, "a link"))},
    )  # fmt: skip
    quiet = Turned("quiet_rule", "Never heard", ("post",), {"pass": 1_002}, {}, {}, {})
    return Backtest(
        version="0.0.0",
        as_of="2026-06-15",
        rules_as_of=None,
        old=Side("core", "core", "sha256:1", 37, {}),
        new=Side("new/policy.yaml", "agency", "sha256:2", 38, {"max_hashtags": "5"}),
        records={"post": 1_002},
        touched=80,
        touched_by={
            **NO_CHANGE, "fail_to_pass": 78, "pass_to_fail": 1, "unknown_to_not_applicable": 2,
        },
        changed={
            **NO_CHANGE, "fail_to_pass": 78, "pass_to_fail": 1, "unknown_to_not_applicable": 2,
        },
        rules=(lost, tags),
        accounts={"": {"unknown_to_not_applicable": 2}, **many, "epa-x": {"pass_to_fail": 1}},
        months={
            "": {"unknown_to_not_applicable": 2}, "2026-01": {"fail_to_pass": 78},
            "2026-02": {"pass_to_fail": 1},
        },
        new_rules=(added, quiet),
        gone_rules=(
            Turned("left", "It left", (), {}, {}, {}, {}),
            Turned("let", "It let", ("account",), {"fail": 1, "pass": 2}, {}, {}, {}),
        ),
        compared=2,
        same=30,
        not_compared=("broken",),
        limits=(Limit(CHANGES[0], 5, is_percent=True), Limit(CHANGES[1], 1)),
        errors=(Problem("posts/bad.md", 3, 1, "this is no <post>", "write one"),),
        notes=("waivers are not applied", "1 rule is not compared: broken"),
    )  # fmt: skip


def nothing() -> Backtest:
    return sample()._replace(
        records={}, touched=0, touched_by=NO_CHANGE, changed=NO_CHANGE, rules=(), accounts={},
        months={}, new_rules=(), gone_rules=(), compared=0, limits=(), errors=(), notes=(),
        not_compared=(),
    )  # fmt: skip


def rendered(name: str, found: Backtest, style: Style | None = None) -> str:
    return "".join(load_backtest_format(name).render(found, style or Style()))


@pytest.mark.parametrize(
    ("name", "style", "file"),
    [
        ("full", Style(), "full.txt"),
        ("full", TERMINAL, "full-terminal.txt"),
        ("markdown", Style(), "markdown.md"),
        ("json", Style(), "json.json"),
    ],
)
def test_a_report_is_as_its_golden_file(name: str, style: Style, file: str) -> None:
    text, path = rendered(name, sample(), style), GOLDEN / file
    if os.environ.get("POLICYCHECK_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", BACKTEST_FORMATS)
def test_a_format_is_found_under_its_name_and_writes_nothing_of_nothing(name: str) -> None:
    assert load_backtest_format(name).name == name
    assert rendered(name, nothing()).endswith("\n")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found = json.loads(schema_text("backtest"))
    Draft202012Validator.check_schema(found)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("found", [sample(), nothing()], ids=["all", "nothing"])
def test_the_json_meets_its_schema(schema: dict[str, Any], found: Backtest) -> None:
    written = json.loads(rendered("json", found))
    assert [one.message for one in Draft202012Validator(schema).iter_errors(written)] == []


def _cut(value: Any, at: str = "") -> Iterator[tuple[str, Any, str]]:
    """Every key of the document that must be there, with the object that it stands in."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield f"{at}/{key}", value, key
            yield from _cut(below, f"{at}/{key}")
    elif isinstance(value, list) and value:
        yield from _cut(value[0], f"{at}/0")


#: Where names are chosen by people, or what is 0 is left out, nothing must be there.
_FREE = ("accounts/", "months/", "params/", "records_by_kind/")


def test_the_schema_wants_every_key_and_no_other(schema: dict[str, Any]) -> None:
    validator = Draft202012Validator(schema)
    written = json.loads(rendered("json", sample()))
    tried = 0
    for place, holder, key in list(_cut(written)):
        if any(one in place for one in _FREE):
            continue
        kept = holder.pop(key)
        assert not validator.is_valid(written), f"without {place}"
        holder[key] = kept
        tried += 1
    assert tried > 60
    assert validator.is_valid(written)
    assert not validator.is_valid({**written, "colour": "red"})


def test_one_record_is_spoken_of_as_one() -> None:
    for change in CHANGES:
        for number, noun in ((1, "post "), (2, "posts ")):
            words = said_of_change(number, change, "post")
            assert words.startswith(f"{number} {noun}that ")
            assert (" are " in words or " were " in words) <= (number == 2)


def test_the_headline_says_what_there_was_to_compare() -> None:
    assert headline(nothing()) == "nothing was judged"
    some = nothing()._replace(records={"post": 3})
    assert headline(some) == "no rule that both policies have differs; 3 posts judged"
    assert headline(some._replace(compared=1)) == "no verdict changes in 3 posts"
    broken = some._replace(same=0, not_compared=("a",))
    assert headline(broken) == "no rule could be compared; 3 posts judged"
    mixed = some._replace(records={"post": 3, "account": 1}, compared=1)
    assert headline(mixed) == "no verdict changes in 4 records"
