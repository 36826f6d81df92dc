"""What a baseline knows again, and what it does not: written by one run, read by the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.model.audit import Audit
from policycheck.model.finding import Outcome
from policycheck.tasks.audit import audit
from policycheck.tasks.check import check

from .known import ALT, FILE, LOCKED, SITE, WORDS, fails, request, start, then
from .projects import rule, written


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


# Audit.


def test_a_cell_is_waived_where_all_its_failures_are_known(tmp_path: Path) -> None:
    start(tmp_path, {"posts/a.md": "Act now.\n", "posts/b.md": "Hurry.\n"})
    written(tmp_path, {"posts/b.md": "Hurry, act now.\n"})
    found = audit(request(tmp_path)).audit
    assert isinstance(found, Audit)
    outcomes = {one.record.id: one.outcomes["TXT"] for one in found.records}
    assert outcomes == {"posts/a.md": Outcome.WAIVED, "posts/b.md": Outcome.FAIL}
    assert (found.total.waived, found.total.failed) == (1, 1)
