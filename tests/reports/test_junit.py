from __future__ import annotations

from xml.etree import ElementTree as ET

from msgspec.structs import replace

from policycheck.model.report import Report
from policycheck.reports import render

from .sample import FINDINGS, LAUNCH, REPORT, finding, place


def tree(report: Report = REPORT) -> ET.Element:
    return ET.fromstring("".join(render("junit", report)))


def passed(root: ET.Element) -> list[str]:
    return [case.attrib["name"] for case in root.iter("testcase") if not list(case)]


def test_counts_are_those_of_the_cases() -> None:
    root = tree()
    for suite in (root, *root.iter("testsuite")):
        cases = list(suite.iter("testcase"))
        counts = {
            "tests": len(cases),
            "failures": len(list(suite.iter("failure"))),
            "errors": len(list(suite.iter("error"))),
            "skipped": len(list(suite.iter("skipped"))),
        }
        assert {key: int(suite.attrib[key]) for key in counts} == counts


def test_only_a_record_of_which_nothing_is_said_has_passed() -> None:
    assert passed(tree()) == ["posts/fine.md", "schedule.csv#15"]


def test_nothing_reads_as_passed_where_the_list_was_cut() -> None:
    assert passed(tree(replace(REPORT, cut_findings=1))) == []
    assert passed(tree(replace(REPORT, cut_unknown=1))) == []


def test_a_suite_holds_all_findings_of_its_file() -> None:
    suites = {suite.attrib["name"]: len(list(suite)) for suite in tree()}
    assert suites[LAUNCH] == sum(found.location.path == LAUNCH for found in FINDINGS)


def test_markup_in_a_message_is_text() -> None:
    hostile = 'a "b" <failure> & ]]> \x00 \ufffe'
    found = finding("R", place(LAUNCH, 1, "text", "text"), hostile, remedy="</failure>")
    (failure,) = tree(replace(REPORT, findings=(found,))).iter("failure")
    shown = 'a "b" <failure> & ]]> \\u{0} \\u{fffe}'
    assert failure.attrib["message"] == shown
    assert failure.text == f"{LAUNCH}:1:1: {shown}\nhelp: </failure>"


def test_what_could_not_be_read_is_an_error_in_its_file() -> None:
    errors = {
        case.attrib["name"] for case in tree().iter("testcase") if case.find("error") is not None
    }
    assert errors == {"posts/bad.md:3:5", "posts/worse.md:1:1"}
