"""How a baseline is written, what it must not hold, and files that cannot be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.model.finding import Outcome
from policycheck.tasks.check import CheckRequest, check

from .known import FILE, PRIVATE, WORDS, fails, request, start, then
from .projects import NOW, written

# Writing.


def test_writing_says_what_came_in_what_stayed_and_what_went(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now, hurry.\n"})
    written(tmp_path, {"posts/a.md": "Act now.\n", "posts/b.md": "Hurry.\n"})
    report = check(request(tmp_path, write=True))
    assert report.notes == ("baseline.json: 1 added, 1 kept, 1 dropped",)
    assert fails(report) == []
    assert report.summary.waived == 2


def test_writing_what_is_written_already_changes_no_byte(tmp_path: Path) -> None:
    start(tmp_path, {"posts/b.md": "Hurry.\n", "posts/a.md": "Act now, hurry.\n"})
    before = (tmp_path / FILE).read_bytes()
    check(request(tmp_path, write=True))
    assert (tmp_path / FILE).read_bytes() == before
    check(request(tmp_path, "posts/b.md", "posts/a.md", write=True))
    assert (tmp_path / FILE).read_bytes() == before
    assert [file.name for file in tmp_path.glob(".*")] == []


def test_part_of_a_project_leaves_the_rest_of_the_baseline_alone(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n", "posts/b.md": "Hurry.\n"})
    written(tmp_path, {"posts/b.md": "Rain.\n"})
    report = check(request(tmp_path, "posts/b.md", write=True))
    assert report.notes == ("baseline.json: 0 added, 1 kept, 1 dropped",)
    (tmp_path / "posts/a.md").unlink()
    whole = check(request(tmp_path, write=True))
    assert whole.notes == ("baseline.json: 0 added, 0 kept, 1 dropped",)


def test_what_cannot_be_decided_is_still_known(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    undecided = WORDS.replace("]}", "]}, when: {account.class: agency}")
    written(tmp_path, {"policy.yaml": undecided})
    written(tmp_path, {"posts/a.md": "---\naccount: none\n---\nAct now.\n"})
    report = check(request(tmp_path, write=True))
    assert report.notes == ("baseline.json: 0 added, 1 kept, 0 dropped",)


def test_a_baseline_can_be_written_to_another_file(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    written(tmp_path, {"posts/a.md": "Act now, hurry.\n"})
    asked = replace(request(tmp_path), write_baseline=Path("new/other.json"))
    report = check(asked)
    assert [one.waiver for one in report.findings] == [
        "baseline baseline.json",
        "baseline new/other.json",
    ]
    assert (tmp_path / "new/other.json").read_text().count("TXT") == 2
    assert (tmp_path / FILE).read_text().count("TXT") == 1


# Files that cannot be used.


def test_a_missing_baseline_is_an_error_and_not_an_empty_one(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    (tmp_path / FILE).unlink()
    (problem,) = check(request(tmp_path)).errors
    assert str(problem) == "baseline.json:1:1: there is no such baseline"
    assert "--write-baseline baseline.json" in problem.help


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 7, "entries": []}'])
def test_a_damaged_baseline_covers_nothing_and_is_not_overwritten(
    tmp_path: Path, text: str
) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    (tmp_path / FILE).write_text(text)
    report = check(request(tmp_path, write=True))
    assert [one.path for one in report.errors] == ["baseline.json"]
    assert [one.outcome for one in report.findings] == [Outcome.FAIL]
    assert (tmp_path / FILE).read_text() == text


def test_a_place_that_cannot_be_written_to_is_an_error(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    asked = replace(request(tmp_path), write_baseline=Path("policy.yaml/b.json"))
    (problem,) = check(asked).errors
    assert "cannot be written" in problem.message


def test_a_baseline_beside_the_posts_is_not_read_as_one(tmp_path: Path) -> None:
    written(tmp_path, {"posts/a.md": "Rain.\n", "policy.yaml": WORDS})
    asked = CheckRequest(["posts"], tmp_path, NOW, policy="policy.yaml")
    check(replace(asked, write_baseline=Path("posts/known.json")))
    report = check(replace(asked, baseline=Path("posts/known.json")))
    assert report.summary.records == {"post": 1}


# Private values.

NUMBERS = ("078-05-1120", "4111 1111 1111 1111")


@pytest.mark.parametrize("name", ["a.md", "a.csv", "a.yaml"])
def test_a_baseline_holds_no_digit_of_a_private_value(tmp_path: Path, name: str) -> None:
    text = f"Claims of {NUMBERS[0]} and {NUMBERS[1]}"
    shapes = {"a.md": text, "a.csv": f"text\n{text}\n", "a.yaml": f"- text: {text}\n- text: x\n"}
    start(tmp_path, {f"posts/{name}": shapes[name]}, PRIVATE)
    said = (tmp_path / FILE).read_text()
    assert said.count('"PII"') == 2
    for run in re.findall(r"\d{3,}", " ".join(NUMBERS)):
        assert run not in re.sub(r'"(fingerprint|check)": "[0-9a-f]+"', "", said)
    # Nor is a digit in what the digests are made of: other digits make the same file.
    other = text.replace("078-05-1120", "219-09-9999")
    written(tmp_path, {f"posts/{name}": shapes[name].replace(text, other)})
    check(request(tmp_path, write=True))
    assert (tmp_path / FILE).read_text() == said


def test_one_more_private_value_is_new(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": f"Claim {NUMBERS[0]}\n"}, PRIVATE)
    more = then(tmp_path, {"posts/a.md": f"Claim 219-09-9999, {NUMBERS[0]}\n"})
    assert fails(more) == ["PII posts/a.md:1"]
