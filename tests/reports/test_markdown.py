from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from policycheck.model.finding import Authority, RecordName, Severity, Unknown
from policycheck.model.report import Report
from policycheck.reports import render
from policycheck.reports.markdown import LIMIT

from .sample import REPORT, finding, place

NASTY = "| `x` <b>y</b> @epa #1 [l](https://bit.ly/x) ![i](j) $a$ \\ \n## no\n"


def written(report: Report = REPORT) -> str:
    return "".join(render("markdown", report))


def tags(text: str) -> set[str]:
    page = MarkdownIt("commonmark").enable("table").render(text)
    return set(re.findall(r"<(\w+)", page))


def test_the_verdict_is_the_first_line() -> None:
    bare = replace(REPORT, errors=())
    assert written(bare).startswith("## policycheck: 2 errors, 3 warnings, 1 to review")
    assert written().startswith("## policycheck: not all could be done (2 problems); 2 errors")
    none = replace(
        REPORT,
        findings=(),
        unknown=(),
        errors=(),
        notes=(),
        summary=replace(REPORT.summary, findings={}),
    )
    assert written(none).startswith("## policycheck: no findings")


def test_the_most_severe_stand_first() -> None:
    rows = re.findall(r"^\| (error|warning|review|info) \|", written(), re.MULTILINE)
    assert rows == sorted(rows, key=["error", "warning", "review", "info"].index)


def test_nothing_in_a_record_or_a_policy_is_markup() -> None:
    at = place(f"posts/{NASTY.strip()}.md", 1, "text: words", "words")
    one = finding(
        "R|1`",
        at,
        NASTY,
        title=NASTY,
        remedy=NASTY,
        waiver=NASTY,
        authority=(Authority(NASTY),),
        record=RecordName("post", NASTY),
    )
    unknown = Unknown(NASTY, RecordName("post", NASTY), (NASTY,), NASTY)
    report = replace(REPORT, findings=(one,), unknown=(unknown,), notes=(NASTY,))
    allowed = {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "ul", "li"}
    assert tags(written(report)) <= allowed | {"details", "summary"}


@pytest.mark.parametrize("long", [1, 40])
def test_it_fits_in_a_comment_and_says_what_does_not(long: int) -> None:
    many = tuple(
        finding(
            "R",
            place(f"posts/{number}.md", 1, "text: words", "words"),
            f"finding {number} 漢字" + " more of it @all" * long,
            severity=Severity.ERROR if number == 29_999 else Severity.INFO,
        )
        for number in range(30_000)
    )
    notes = tuple(f"note {number}" for number in range(1_000))
    text = written(replace(REPORT, findings=many, notes=notes, unknown=REPORT.unknown * 100))
    assert LIMIT * 0.8 < len(text.encode()) <= LIMIT
    assert "finding 29999" in text
    shown = len(re.findall(r"^\| (?:error|info) \|", text, re.MULTILINE))
    assert f"**{30_000 - shown:,} rows more than there is room for here" in text
    assert "rows more than there is room" in text or "</details>" in text
    assert text.count("<details>") == text.count("</details>")


def test_what_cannot_be_told_for_want_of_room_is_still_counted() -> None:
    huge = tuple(
        finding("R", place("a.md", 1, "text: words", "words"), "<" * 600, remedy="<" * 600)
        for _ in range(100)
    )
    text = written(replace(REPORT, findings=huge))
    assert len(text.encode()) <= LIMIT
    assert "### 8 could not be decided" in text or "8 could not be decided</summary>" in text
