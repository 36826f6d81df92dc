from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.source import Source
from policycheck.waive.baseline import Entry
from policycheck.waive.baseline_file import read_baseline, written_baseline

MARK = "0123456789abcdef" * 2
ENTRIES = [
    Entry("posts/a.md", "post", "posts/a.md", "LNK-001", MARK),
    Entry("posts/été.csv", "post", "posts/été.csv", "TXT-001", MARK[::-1], 3),
]
TEXT = "".join(written_baseline(ENTRIES))


def read(text: str) -> tuple[list[Entry], list[str]]:
    baseline, problems = read_baseline(Source("b.json", text))
    assert all(one.help for one in problems)
    return [*baseline.entries], [str(one) for one in problems]


def test_what_is_written_is_read_again() -> None:
    assert read(TEXT) == (ENTRIES, [])


def test_an_entry_stands_on_a_line_that_a_person_can_read() -> None:
    lines = TEXT.split("\n")
    assert len(lines) == len(ENTRIES) + 3
    assert '"path": "posts/été.csv"' in lines[2]
    assert json.loads(TEXT)["version"] == 1


def test_an_empty_baseline_is_a_baseline() -> None:
    assert read("".join(written_baseline([]))) == ([], [])


def test_a_line_may_be_removed() -> None:
    lines = TEXT.split("\n")
    assert read("\n".join([lines[0], *lines[2:]])) == (ENTRIES[1:], [])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("LNK-001", "LNK-002", "b.json:2:1: this entry was changed by hand: its check does not"),
        ('"times": 3', '"times": 9', "b.json:3:1: this entry was changed by hand"),
        ("posts/a.md", "posts/b.md", "b.json:2:1: this entry was changed by hand"),
        ('"times": 3', '"times": "3"', "b.json:3:"),
        ('"times": 3', '"times": 0', "times is no number from 1"),
        ('"times": 3, ', "", "b.json:3:1: times is no number from 1"),
        ('"rule": "LNK-001", ', "", "b.json:2:1: rule is missing"),
        ('"rule": "LNK-001"', '"rule": ["LNK-001"]', "rule is no text"),
        ('"rule": "LNK-001"', '"note": "x", "rule": "LNK-001"', "unknown key note"),
        ('{"version": 1', '{"version": 2', "b.json:1:13: this policycheck reads version 1 of"),
        ('"version": 1, ', "", "reads version 1 of the baseline"),
        ('"entries": [', '"entry": [', "unknown key entry"),
        ("]}", "]", "the baseline is damaged: "),
        ("},\n", "}\n", "the baseline is damaged: "),
        ("\n]}\n", ",\n7]}\n", "this is no entry of a baseline"),
        (TEXT, "", "the baseline is damaged: "),
        (TEXT, "[]", "b.json:1:1: this is no baseline"),
        (TEXT, '{"version": 1}', "the baseline has no list of entries"),
    ],
)
def test_a_file_that_is_not_as_it_was_written_is_an_error(
    before: str, after: str, said: str
) -> None:
    assert before in TEXT
    _, problems = read(TEXT.replace(before, after))
    assert any(said in problem for problem in problems), problems


def test_an_entry_that_stands_there_twice_is_an_error() -> None:
    lines = TEXT.split("\n")
    _, problems = read("\n".join([lines[0], lines[1], *lines[1:]]))
    assert problems == ["b.json:3:1: this entry stands in line 2 already"]


@given(st.text(max_size=80))
def test_no_other_text_is_a_baseline(text: str) -> None:
    entries, problems = read(text)
    assert problems
    assert not entries


NAMES = st.text(min_size=1, max_size=20)


@given(st.builds(Entry, NAMES, NAMES, NAMES, NAMES, st.just(MARK), st.integers(1, 10**9 - 1)))
def test_any_names_come_back(entry: Entry) -> None:
    assert read("".join(written_baseline([entry]))) == ([entry], [])
