"""What a baseline knows again, and what it does not: written by one run, read by the next."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from policycheck.model.audit import Audit
from policycheck.model.finding import Outcome
from policycheck.model.report import Report
from policycheck.policy.project_file import read_project
from policycheck.tasks.audit import audit
from policycheck.tasks.check import CheckRequest, check

from .projects import NOW, rule, written

WORDS = rule("TXT", "post", "{kind: forbidden-text, phrases: [act now, hurry]}")
ALT = rule("ALT", "post", "{kind: alternative-text}")
PRIVATE = rule("PII", "post", "{kind: sensitive-data, detectors: [us-ssn, payment-card]}")
LOCKED = rule("LOCK", "post", "{kind: forbidden-text, phrases: [locked]}", "waivable: false")
SITE = """
policy: policy.yaml
records: {posts: ["posts/*"], accounts: ["accounts*.yaml"]}
baseline: baseline.json
"""
FILE = Path("baseline.json")


def request(folder: Path, *paths: str, write: bool = False) -> CheckRequest:
    project = read_project(folder / "policycheck.yaml")
    return CheckRequest(paths, folder, NOW, project, write_baseline=FILE if write else None)


def start(folder: Path, files: dict[str, str], rules: str = WORDS + ALT) -> None:
    """Write a project, and a baseline of everything that fails in it."""
    written(folder, {"policycheck.yaml": SITE, "policy.yaml": rules, **files})
    report = check(request(folder, write=True))
    assert not report.errors


def then(folder: Path, files: dict[str, str], *paths: str) -> Report:
    written(folder, files)
    return check(request(folder, *paths))


def fails(report: Report) -> list[str]:
    assert not report.errors, report.errors
    return [
        f"{one.rule} {one.location.path}:{one.location.line}"
        for one in report.findings
        if one.outcome is Outcome.FAIL
    ]


def test_what_is_known_is_listed_as_waived_and_counted_there(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    report = check(request(tmp_path))
    (one,) = report.findings
    assert one.outcome is Outcome.WAIVED
    assert one.waiver == "baseline baseline.json"
    assert report.summary.waived == 1
    assert sum(report.summary.findings.values()) == 0


BEFORE_AND_AFTER = {
    "another line": ("Act now.\n", "\n\nAct now.\n", []),
    "another column": ("Act now.\n", "Please: act now.\n", []),
    "text before": ("Act now.\n", "The pool opens.\n\nSo ACT  now, all.\n", []),
    "front matter": ("Act now.\n", "---\nlang: en\n---\nAct now.\n", []),
    "a second occurrence": ("Act now.\n", "Act now, act now.\n", ["TXT posts/a.md:1"]),
    "another violation instead": (
        "Act now.\n",
        "Hurry.\n",
        ["TXT posts/a.md:1", "policycheck:fixed-baseline-entry baseline.json:2"],
    ),
    "another beside it": ("Act now.\n", "Act now, hurry.\n", ["TXT posts/a.md:1"]),
    "a picture moved": ("![](a.png)\n", "![News](b.png)\n![](a.png)\n", []),
    "another picture instead": (
        "![](a.png)\n",
        "![](b.png)\n",
        ["ALT posts/a.md:1", "policycheck:fixed-baseline-entry baseline.json:2"],
    ),
    "fixed": ("Act now.\n", "Soon.\n", ["policycheck:fixed-baseline-entry baseline.json:2"]),
}


@pytest.mark.parametrize(
    ("before", "after", "left"), BEFORE_AND_AFTER.values(), ids=BEFORE_AND_AFTER
)
def test_a_moved_finding_is_known_and_a_new_one_is_not(
    tmp_path: Path, before: str, after: str, left: list[str]
) -> None:
    start(tmp_path, {"posts/a.md": before})
    assert sorted(fails(then(tmp_path, {"posts/a.md": after}))) == sorted(left)


def test_the_same_id_in_another_file_is_another_record(tmp_path: Path) -> None:
    post = "{id: launch, text: Act now.}\n"
    start(tmp_path, {"posts/a.yaml": post})
    (tmp_path / "posts/a.yaml").unlink()
    assert "TXT posts/b.yaml:1" in fails(then(tmp_path, {"posts/b.yaml": post}))


def test_a_record_with_an_id_is_known_wherever_it_stands_in_its_file(tmp_path: Path) -> None:
    one = "- {id: launch, text: 'Act now, all of you.'}\n"
    start(tmp_path, {"posts/a.yaml": one})
    longer = "- {text: Rain.}\n- {id: launch, text: 'Hello. Act now.'}\n"
    assert fails(then(tmp_path, {"posts/a.yaml": longer})) == []


@pytest.mark.parametrize("rest", ["", "Snow\n"])
def test_a_row_is_known_by_what_it_says_and_not_by_its_number(tmp_path: Path, rest: str) -> None:
    start(tmp_path, {"posts/a.csv": f"text\nAct now\n{rest}"})
    moved = then(tmp_path, {"posts/a.csv": f"text\nRain\nAct now\n{rest}"})
    assert fails(moved) == []
    other = then(tmp_path, {"posts/a.csv": f"text\nAct now again\n{rest}"})
    assert "TXT posts/a.csv:2" in fails(other)


def test_the_first_item_of_a_list_is_no_more_than_the_others(tmp_path: Path) -> None:
    picture = "media: [{file: a.png}]"
    start(tmp_path, {"posts/a.yaml": f"- {{text: One, {picture}}}\n"})
    swapped = then(tmp_path, {"posts/a.yaml": f"- {{text: Two, {picture}}}\n"})
    assert "ALT posts/a.yaml:1" in fails(swapped)


def test_rows_that_are_alike_are_counted(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.csv": "text\nAct now\nAct now\n"})
    assert '"times": 2' in (tmp_path / FILE).read_text()
    assert fails(check(request(tmp_path))) == []
    three = then(tmp_path, {"posts/a.csv": "text\n" + "Act now\n" * 3})
    assert fails(three) == ["TXT posts/a.csv:4"]
    one = then(tmp_path, {"posts/a.csv": "text\nAct now\nRain\n"})
    (said,) = [said.message for said in one.findings if said.outcome is Outcome.FAIL]
    assert said == "TXT fails in posts/a.csv fewer than 2 times now"


def test_records_without_a_text_are_told_by_all_they_say(tmp_path: Path) -> None:
    rules = rule("ROLE", "assignment", "{kind: required-fields, fields: [justification]}")
    site = SITE.replace('accounts: ["accounts*.yaml"]', 'assignments: ["roles.yaml"]')
    row = "- {account: a, person: PERSON, role: owner}\n"
    written(tmp_path, {"policycheck.yaml": site, "policy.yaml": rules})
    written(tmp_path, {"roles.yaml": row.replace("PERSON", "p1")})
    check(request(tmp_path, write=True))
    assert fails(check(request(tmp_path))) == []
    swapped = then(tmp_path, {"roles.yaml": row.replace("PERSON", "p2")})
    assert "ROLE roles.yaml:1" in fails(swapped)


# What is fixed is told only by whoever has looked.


@pytest.mark.parametrize("why", ["another file", "another rule", "undecided", "not in force"])
def test_what_was_not_judged_is_not_called_fixed(tmp_path: Path, why: str) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n", "posts/b.md": "Rain.\n"})
    written(tmp_path, {"posts/a.md": "Soon.\n"})
    asked = request(tmp_path)
    if why == "another file":
        asked = request(tmp_path, "posts/b.md")
    elif why == "another rule":
        asked = replace(asked, select=["ALT", "policycheck:*"])
    elif why == "undecided":
        written(tmp_path, {"policy.yaml": WORDS.replace("]}", "]}, when: {account.class: agency}")})
        written(tmp_path, {"posts/a.md": "---\naccount: none\n---\nSoon.\n"})
        asked = replace(asked, ignore=["policycheck:unresolved-reference"])
    else:
        dated = WORDS.replace("]}", "]}, effective: {from: 2027-01-01}")
        written(tmp_path, {"policy.yaml": dated + ALT})
    assert fails(check(asked)) == []


def test_fixed_entries_can_be_ignored(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    written(tmp_path, {"posts/a.md": "Soon.\n"})
    asked = replace(request(tmp_path), ignore=["policycheck:fixed-*"])
    assert fails(check(asked)) == []


# What a baseline never covers.


def test_a_rule_that_is_never_waived_is_neither_written_nor_covered(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Locked.\n"}, LOCKED)
    assert "LOCK" not in (tmp_path / FILE).read_text()
    assert fails(check(request(tmp_path))) == ["LOCK posts/a.md:1"]


def test_a_rule_that_is_locked_later_fails_again_and_is_not_fixed(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Locked.\n"}, LOCKED.replace(", waivable: false", ""))
    assert fails(check(request(tmp_path))) == []
    assert fails(then(tmp_path, {"policy.yaml": LOCKED})) == ["LOCK posts/a.md:1"]


def test_what_policycheck_itself_says_is_not_covered(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "---\naccount: none\n---\nRain.\n", "accounts.yaml": "[]\n"})
    assert fails(check(request(tmp_path))) == ["policycheck:unresolved-reference posts/a.md:2"]


def test_what_is_suppressed_by_a_comment_is_not_written(tmp_path: Path) -> None:
    text = "Act now. <!-- policycheck: allow TXT -- a reason -->\n"
    written(tmp_path, {"policycheck.yaml": SITE, "posts/a.md": text})
    policy = (
        f"policycheck: 1\nid: p\ntitle: P\nwaiver_rules: {{allow_inline: true}}\nrules:\n{WORDS}"
    )
    (tmp_path / "policy.yaml").write_text(policy)
    report = check(request(tmp_path, write=True))
    assert report.notes == ("baseline.json: 0 added, 0 kept, 0 dropped",)
    assert report.summary.waived == 1


# Writing.


def test_writing_says_what_came_in_what_stayed_and_what_went(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now, hurry.\n"})
    written(tmp_path, {"posts/a.md": "Act now.\n", "posts/b.md": "Hurry.\n"})
    report = check(request(tmp_path, write=True))
    assert report.notes == ("baseline.json: 1 added, 1 kept, 1 dropped",)
    assert fails(report) == []
    assert report.summary.waived == 2


def test_writing_what_is_written_already_changes_no_byte(tmp_path: Path) -> None:
    start(tmp_path, {"posts/b.md": "Hurry.\n", "posts/a.md": "Act now, hurry.\n"})
    before = (tmp_path / FILE).read_bytes()
    check(request(tmp_path, write=True))
    assert (tmp_path / FILE).read_bytes() == before
    check(request(tmp_path, "posts/b.md", "posts/a.md", write=True))
    assert (tmp_path / FILE).read_bytes() == before
    assert [file.name for file in tmp_path.glob(".*")] == []


def test_part_of_a_project_leaves_the_rest_of_the_baseline_alone(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n", "posts/b.md": "Hurry.\n"})
    written(tmp_path, {"posts/b.md": "Rain.\n"})
    report = check(request(tmp_path, "posts/b.md", write=True))
    assert report.notes == ("baseline.json: 0 added, 1 kept, 1 dropped",)
    (tmp_path / "posts/a.md").unlink()
    whole = check(request(tmp_path, write=True))
    assert whole.notes == ("baseline.json: 0 added, 0 kept, 1 dropped",)


def test_what_cannot_be_decided_is_still_known(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    undecided = WORDS.replace("]}", "]}, when: {account.class: agency}")
    written(tmp_path, {"policy.yaml": undecided})
    written(tmp_path, {"posts/a.md": "---\naccount: none\n---\nAct now.\n"})
    report = check(request(tmp_path, write=True))
    assert report.notes == ("baseline.json: 0 added, 1 kept, 0 dropped",)


def test_a_baseline_can_be_written_to_another_file(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    written(tmp_path, {"posts/a.md": "Act now, hurry.\n"})
    asked = replace(request(tmp_path), write_baseline=Path("new/other.json"))
    report = check(asked)
    assert [one.waiver for one in report.findings] == [
        "baseline baseline.json",
        "baseline new/other.json",
    ]
    assert (tmp_path / "new/other.json").read_text().count("TXT") == 2
    assert (tmp_path / FILE).read_text().count("TXT") == 1


# Files that cannot be used.


def test_a_missing_baseline_is_an_error_and_not_an_empty_one(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    (tmp_path / FILE).unlink()
    (problem,) = check(request(tmp_path)).errors
    assert str(problem) == "baseline.json:1:1: there is no such baseline"
    assert "--write-baseline baseline.json" in problem.help


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 7, "entries": []}'])
def test_a_damaged_baseline_covers_nothing_and_is_not_overwritten(
    tmp_path: Path, text: str
) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    (tmp_path / FILE).write_text(text)
    report = check(request(tmp_path, write=True))
    assert [one.path for one in report.errors] == ["baseline.json"]
    assert [one.outcome for one in report.findings] == [Outcome.FAIL]
    assert (tmp_path / FILE).read_text() == text


def test_a_place_that_cannot_be_written_to_is_an_error(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n"})
    asked = replace(request(tmp_path), write_baseline=Path("policy.yaml/b.json"))
    (problem,) = check(asked).errors
    assert "cannot be written" in problem.message


def test_a_baseline_beside_the_posts_is_not_read_as_one(tmp_path: Path) -> None:
    written(tmp_path, {"posts/a.md": "Rain.\n", "policy.yaml": WORDS})
    asked = CheckRequest(["posts"], tmp_path, NOW, policy="policy.yaml")
    check(replace(asked, write_baseline=Path("posts/known.json")))
    report = check(replace(asked, baseline=Path("posts/known.json")))
    assert report.summary.records == {"post": 1}


# Private values.

NUMBERS = ("078-05-1120", "4111 1111 1111 1111")


@pytest.mark.parametrize("name", ["a.md", "a.csv", "a.yaml"])
def test_a_baseline_holds_no_digit_of_a_private_value(tmp_path: Path, name: str) -> None:
    text = f"Claims of {NUMBERS[0]} and {NUMBERS[1]}"
    shapes = {"a.md": text, "a.csv": f"text\n{text}\n", "a.yaml": f"- text: {text}\n- text: x\n"}
    start(tmp_path, {f"posts/{name}": shapes[name]}, PRIVATE)
    said = (tmp_path / FILE).read_text()
    assert said.count('"PII"') == 2
    for run in re.findall(r"\d{3,}", " ".join(NUMBERS)):
        assert run not in re.sub(r'"(fingerprint|check)": "[0-9a-f]+"', "", said)
    # Nor is a digit in what the digests are made of: other digits make the same file.
    other = text.replace("078-05-1120", "219-09-9999")
    written(tmp_path, {f"posts/{name}": shapes[name].replace(text, other)})
    check(request(tmp_path, write=True))
    assert (tmp_path / FILE).read_text() == said


def test_one_more_private_value_is_new(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": f"Claim {NUMBERS[0]}\n"}, PRIVATE)
    more = then(tmp_path, {"posts/a.md": f"Claim 219-09-9999, {NUMBERS[0]}\n"})
    assert fails(more) == ["PII posts/a.md:1"]


# Audit.


def test_a_cell_is_waived_where_all_its_failures_are_known(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n", "posts/b.md": "Hurry.\n"})
    written(tmp_path, {"posts/b.md": "Hurry, act now.\n"})
    found = audit(request(tmp_path)).audit
    assert isinstance(found, Audit)
    outcomes = {one.record.id: one.outcomes["TXT"] for one in found.records}
    assert outcomes == {"posts/a.md": Outcome.WAIVED, "posts/b.md": Outcome.FAIL}
    assert (found.total.waived, found.total.failed) == (1, 1)
