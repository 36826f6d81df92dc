from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.text.harmless import one_line
from policycheck.text.spreadsheet_cell import for_spreadsheet

BEGINS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
@given(text=st.text(st.sampled_from("=+-@,;|\"' a\t\r\n＝＋－＠\u00a0")) | st.text())
def test_no_part_begins_like_a_formula_whatever_separates_cells(separator: str, text: str) -> None:
    for part in for_spreadsheet(text).split(separator):
        assert not part.lstrip(' "\u3000\u00a0').startswith(BEGINS)


@given(st.text())
def test_nothing_but_apostrophes_is_added(text: str) -> None:
    assert for_spreadsheet(text).replace("'", "") == one_line(text).replace("'", "")


@pytest.mark.parametrize("first", ["\t", "\r", "\n"])
def test_what_began_with_a_tab_or_a_line_end_is_text(first: str) -> None:
    assert for_spreadsheet(f"{first}=1+1").startswith("'\\")


@pytest.mark.parametrize(
    "text", ["epa-x", "a = b", "2026-12-01", "C++", "mail a@b.example", "5 - 3"]
)
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert for_spreadsheet(text) == text
    assert not re.match("'", text)
