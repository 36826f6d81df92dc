from __future__ import annotations

import csv
import io
from pathlib import Path

from policycheck.reports.format import Style
from policycheck.reports.rulebook import form
from policycheck.reports.rulebook.csv import COLUMNS

from .made import book_of, rule

WORDS = "{kind: forbidden-text, phrases: [rain]}"
FIELDS = "{kind: required-fields, fields: [organization]}"


def test_a_row_is_a_rule_and_no_cell_a_formula(tmp_path: Path) -> None:
    more = 'remedy: "=1+1"\nauthority: [{cite: "@law", section: "-2"}]'
    listed = "rules:\n" + rule(WORDS, more) + rule(FIELDS, id_="A-2", kind="account")
    book = book_of(tmp_path, {"agency": listed})
    text = "".join(form("csv")(book, Style(), ""))
    assert text.startswith("\ufeff")
    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True))
    assert tuple(found[0]) == COLUMNS
    assert [(one["rule"], one["for"], one["in force"]) for one in found] == [
        ("A-1", "post", "yes"),
        ("A-2", "account", "yes"),
    ]
    assert found[0]["remedy"] == "'=1+1"
    assert found[0]["authority"] == "'@law,' -2"
    assert found[0]["clause"] == "agency.yaml:5"
