"""Runs of tests in the formats: each test by its name, and what was done in the last line."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from policycheck.errors import Problem
from policycheck.model.finding import (
    Clause,
    Finding,
    Location,
    Outcome,
    RecordName,
    Severity,
)
from policycheck.model.report import PolicyName, Report, Summary
from policycheck.model.trials import Trial, Trials, Word
from policycheck.reports import FORMATS, render
from policycheck.reports.summary import summary_line

CASES = (
    Trial("a.yaml", "A example 1 (pass)", "A"),
    Trial("b.yaml", "A example 1 (pass)", "A"),
    Trial("a.yaml", "B example 1 (fail)", "B"),
)
FAILED = Finding(
    "policycheck:example",
    "T",
    Severity.ERROR,
    Outcome.FAIL,
    "noisy: A flags",
    RecordName("test", CASES[1].name),
    Location("b.yaml", 3, 5, 3, 9),
    "",
    Clause("a.yaml", 2, "A"),
    "f" * 32,
)


def report(
    words: dict[Word, int], *errors: Problem, examples: int = 1204, suites: int = 12
) -> Report:
    return Report(
        "0",
        None,
        PolicyName("p", "", 204),
        Summary({}, {Severity.ERROR: 1}, seconds=0.9),
        (),
        (FAILED,) if len(words) > 1 else (),
        errors=errors,
        trials=Trials(examples, suites, 204, words, CASES),
    )


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (
            report({Word.VALIDATED: 1300}),
            "Ran 1,204 examples and 12 suites of 204 rules: all validated in 0.90 s",
        ),
        (
            report({Word.VALIDATED: 1300, Word.MISSING: 1, Word.NOISY: 2, Word.WRONG: 0}),
            "Ran 1,204 examples and 12 suites of 204 rules: 1,300 validated, 2 noisy, 1 missing",
        ),
        (
            report({Word.VALIDATED: 1}, Problem("a", 1, 1, "m"), examples=1, suites=0),
            "Ran 1 example of 204 rules: 1 validated, 1 problem in",
        ),
        (
            report({}, Problem("a", 1, 1, "m"), examples=0, suites=0),
            "Ran no tests of 204 rules: 1 problem in",
        ),
    ],
)
def test_the_last_line_says_what_became_of_the_tests(made: Report, line: str) -> None:
    assert summary_line(made).startswith(line)


def test_in_junit_each_test_is_a_case_of_its_file_failed_or_not() -> None:
    text = "".join(render("junit", report({Word.VALIDATED: 2, Word.NOISY: 1})))
    root = ET.fromstring(text)
    cases = {
        (suite.get("name"), case.get("name"), case.get("classname"), len(case))
        for suite in root
        for case in suite
    }
    assert cases == {
        ("a.yaml", "A example 1 (pass)", "policycheck.A", 0),
        ("b.yaml", "A example 1 (pass)", "policycheck.A", 1),
        ("a.yaml", "B example 1 (fail)", "policycheck.B", 0),
    }
    assert (root.get("tests"), root.get("failures")) == ("3", "1")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_a_test_that_failed(name: str) -> None:
    assert "noisy: A flags" in "".join(render(name, report({Word.VALIDATED: 2, Word.NOISY: 1})))
