from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import attr
import pytest
import sarif_om  # type: ignore[import-untyped]
from jsonschema.validators import validator_for
from msgspec.structs import replace

from policycheck.errors import Problem
from policycheck.model.finding import Fix
from policycheck.model.report import Report
from policycheck.reports import render

from .sample import FINDINGS, LAUNCH, REPORT, finding, place

BARE = replace(REPORT, rules=(), findings=(), unknown=(), errors=(), notes=())

#: A problem of the registry, with its line.
KNOWN = replace(
    BARE,
    errors=(Problem("p.yaml", 3, 4, "no rules", "write some", "duplicate-key", "🎉 rules: {}"),),
)

#: The published object model: the class of what stands under each property that we write.
CLASSES = {
    "": "SarifLog",
    "runs": "Run",
    "tool": "Tool",
    "driver": "ToolComponent",
    "rules": "ReportingDescriptor",
    "shortDescription": "MultiformatMessageString",
    "fullDescription": "MultiformatMessageString",
    "help": "MultiformatMessageString",
    "defaultConfiguration": "ReportingConfiguration",
    "invocations": "Invocation",
    "toolExecutionNotifications": "Notification",
    "message": "Message",
    "results": "Result",
    "locations": "Location",
    "descriptor": "ReportingDescriptorReference",
    "notifications": "ReportingDescriptor",
    "relatedLocations": "Location",
    "logicalLocations": "LogicalLocation",
    "physicalLocation": "PhysicalLocation",
    "artifactLocation": "ArtifactLocation",
    "region": "Region",
    "suppressions": "Suppression",
    "fixes": "Fix",
    "description": "Message",
    "artifactChanges": "ArtifactChange",
    "replacements": "Replacement",
    "deletedRegion": "Region",
    "insertedContent": "ArtifactContent",
}
FREE = {"properties", "partialFingerprints"}
#: The model was made from a draft, in which a suppression's `status` was still called `state`.
RENAMED = {("Suppression", "status")}


def run(report: Report = REPORT) -> dict[str, Any]:
    (only,) = json.loads("".join(render("sarif", report)))["runs"]
    assert isinstance(only, dict)
    return only


def results(report: Report = REPORT) -> list[dict[str, Any]]:
    found = run(report)["results"]
    assert isinstance(found, list)
    return found


def assert_in_model(value: object, under: str = "") -> None:
    """Check each property against the class of its object, and that none it needs is missing."""
    if isinstance(value, list):
        for item in value:
            assert_in_model(item, under)
    if not isinstance(value, dict) or under in FREE:
        return
    name = CLASSES[under]
    fields = attr.fields(getattr(sarif_om, name))
    known = {field.metadata["schema_property_name"]: field for field in fields}
    for key, child in value.items():
        assert key in known or (name, key) in RENAMED, f"{name} has no {key}"
        assert_in_model(child, key)
    needed = {key for key, field in known.items() if field.default is attr.NOTHING}
    assert needed <= set(value), name


@pytest.mark.parametrize("report", [REPORT, BARE, KNOWN], ids=["rich", "bare", "known"])
def test_every_property_is_one_of_the_published_model(report: Report) -> None:
    assert_in_model(json.loads("".join(render("sarif", report))))


@pytest.mark.parametrize("report", [REPORT, BARE, KNOWN], ids=["rich", "bare", "known"])
def test_it_is_valid_by_the_published_schema(report: Report) -> None:
    path = os.environ.get("POLICYCHECK_SARIF_SCHEMA")
    if not path:
        pytest.skip("POLICYCHECK_SARIF_SCHEMA names no copy of sarif-schema-2.1.0.json")
    schema = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    validator = validator_for(schema)(schema)
    document = json.loads("".join(render("sarif", report)))
    assert [error.message for error in validator.iter_errors(document)] == []


def test_a_level_is_none_wherever_the_kind_is_not_fail() -> None:
    kinds = {(result["kind"], result["level"]) for result in results()}
    assert kinds == {
        *(("fail", "error"), ("fail", "warning")),
        *(("review", "none"), ("informational", "none"), ("open", "none")),
    }


@pytest.mark.parametrize(
    ("text", "marked", "columns"),
    [
        ("text: words here", "words", (7, 12)),
        ("漢字 words", "words", (4, 9)),
        ("🎉🎉 words", "words", (6, 11)),
        ("🎉 words 🎉", "words", (4, 9)),
        ("words 🎉", "words", (1, 6)),
        ("a 🎉 b", "🎉", (3, 5)),
    ],
)
def test_columns_are_utf16_units(text: str, marked: str, columns: tuple[int, int]) -> None:
    found = finding("R", place(LAUNCH, 3, text, marked), "m")
    (result,) = results(replace(REPORT, findings=(found,), unknown=()))
    (location,) = result["locations"]
    region = location["physicalLocation"]["region"]
    start, end = region["startColumn"] - 1, region["endColumn"] - 1
    assert (start + 1, end + 1) == columns
    assert text.encode("utf-16-le")[start * 2 : end * 2].decode("utf-16-le") == marked


def test_without_the_line_a_column_stays_as_it_is() -> None:
    bare = replace(
        place(LAUNCH, 3, "🎉 words", "words"), excerpt=type(FINDINGS[0].location.excerpt)(())
    )
    (result,) = results(replace(REPORT, findings=(finding("R", bare, "m"),), unknown=()))
    assert '"startColumn": 3' in json.dumps(result["locations"])


def test_every_result_has_a_file_that_a_service_can_find() -> None:
    known = {rule.id for rule in REPORT.rules}
    for result in results():
        location = result["locations"][0]
        if result["ruleId"] in known:
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert uri.isascii()
            assert not set(uri) & set(" :\\")
            rule = REPORT.rules[result["ruleIndex"]]
            assert rule.id == result["ruleId"]
        else:
            assert "ruleIndex" not in result


def test_a_waived_finding_is_suppressed_with_its_reason() -> None:
    suppressed = [result["suppressions"] for result in results() if "suppressions" in result]
    assert suppressed == [
        [{"kind": "external", "status": "accepted", "justification": "W-2026-004"}]
    ]


def test_fingerprints_tell_results_apart_even_where_they_are_equal() -> None:
    twice = replace(REPORT, findings=FINDINGS + FINDINGS[:1])
    prints = [json.dumps(result["partialFingerprints"]) for result in results(twice)]
    assert len(set(prints)) == len(prints)


def test_no_text_of_a_draft_is_repeated_beyond_the_message() -> None:
    text = "".join(render("sarif", REPORT))
    assert "goes on and on" not in text
    assert '"replacement"' not in text
    assert "cooperation" not in text


def test_errors_and_notes_are_notifications_and_an_error_is_no_success() -> None:
    (invocation,) = run()["invocations"]
    assert invocation["executionSuccessful"] is False
    levels = [n["level"] for n in invocation["toolExecutionNotifications"]]
    assert levels == ["error", "error", "note"]
    assert run(BARE)["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]


def test_a_rule_carries_its_law_its_tags_and_its_weight() -> None:
    rule = run()["tool"]["driver"]["rules"][0]
    assert rule["helpUri"] == "https://law.example/1194?part=A&x=1"
    assert rule["properties"] == {
        "tags": ["AC-22", "SI-10", "accessibility"],
        "precision": "high",
        "problem.severity": "error",
    }
    assert "36 CFR 1194, App. A E205.2" in rule["help"]["text"]


def test_a_fix_says_what_goes_and_what_comes_in_utf16_columns() -> None:
    (fixed,) = (result for result in results() if "fixes" in result)
    (change,) = fixed["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = fixed["locations"][0]["physicalLocation"]["region"]
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "use"}}
    assert fixed["fixes"][0]["description"]["text"] == "write “use” instead of “leverage”"


@pytest.mark.parametrize("verbatim", [True, False])
def test_a_fix_that_needs_quotes_in_the_file_is_not_given(verbatim: bool) -> None:
    at = place(LAUNCH, 3, "text: words", "words")
    fix = Fix(at, "use", safe=True, match="words", verbatim=verbatim)
    found = replace(finding("R", at, "m"), fix=fix)
    (result,) = results(replace(REPORT, findings=(found,), unknown=()))
    assert ("fixes" in result) is verbatim
