from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from policycheck.model.report import Fixed, Report
from policycheck.reports import render

from .sample import FINDINGS, REPORT

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text(encoding="utf-8")
)
EMPTY = replace(
    REPORT,
    as_of=None,
    rules=(),
    findings=(),
    unknown=(),
    errors=(),
    notes=(),
    records=(),
    cut_findings=3,
    summary=replace(REPORT.summary, findings={}, records={}),
)


def document(report: Report) -> dict[str, object]:
    parsed = json.loads("".join(render("json", report)))
    assert isinstance(parsed, dict)
    return parsed


def problems(value: object) -> Iterator[str]:
    return (error.message for error in Draft202012Validator(SCHEMA).iter_errors(value))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


FIXED = replace(REPORT, fixed=Fixed(3, 1, True, edits=2, not_made=1, left_alone=("b.md",)))


@pytest.mark.parametrize("report", [REPORT, EMPTY, FIXED], ids=["rich", "empty", "fixed"])
def test_each_report_keeps_to_its_schema(report: Report) -> None:
    assert list(problems(document(report))) == []


def test_the_schema_admits_nothing_else() -> None:
    for part in ("findings", "unknown", "errors"):
        changed = document(REPORT)
        entries = changed[part]
        assert isinstance(entries, list)
        entries[0]["extra"] = 1
        assert list(problems(changed)), part
        del entries[0]["extra"]
        entries[0].popitem()
        assert list(problems(changed)), part


def test_keys_stand_in_the_order_of_the_design() -> None:
    whole = document(REPORT)
    assert list(whole) == [
        *("version", "tool", "as_of", "policy", "summary", "findings", "unknown", "errors"),
        *("cut", "notes"),
    ]
    findings = whole["findings"]
    assert isinstance(findings, list)
    assert list(findings[0]) == [
        *("rule", "title", "severity", "outcome", "message", "record", "location", "related"),
        *("clause", "authority", "remedy", "fix", "fingerprint", "waiver", "observed"),
    ]
    assert list(findings[0]["location"]) == SCHEMA["$defs"]["location"]["required"]
    assert list(findings[-1]["location"])[-2:] == ["field", "character"]


def test_what_fixing_came_to_is_there_where_it_was_asked_for() -> None:
    assert document(FIXED)["fixed"] == {
        "written": True,
        "findings": 3,
        "edits": 2,
        "files": 1,
        "not_made": 1,
        "left_alone": ["b.md"],
    }


def test_text_comes_back_as_it_was() -> None:
    findings = document(REPORT)["findings"]
    assert isinstance(findings, list)
    assert [found["message"] for found in findings] == [found.message for found in FINDINGS]
    assert [found["location"]["path"] for found in findings] == [
        found.location.path for found in FINDINGS
    ]


def test_what_a_finding_does_not_have_is_null() -> None:
    findings = document(REPORT)["findings"]
    assert isinstance(findings, list)
    spanned = next(found for found in findings if found["rule"] == "LEN-001")
    assert {key for key, value in spanned.items() if value is None} == {"remedy", "fix", "waiver"}
    assert spanned["record"]["account"] is None
    waivers = [found["waiver"] for found in findings if found["outcome"] == "waived"]
    assert waivers == ["W-2026-004"]


def test_a_large_report_comes_in_small_pieces() -> None:
    large = replace(REPORT, findings=FINDINGS[:1] * 2000)
    pieces = list(render("json", large))
    assert len(pieces) > 2000
    assert max(map(len, pieces)) < 2000
    assert len(json.loads("".join(pieces))["findings"]) == 2000
