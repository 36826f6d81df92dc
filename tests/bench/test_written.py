"""What was measured, as people and programs read it."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from bench.machine import Machine
from bench.measure import Compared, Result
from bench.page import as_markdown, marked, parts, replaced
from bench.spent import Samples, Spent
from bench.written import as_data, asked_for, print_result, rows, rows_compared, time_of

MACHINE = Machine(
    "2026-11-23T12:00:00+00:00", "Linux 6", "Fast | one", 2, 4096, "CPython 3.11", 0.2
)
RESULT = Result(
    notes=["read with care"],
    wrong=[],
)
RESULT.add(
    "a check [of posts]", Samples((Spent(2.0, 1.0, 12.4), Spent(4.0, 3.0, 10.0))), 1000, "posts"
)
RESULT.add("python: nothing", Samples((Spent(0.01, 0.009),)))
RESULT.compared += [
    Compared("a / b", 1.7, "×", 1.9, most=1.6),
    Compared("rate", 41_000.0, "posts/s", least=40_000),
    Compared("a / c", 0.5),
]


def test_a_row_tells_medians_the_time_of_one_the_spread_and_the_memory() -> None:
    first, second = rows(RESULT)
    assert first == ("a check [of posts]", "3.00 s", "2.00 s", "2.00 ms/post", "100% of 2", "12 MB")
    assert second == ("python: nothing", "10.0 ms", "9.00 ms", "", "", "")


def test_a_comparison_tells_what_is_asked_for_and_whether_it_is_so() -> None:
    assert rows_compared(RESULT) == [
        ("a / b", "1.70×", "1.90×", "at most 1.60×", "missed"),
        ("rate", "41,000 posts/s", "", "at least 40,000 posts/s", "kept"),
        ("a / c", "0.50×", "", "", ""),
    ]
    assert asked_for(Compared("x", 1.0, "s", most=3, least=1)) == "at most 3.00 s, at least 1.00 s"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.0000123, "12.3 µs"),
        (0.00015, "150 µs"),
        (0.0625, "62.5 ms"),
        (1.0, "1.00 s"),
        (9.698, "9.70 s"),
        (99.96, "100 s"),
        (75, "75.0 s"),
    ],
)
def test_a_time_is_shown_in_a_unit_that_suits_it(seconds: float, shown: str) -> None:
    assert time_of(seconds) == shown


def test_the_ratio_of_two_is_by_the_processor_and_by_the_clock() -> None:
    result = Result()
    one, other = Samples((Spent(6.0, 4.0),)), Samples((Spent(2.0, 2.0),))
    result.ratio("one / other", one, other, most=2.0, share=0.5)
    assert result.compared == [Compared("one / other", 1.0, "×", 1.5, most=2.0)]
    assert result.compared[0].kept


def test_a_terminal_shows_names_as_they_are_with_notes_and_what_is_wrong() -> None:
    out = io.StringIO()
    told = Result(RESULT.lines, RESULT.compared, RESULT.notes, ["one finds [1], the other [2]"])
    print_result(Console(file=out, width=120), "bulk", "many posts", told)
    said = out.getvalue()
    for words in (
        "bulk: many posts",
        "a check [of posts]",
        "missed",
        "read with care",
        "the other [2]",
    ):
        assert words in said


def test_json_holds_every_run_and_the_machine() -> None:
    data = json.loads(json.dumps(as_data(MACHINE, {"bulk": RESULT})))
    assert data["machine"]["processors"] == 2
    first = data["measures"]["bulk"]["measured"][0]
    assert (first["processor_seconds"], first["megabytes"], first["size"]) == (2.0, 12.4, 1000)
    assert [run["processor"] for run in first["runs"]] == [1.0, 3.0]
    assert [one["kept"] for one in data["measures"]["bulk"]["compared"]] == [False, True, None]


def test_markdown_has_a_table_of_each_and_no_bar_breaks_it() -> None:
    made = parts(MACHINE, {"bulk": RESULT})
    assert r"Fast | one" in made["machine"]
    lines = as_markdown(made).split("\n")
    tables = [line for line in lines if line.startswith("|")]
    assert {line.count("|") for line in tables} == {7, 6}
    assert "- read with care" in lines
    assert "wanted the processors" not in made["machine"]
    assert "wanted the processors" in parts(MACHINE._replace(load=1.5), {})["machine"]


def test_a_page_gets_the_parts_that_were_made_and_keeps_the_others() -> None:
    page = (
        "Before\n<!-- bench: bulk -->\nas it was\n<!-- end of bench -->\n"
        "<!-- bench: cold -->\nstays\n<!-- end of bench -->\nAfter\n"
    )
    made = parts(MACHINE, {"bulk": RESULT})
    new = replaced(page, made)
    assert marked(page) == marked(new) == ["bulk", "cold"]
    assert "as it was" not in new
    assert "\nstays\n" in new
    assert made["bulk"] in new
    assert replaced(new, made) == new
