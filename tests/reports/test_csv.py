from __future__ import annotations

import csv
import io

import pytest
from msgspec.structs import replace

from policycheck.model.finding import RecordName, Unknown
from policycheck.model.report import Report
from policycheck.reports import render

from .sample import REPORT, finding, place

HEADER = (
    '\ufeff"outcome","severity","rule","title","message","remedy","kind","record","account",'
    '"path","line","column","authority","clause","waiver","fingerprint"'
)


def rows(report: Report = REPORT) -> list[dict[str, str]]:
    text = "".join(render("csv", report)).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text), strict=True))


def test_the_header_is_the_same_whatever_is_found() -> None:
    bare = replace(REPORT, findings=(), unknown=(), errors=(), notes=())
    assert "".join(render("csv", bare)) == f"{HEADER}\n"
    assert "".join(render("csv", REPORT)).startswith(f"{HEADER}\n")


def test_every_row_says_what_it_is() -> None:
    outcomes = [row["outcome"] for row in rows()]
    assert outcomes[:2] == ["problem", "problem"]
    assert set(outcomes[2:]) == {"fail", "waived", "unknown", "note"}
    assert all(row["message"] for row in rows())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "x;=1", "a,=1"])
def test_no_cell_of_any_column_is_a_formula(text: str) -> None:
    at = place(text, 1, "text: words", "words")
    name = RecordName(text, text, text)
    one = finding(text, at, text, title=text, remedy=text, waiver=text, record=name)
    unknown = Unknown(text, name, (text,), text)
    report = replace(REPORT, findings=(one,), unknown=(unknown,), notes=(text,), errors=())
    for row in rows(report):
        for cell in row.values():
            for part in cell.replace(";", ",").split(","):
                assert not part.lstrip(' "').startswith(("=", "+", "-", "@", "\t", "\r"))


def test_what_is_only_observed_is_no_failure() -> None:
    tried = finding("R", place("a.md", 1, "text: b", "b"), "m", observed=True)
    (row,) = rows(replace(REPORT, findings=(tried,), unknown=(), errors=(), notes=()))
    assert row["outcome"] == "observed"
