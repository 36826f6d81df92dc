from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from policycheck.errors import UsageError
from policycheck.model.finding import Finding, Outcome, Severity, Unknown
from policycheck.model.report import PolicyName, Report, Summary
from policycheck.reports import FORMATS, Style, load, render
from policycheck.reports.summary import summary_line

from .sample import LAUNCH, REPORT, UNKNOWN, finding, place

TERMINAL = Style(colour=True, links=True, width=80, base="file:///project/")
EXTENSION = {
    "json": "json",
    "sarif": "sarif",
    "junit": "xml",
    "gitlab": "json",
    "rdjson": "json",
    "markdown": "md",
    "csv": "csv",
    "html": "html",
}


def written(name: str, report: Report = REPORT, style: Style | None = None) -> str:
    return "".join(render(name, report, style))


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_writes_its_golden_report(
    name: str, same_as_golden: Callable[[str, str], None]
) -> None:
    same_as_golden(f"{name}.{EXTENSION.get(name, 'txt')}", written(name))


@pytest.mark.parametrize("name", ["full", "concise"])
def test_a_terminal_gets_its_golden_colours(
    name: str, same_as_golden: Callable[[str, str], None]
) -> None:
    same_as_golden(f"{name}-terminal.txt", written(name, style=TERMINAL))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_the_file_of_its_name(name: str) -> None:
    found = load(name)
    assert (found.name, FORMATS[name]) == (name, f"policycheck.reports.{name}")
    assert found.doc
    assert found.for_machines == (name not in {"full", "concise"})


def test_every_file_with_a_format_is_registered() -> None:
    import policycheck.reports

    root = Path(policycheck.reports.__file__).parent
    files = {
        **{path.stem: path for path in root.glob("*.py")},
        **{path.parent.name: path for path in root.glob("*/__init__.py")},
    }
    named = {
        name for name, path in files.items() if "\nFORMAT = " in path.read_text(encoding="utf-8")
    }
    assert named == set(FORMATS)


def test_an_unknown_format_names_those_that_exist() -> None:
    with pytest.raises(UsageError, match="'yaml'; choose one of full, concise, json"):
        load("yaml")


def test_only_the_format_that_is_asked_for_is_imported() -> None:
    code = (
        "import sys; from policycheck.reports import load; load('full');"
        "print([m for m in ('json', 'xml.sax', 'regex', 'wcwidth', 'hashlib') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n", run.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_is_the_same_bytes(name: str) -> None:
    assert written(name).encode() == written(name).encode()


@pytest.mark.parametrize("name", FORMATS)
def test_machines_and_pipes_get_the_same_whatever_the_terminal(name: str) -> None:
    wide = Style(width=None)
    assert written(name, style=wide) == written(name)
    if load(name).for_machines:
        assert written(name, style=TERMINAL) == written(name)


@pytest.mark.parametrize("name", FORMATS)
def test_no_raw_control_or_bidirectional_character_is_written(name: str) -> None:
    raw = {
        character
        for character in written(name)
        if unicodedata.category(character) in {"Cc", "Zl", "Zp"}
        or character in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    }
    assert raw == {"\n"}


Counts = tuple[Counter[str], int, int]


def counts_of_json(text: str) -> Counts:
    report = json.loads(text)
    outcomes = [found["outcome"] for found in report["findings"]]
    failed = [f["severity"] for f in report["findings"] if f["outcome"] == "fail"]
    said = {key: count for key, count in report["summary"]["findings"].items() if count}
    assert Counter(failed) == said
    return Counter(failed), outcomes.count("waived"), len(report["unknown"])


def counts_of_sarif(text: str) -> Counts:
    results = json.loads(text)["runs"][0]["results"]
    waived = [result for result in results if "suppressions" in result]
    names = {"review": "review", "informational": "info"}
    failed = [
        names.get(result["kind"], result["level"])
        for result in results
        if result not in waived and result["kind"] != "open"
    ]
    return Counter(failed), len(waived), len([r for r in results if r["kind"] == "open"])


def counts_of_junit(text: str) -> Counts:
    root = ET.fromstring(text)
    failed = [failure.attrib["type"] for failure in root.iter("failure")]
    skipped = [skip.attrib["message"].split(":")[0] for skip in root.iter("skipped")]
    assert (len(failed), len(skipped)) == (
        int(root.attrib["failures"]),
        int(root.attrib["skipped"]),
    )
    return Counter(failed), skipped.count("waived"), skipped.count("unknown")


def counts_of_html(text: str) -> Counts:
    states = Counter(re.findall(r'<li class="finding (\w+)"', text))
    waived = states.pop("waived", 0)
    listed = text.partition('id="undecided"')[2].partition("</section>")[0]
    unknown = sum(map(int, re.findall(r'<b class="open">(\d+)</b>', listed)))
    return states, waived, unknown


def counts_in_words(text: str, pattern: str) -> Counts:
    last = text.rstrip("\n").rsplit("\n", 1)[-1]
    waived = re.search(r"([\d,]+) waived", last)
    unknown = re.search(r"([\d,]+) unknown", last)
    return (
        Counter(re.findall(pattern, text, re.MULTILINE)),
        int(waived[1]) if waived else 0,
        int(unknown[1]) if unknown else 0,
    )


def counts_of_full(text: str) -> Counts:
    return counts_in_words(text, r"^(error|warning|review|info)\[")


def counts_of_concise(text: str) -> Counts:
    return counts_in_words(text, r"^.*: (error|warning|review|info)\[")


def counts_of_gitlab(text: str) -> Counts:
    names = {"critical": "error", "major": "warning", "minor": "review", "info": "info"}
    issues = [
        one
        for one in json.loads(text)
        if not one["description"].startswith(("note: ", "could not be done: "))
    ]
    heads = [one["description"].split(": ")[1] for one in issues]
    failed = [
        names[one["severity"]]
        for one, head in zip(issues, heads, strict=True)
        if head not in ("waived", "unknown")
    ]
    return Counter(failed), heads.count("waived"), heads.count("unknown")


def counts_of_csv(text: str) -> Counts:
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    outcomes = [row["outcome"] for row in rows]
    failed = [row["severity"] for row in rows if row["outcome"] == "fail"]
    return Counter(failed), outcomes.count("waived"), outcomes.count("unknown")


def counts_of_markdown(text: str) -> Counts:
    (summary,) = [line for line in text.split("\n") if line.startswith("Checked ")]
    return counts_in_words(f"{text}{summary}", r"^\| (error|warning|review|info) \|")


COUNTS: dict[str, Callable[[str], Counts]] = {
    "gitlab": counts_of_gitlab,
    "csv": counts_of_csv,
    "markdown": counts_of_markdown,
    "json": counts_of_json,
    "sarif": counts_of_sarif,
    "junit": counts_of_junit,
    "full": counts_of_full,
    "concise": counts_of_concise,
    "html": counts_of_html,
}

SOME_FINDINGS = st.lists(
    st.builds(
        lambda severity, outcome, text: finding(
            "R-1",
            place(LAUNCH, 1, "text: words", "words"),
            text,
            severity=severity,
            outcome=outcome,
        ),
        st.sampled_from(Severity),
        st.sampled_from((Outcome.FAIL, Outcome.WAIVED)),
        st.sampled_from(("one", "error[R-1]: two", "a\nerror[R-9]: b", "漢\u202e", "::error::x")),
    ),
    max_size=6,
)
SOME_UNKNOWN = st.lists(st.sampled_from(UNKNOWN), max_size=5, unique=True)


def report_of(findings: list[Finding], unknown: list[Unknown]) -> Report:
    failed = Counter(found.severity for found in findings if found.outcome is Outcome.FAIL)
    summary = Summary(
        records={"post": 3},
        findings=failed,
        unknown=len(unknown),
        waived=len(findings) - failed.total(),
    )
    policy = PolicyName("p", "d", 2)
    return Report(
        "0", None, policy, summary, (), tuple(findings), tuple(unknown), records=(LAUNCH,)
    )


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine, the first example
@given(SOME_FINDINGS, SOME_UNKNOWN)
def test_every_format_counts_the_same(findings: list[Finding], unknown: list[Unknown]) -> None:
    report = report_of(findings, unknown)
    said = {str(severity): count for severity, count in report.summary.findings.items()}
    expected = (Counter(said), report.summary.waived, report.summary.unknown)
    for name, count in COUNTS.items():
        assert count(written(name, report)) == expected, name
    commands = Counter(
        line[2:].split(" ")[0] for line in written("github", report).split("\n") if line
    )
    causes = {(one.missing, one.why) for one in unknown}
    notices = said.get("review", 0) + said.get("info", 0) + len(causes)
    notices += report.summary.waived
    assert commands == +Counter(
        error=said.get("error", 0), warning=said.get("warning", 0), notice=notices
    )


def test_the_sample_counts_the_same_in_every_format() -> None:
    found = {name: count(written(name)) for name, count in COUNTS.items()}
    assert set(map(str, found.values())) == {str(found["json"])}
    assert found["json"][1:] == (1, 8)


@pytest.mark.parametrize("name", ["full", "concise"])
def test_the_last_line_is_the_summary(name: str) -> None:
    assert written(name).endswith(f"\n{summary_line(REPORT)}\n")


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_cut_is_said(name: str) -> None:
    cut = written(name, replace(REPORT, cut_findings=1234, cut_unknown=77))
    assert re.search("1,?234", cut)
    assert "77" in cut
    assert cut != written(name)


def test_the_page_on_reports_has_a_row_for_every_format() -> None:
    page = Path(__file__).parents[2] / "docs" / "reports.md"
    rows = re.findall(r"^\| `(\w+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(FORMATS)
