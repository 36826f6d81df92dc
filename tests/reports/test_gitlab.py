from __future__ import annotations

import json
from typing import Any

from msgspec.structs import replace

from policycheck.model.finding import Severity
from policycheck.model.report import Report
from policycheck.reports import Style, render

from .sample import FINDINGS, REPORT, UNKNOWN, finding, place


def issues(report: Report = REPORT, style: Style | None = None) -> list[dict[str, Any]]:
    found = json.loads("".join(render("gitlab", report, style)))
    assert isinstance(found, list)
    return found


def test_every_issue_has_what_gitlab_requires() -> None:
    for issue in issues():
        assert issue["description"]
        assert issue["check_name"]
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"]
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1


def test_fingerprints_are_unique_even_where_findings_are_equal() -> None:
    twice = replace(REPORT, findings=FINDINGS * 2, unknown=UNKNOWN * 2, errors=REPORT.errors * 2)
    prints = [issue["fingerprint"] for issue in issues(twice)]
    assert len(set(prints)) == len(prints)
    assert {one["fingerprint"] for one in issues()} <= set(prints)


def test_a_rule_is_named_in_the_description_and_its_remedy_follows() -> None:
    found = next(one for one in issues() if one["check_name"] == "A11Y-001")
    assert found["description"].startswith("A11Y-001: image launch.jpg has no alternative text; ")
    assert found["severity"] == "critical"


def test_what_is_only_observed_weighs_nothing() -> None:
    tried = finding(
        "R", place("a.md", 1, "text: b", "b"), "m", observed=True, severity=Severity.ERROR
    )
    (issue,) = issues(
        replace(REPORT, findings=(tried,), unknown=(), errors=(), notes=()),
    )
    assert issue["severity"] == "info"


def test_paths_are_those_of_the_repository_wherever_the_project_is() -> None:
    style = Style(folder="/srv/site/agency", repository="/srv/site")
    paths = {issue["location"]["path"] for issue in issues(style=style)}
    assert all(path.startswith("agency/") for path in paths)
    outside = finding("R", place("/srv/site/shared/a.md", 1, "text: b", "b"), "m")
    elsewhere = finding("R", place("/etc/a.md", 1, "text: b", "b"), "m")
    report = replace(REPORT, findings=(outside, elsewhere), unknown=(), errors=(), notes=())
    found = [issue["location"]["path"] for issue in issues(report, style)]
    assert found == ["shared/a.md", "/etc/a.md"]
