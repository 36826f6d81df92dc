"""Several processes that each read their own lines come to what one comes to that reads all."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from policycheck.engine.evaluate import evaluate
from policycheck.engine.share import can_share
from policycheck.model.report import Report
from policycheck.policy.project_file import read_project
from policycheck.readers import Input, jsonl, read_inputs
from policycheck.tasks import check_run
from policycheck.tasks.check import CheckRequest, check
from tests.tasks.projects import NOW, rule, written

pytestmark = pytest.mark.skipif(not can_share(), reason="this system cannot fork")

RULES = "".join(
    [
        rule("LNG", "post", "{kind: field, path: lang, is: [en, es]}"),
        rule("OWN", "post", "{kind: field, path: account.class, is: agency}"),
        rule("TWO", "post", "{kind: unique, fields: [text], normalise: text}", "when: {lang: es}"),
        rule("BTH", "post", "{kind: counterpart, languages: [en, es], agree: [numbers]}"),
        rule("ADM", "account", "{kind: count, of: posts, min: 1}"),
        rule("HND", "account", "{kind: unique, fields: [handle]}"),
    ]
)
FILES = {
    "policycheck.yaml": """
policy: policy.yaml
timezone: UTC
records:
  posts: [posts*]
  accounts: [accounts.jsonl]
  people: [people.yaml]
""",
    "policy.yaml": RULES,
    "accounts.jsonl": '{"id": "a", "platform": "x", "class": "agency", "handle": "h"}\n'
    '{"id": "b", "platform": "x", "class": "personal", "handle": "h", "colour": "red"}\n',
    "people.yaml": "ann: {name: Ann}\n",
}
POSTS = [
    {"id": "p1", "account": "a", "text": "Rain", "lang": "en"},
    {"id": "p2", "account": "b", "text": "Hail, 5 mm", "lang": "en", "translations": ["p3"]},
    {"id": "p3", "account": "a", "text": "Granizo, 7 mm", "lang": "es"},
    {"id": "p4", "account": ["a", "b"], "text": "Granizo, 7 mm", "lang": "es"},
    {"account": "a", "text": "no name", "lang": "fr"},
    {"id": "p5", "account": "zz", "text": "who?", "author": "bob", "translations": ["p9", "p1"]},
    {"id": "p6", "account": "a", "text": "odd", "colour": "red", "shape": 1},
    {"id": "p7", "account": "a", "text": "a date", "publish_at": "2026-02-30"},
    {"id": "p8", "account": "a", "text": "kept\nas a record", "capture": {"at": "2026-01-01"}},
]
LINES = [json.dumps(one) for one in POSTS]
ODD = ["", "  ", "[1]", '{"id": "p1",', '{"id": "x", "id": "y"}', "\ud800", '{"id": "p1"}']
ENDS = ("\n", "\r\n", "\r")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path, FILES)
    return tmp_path


@pytest.fixture(autouse=True)
def small_shares() -> Iterator[None]:
    """A few lines are worth sharing, two by two."""
    with (
        patch.object(check_run, "_WORTH_SHARING", 0),
        patch("policycheck.engine.share._BLOCK", 2),
    ):
        yield


def report(folder: Path, jobs: int, *paths: str) -> Report:
    project = read_project(folder / "policycheck.yaml")
    found = check(CheckRequest(paths, folder, NOW, project, jobs=jobs))
    return replace(found, summary=replace(found.summary, seconds=0.0))


def judged_together(folder: Path, jobs: int, *paths: str) -> int:
    """How often every process read all."""
    with patch("policycheck.tasks.check_run.evaluate", side_effect=evaluate) as together:
        report(folder, jobs, *paths)
    return together.call_count


def table(rows: list[list[str]], end: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("paths", [(), ("posts.jsonl",), ("posts.jsonl", "people.yaml")])
@pytest.mark.parametrize("jobs", [2, 3, 8])
def test_all_that_is_said_of_lines_is_the_same(
    folder: Path, jobs: int, paths: tuple[str, ...]
) -> None:
    odd = [one.encode("utf-8", "surrogatepass") for one in ODD[:-1]]
    lines = [line.encode() for line in LINES]
    mixed = [*lines[:3], *odd[:3], *lines[3:6], *odd[3:], *lines[6:]]
    (folder / "posts.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\n".join(mixed))
    alone = report(folder, 1, *paths)
    assert alone == report(folder, jobs, *paths)
    assert judged_together(folder, jobs, *paths) == ("people.yaml" in paths)
    assert {one.rule for one in alone.findings} >= {"LNG", "OWN", "TWO", "BTH"}
    assert len(alone.errors) > 4


@pytest.mark.parametrize("jobs", [2, 8])
def test_an_id_that_two_shares_give_is_told_as_ever(folder: Path, jobs: int) -> None:
    lines = [*LINES, '{"id": "p1", "account": "a", "text": "again"}', *LINES[4:]]
    (folder / "posts.jsonl").write_text("\n".join(lines), "utf-8")
    alone = report(folder, 1)
    assert alone == report(folder, jobs)
    assert judged_together(folder, jobs) == 1
    assert "the id 'p1' is taken, by the post at posts.jsonl:1" in str(alone.errors)


def test_an_id_that_one_share_gives_twice_is_told_as_ever(folder: Path) -> None:
    lines = [LINES[0], '{"id": "p1", "account": "a", "text": "again"}', *LINES[1:]]
    (folder / "posts.jsonl").write_text("\n".join(lines), "utf-8")
    alone = report(folder, 1)
    assert alone == report(folder, 2)
    assert judged_together(folder, 2) == 1
    assert "posts.jsonl:2:8: the id 'p1' is taken" in str(alone.errors[0])


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("jobs", [2, 3])
def test_all_that_is_said_of_rows_is_the_same(folder: Path, jobs: int, end: str) -> None:
    rows = [["id", "account", "text", "lang", "translations"]]
    rows += [
        [f"p{at}", "a|b" if at == 4 else "a", f"Rain,{end * (at % 3)} {at} mm", lang, f"p{at + 1}"]
        for at, lang in enumerate(["en", "es", "fr"] * 6)
    ]
    rows[3:3] = [["ragged"], [""], ["q", "a", 'say "no"', "en", "", "too many"]]
    text = table(rows, end) + f'x,a,"stray" text,en,{end}y,a,"never closed{end}{end}'
    (folder / "posts.csv").write_text(text, "utf-8", newline="")
    alone = report(folder, 1)
    assert alone == report(folder, jobs)
    assert not judged_together(folder, jobs)
    assert len(alone.errors) == 5
    assert {one.rule for one in alone.findings} >= {"LNG", "OWN", "BTH"}


@settings(max_examples=15, deadline=None)
@given(
    lines=st.lists(st.sampled_from([*LINES, *LINES, *ODD]), max_size=12),
    twice=st.booleans(),
    end=st.sampled_from(ENDS),
    jobs=st.sampled_from([2, 3]),
)
def test_whatever_the_lines_are_the_report_is_the_same(
    lines: list[str], twice: bool, end: str, jobs: int
) -> None:
    if not twice:
        lines = [line.replace('"id": "p', f'"id": "{at}p', 1) for at, line in enumerate(lines)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder, FILES)
        data = end.join(lines).encode("utf-8", "surrogatepass")
        (folder / "posts.jsonl").write_bytes(data)
        assert report(folder, 1) == report(folder, jobs)


def test_files_that_are_read_as_a_whole_are_read_by_all(folder: Path) -> None:
    (folder / "posts.jsonl").write_text("\n".join(LINES), "utf-8")
    (folder / "posts.yaml").write_text("{id: y, account: a, lang: en}", "utf-8")
    assert judged_together(folder, 2) == 1
    assert report(folder, 1) == report(folder, 2)


def test_the_lines_of_others_are_not_even_looked_at() -> None:
    data = "\n".join(f'{{"id": "p{at}"}}' for at in range(1, 9)).encode()
    given_ = Input("a.jsonl", None, data, owns=lambda line: line in (2, 5))
    with patch.object(jsonl, "draft_at_once", side_effect=jsonl.draft_at_once) as read:
        assert [one.id for one in read_inputs([given_])] == ["p2", "p5"]  # type: ignore[union-attr]
    assert read.call_count == 2


def test_records_without_an_id_are_numbered_through() -> None:
    given_ = Input("a.jsonl", None, b"{}\n\n{}\nx\n{}\n{}", owns=lambda line: line in (5, 6))
    assert [one.id for one in read_inputs([given_])] == ["a.jsonl#4", "a.jsonl#5"]  # type: ignore[union-attr]
