"""What code scanning takes of one run: the most severe results, and a sentence on the others."""

from __future__ import annotations

import gzip
import json
import random
from typing import Any

import pytest
from msgspec.structs import replace

from policycheck.errors import Problem
from policycheck.model.finding import Outcome, RecordName, Severity, Unknown
from policycheck.model.report import Report
from policycheck.reports import Style, render, sarif_limits

from .sample import REPORT, finding, place

AT = place("posts/a.md", 1, "text: words", "words")


def report_of(
    errors: int, infos: int, unknown: int = 0, waived: int = 0, words: str = "m"
) -> Report:
    found = [
        *(finding("R", AT, f"{words} {n}", severity=Severity.INFO) for n in range(infos)),
        *(finding("R", AT, f"{words} {n}", outcome=Outcome.WAIVED) for n in range(waived)),
        *(finding("R", AT, f"{words} {n}", severity=Severity.ERROR) for n in range(errors)),
    ]
    open_ = [Unknown("R", RecordName("post", f"posts/{n}.md")) for n in range(unknown)]
    return replace(REPORT, findings=tuple(found), unknown=tuple(open_), errors=(), notes=())


def written(report: Report) -> tuple[str, dict[str, Any], list[str]]:
    said: list[str] = []
    text = "".join(render("sarif", report, replace(Style(), tell=said.append)))
    (run,) = json.loads(text)["runs"]
    return text, run, said


def notifications(run: dict[str, Any]) -> list[dict[str, Any]]:
    (invocation,) = run["invocations"]
    found = invocation["toolExecutionNotifications"]
    assert isinstance(found, list)
    return found


def test_of_thirty_thousand_the_most_severe_are_kept_and_the_cut_is_said() -> None:
    text, run, said = written(report_of(errors=100, infos=29_000, unknown=500, waived=400))
    kinds = [
        "waived" if "suppressions" in one else one["kind"]  # a waived one weighs least
        for one in run["results"]
    ]
    assert len(kinds) == 25_000
    assert kinds.count("fail") == 100
    assert kinds.count("open") == 0
    assert kinds.count("waived") == 0
    assert kinds.index("fail") == 24_900  # the order of the report stays
    sentence = (
        "25,000 of 30,000 results are listed, the most severe: "
        "code scanning takes no more; --format json has every one"
    )
    assert said == [f"sarif: {sentence}"]
    assert notifications(run) == [{"level": "warning", "message": {"text": sentence}}]
    assert len(gzip.compress(text.encode())) < 10_000_000


def test_what_is_undecided_comes_before_what_is_waived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_limits, "MOST_RESULTS", 4)
    _, run, _ = written(report_of(errors=1, infos=1, unknown=1, waived=9))
    kinds = [one["kind"] for one in run["results"]]
    assert sorted(kinds) == ["fail", "fail", "informational", "open"]


def test_a_fingerprint_does_not_depend_on_what_was_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    report = report_of(errors=3, infos=3)
    _, whole, _ = written(report)
    monkeypatch.setattr(sarif_limits, "MOST_RESULTS", 4)
    _, cut, _ = written(report)
    marks = [json.dumps(one["partialFingerprints"]) for one in whole["results"]]
    assert {json.dumps(one["partialFingerprints"]) for one in cut["results"]} <= set(marks)
    assert len(cut["results"]) == 4


def test_the_file_stays_below_the_size_after_gzip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_limits, "MOST_BYTES", 100_000)
    chance = random.Random(7)
    noise = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz漢字") for _ in range(20_000))
    report = report_of(errors=5, infos=50)
    numbered = [
        replace(one, message=noise[n * 300 : n * 300 + 300] * 3 + noise[::-1][n : n + 5_000])
        for n, one in enumerate(report.findings)
    ]
    shuffled = [
        replace(one, message="".join(chance.sample(one.message, len(one.message))))
        for one in numbered
    ]
    text, run, said = written(replace(report, findings=tuple(shuffled)))
    assert (
        50_000 < len(gzip.compress(text.encode())) < 100_000 + 65_536
    )  # a block waits in the packer
    levels = [one["level"] for one in run["results"]]
    assert levels.count("error") == 5
    assert len(levels) < 55
    assert said[0].startswith(f"sarif: {len(levels)} of 55 results are listed")


def test_nothing_is_said_where_nothing_is_cut() -> None:
    _, run, said = written(report_of(errors=2, infos=2))
    assert said == []
    assert notifications(run) == []


def test_many_problems_are_told_in_part_and_counted() -> None:
    problems = tuple(Problem("a.jsonl", line, 1, "no JSON") for line in range(1, 1_200))
    _, run, _ = written(replace(REPORT, errors=problems, notes=()))
    told = notifications(run)
    assert [one["level"] for one in told] == ["error"] * 1_000 + ["warning"]
    assert told[-1]["message"]["text"] == "199 problems more, all on standard error"


def test_a_problem_of_a_policy_says_which_it_is() -> None:
    line = "🎉 rules: {}"
    problem = Problem("policy.yaml", 3, 4, "no rules", "write some", "duplicate-key", line)
    _, run, _ = written(replace(REPORT, errors=(problem,), notes=()))
    (told,) = notifications(run)
    assert told["descriptor"] == {"id": "duplicate-key"}
    assert told["locations"][0]["physicalLocation"]["region"]["startColumn"] == 5
    (described,) = run["tool"]["driver"]["notifications"]
    assert described["id"] == "duplicate-key"
    assert described["shortDescription"]["text"]


def test_places_are_those_of_the_repository_wherever_the_project_is() -> None:
    style = Style(folder="/srv/site/agency", repository="/srv/site")
    (run,) = json.loads("".join(render("sarif", REPORT, style)))["runs"]
    found = [
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for one in (*run["results"], *notifications(run))
        if "physicalLocation" in one.get("locations", [{}])[0]
    ]
    assert len(found) > 10
    assert all(uri.startswith("agency/") for uri in found)
    outside = finding("R", place("/etc/a b.md", 1, "text: words", "words"), "m")
    text = "".join(render("sarif", replace(REPORT, findings=(outside,)), style))
    assert '"file:///etc/a%20b.md"' in text
