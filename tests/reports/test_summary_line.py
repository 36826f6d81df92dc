from __future__ import annotations

import pytest
from msgspec.structs import replace

from policycheck.model.finding import Severity
from policycheck.model.report import Fixed, Summary
from policycheck.reports.summary import counted, summary_line

from .sample import REPORT


def line(**parts: object) -> str:
    summary = Summary(**{"records": {"post": 41, "account": 6}, "findings": {}, **parts})  # type: ignore[arg-type]
    return summary_line(replace(REPORT, summary=summary))


def test_everything_is_said_in_the_order_of_its_weight() -> None:
    assert line(
        findings={Severity.ERROR: 3, Severity.WARNING: 2, Severity.REVIEW: 1, Severity.INFO: 7},
        unknown=4,
        waived=1,
        fixable=2,
        seconds=0.21,
    ) == (
        "Checked 41 posts, 6 accounts against 128 rules: 3 errors, 2 warnings, 1 to review, "
        "7 info, 4 unknown, 1 waived (2 fixable with --fix) in 0.21 s"
    )


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "Checked 41 posts, 6 accounts against 128 rules: no findings in 0.00 s"),
        ({"unknown": 1200}, "128 rules: no findings, 1,200 unknown in"),
        ({"findings": {Severity.ERROR: 1, Severity.WARNING: 0}}, "rules: 1 error in"),
        (
            {"findings": {Severity.REVIEW: 2}, "fixable": 1},
            ": 2 to review (1 fixable with --fix) in",
        ),
        (
            {"records": {"person": 1, "strategy": 2, "post": 0}},
            "Checked 1 person, 2 strategies",
        ),
        ({"records": {}}, "Checked no records against 128 rules"),
    ],
)
def test_zero_parts_are_left_out(parts: dict[str, object], words: str) -> None:
    assert words in line(**parts)


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (1, "post", "1 post"),
        (0, "post", "0 posts"),
        (2, "person", "2 people"),
        (1500, "x", "1,500 xs"),
    ],
)
def test_numbers_agree_with_their_nouns(number: int, noun: str, words: str) -> None:
    assert counted(number, noun) == words


@pytest.mark.parametrize(
    ("fixed", "words"),
    [
        (None, "no findings in 0.00 s"),
        (Fixed(3, 2, written=True), "no findings, fixed 3 in 2 files in 0.00 s"),
        (Fixed(1, 1, written=False), "no findings, would fix 1 in 1 file in 0.00 s"),
        (Fixed(0, 0, written=True), "no findings, fixed nothing in 0.00 s"),
    ],
)
def test_what_was_fixed_is_counted(fixed: Fixed | None, words: str) -> None:
    summary = Summary(records={"post": 1}, findings={})
    assert summary_line(replace(REPORT, summary=summary, fixed=fixed)).endswith(words)
