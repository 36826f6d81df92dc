from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from policycheck.model.finding import Excerpt, Fix, Location
from policycheck.model.report import Report
from policycheck.reports import render

from .sample import LAUNCH, REPORT, finding, place

LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"))


def diagnostics(report: Report = REPORT) -> list[dict[str, Any]]:
    document = json.loads("".join(render("rdjson", report)))
    assert document["source"] == {"name": "policycheck"}
    found = document["diagnostics"]
    assert isinstance(found, list)
    return found


def alone(**parts: Any) -> dict[str, Any]:
    one = finding("R", parts.pop("at"), "m", **parts)
    (found,) = diagnostics(replace(REPORT, findings=(one,), unknown=(), errors=(), notes=()))
    return found


@given(LINES, LINES.filter(bool), LINES)
def test_columns_count_bytes_and_the_end_is_past_the_last(
    before: str, marked: str, after: str
) -> None:
    text = before + marked + after
    start = len(before) + 1
    at = Location("a.md", 4, start, 4, start + len(marked), excerpt=Excerpt(((4, text),)))
    span = alone(at=at)["location"]["range"]
    held = text.encode()[span["start"]["column"] - 1 : span["end"]["column"] - 1]
    assert held.decode() == marked
    assert span["start"]["line"] == span["end"]["line"] == 4


def test_without_its_line_the_whole_line_is_meant() -> None:
    span = alone(at=Location("a.md", 3, 5, 3, 9))["location"]["range"]
    assert span == {"start": {"line": 3}, "end": {"line": 3}}


def test_a_fix_is_a_suggestion() -> None:
    at = place("a.md", 2, "text: 漢字 utilize", "utilize")
    (suggestion,) = alone(at=at, fix=Fix(at, "use", safe=True))["suggestions"]
    assert suggestion == {
        "range": {"start": {"line": 2, "column": 14}, "end": {"line": 2, "column": 21}},
        "text": "use",
    }


@pytest.mark.parametrize("text", ['a "b"', "a, b", "a\nb", "back\\slash", "a: b"])
def test_a_fix_that_a_cell_would_have_to_quote_is_left_to_the_person(text: str) -> None:
    at = place("a.csv", 2, "2026,epa-x,utilize", "utilize", field="text")
    assert "suggestions" not in alone(at=at, fix=Fix(at, text, safe=True))
    assert "suggestions" in alone(at=at, fix=Fix(at, "use", safe=True))


def test_a_fix_without_its_line_or_in_another_file_is_none() -> None:
    at = place("a.md", 2, "text: utilize", "utilize")
    other = place("b.md", 2, "text: utilize", "utilize")
    assert "suggestions" not in alone(at=at, fix=Fix(other, "use", safe=True))
    assert "suggestions" not in alone(at=at, fix=Fix(Location("a.md", 2, 1, 2, 3), "x", safe=True))


def test_errors_unknowns_waivers_and_notes_are_told_apart() -> None:
    found = diagnostics()
    heads = [one["message"].split(":")[0] for one in found]
    assert heads.count("unknown") == len(REPORT.unknown)
    assert heads.count("waived") == 1
    assert heads.count("note") == 1
    problems = [("ERROR", {"value": "policycheck"})] * 2
    assert [(one["severity"], one["code"]) for one in found[:2]] == problems
    launch = [one for one in found if one.get("location", {}).get("path") == LAUNCH]
    assert {one["severity"] for one in launch} == {"ERROR", "WARNING", "INFO"}
