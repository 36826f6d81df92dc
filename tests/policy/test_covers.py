"""`covers`: rules of two policies that ask the same say one place once."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from policycheck.tasks.check import CheckRequest, check
from policycheck.tasks.explain import ExplainRequest, explain
from tests.tasks.projects import NOW

ABOVE = """policycheck: 1
id: above
title: Above
rules:
  - id: tags-many
    title: Many hashtags
    applies_to: post
    check: {kind: count, of: hashtags, max: 1}
    severity: %s
    waivable: %s
"""
BELOW = """policycheck: 1
id: below
title: Below
extends: above.yaml
rules:
  - id: TAG-001
    title: Many hashtags
    applies_to: post
    when: {lang: en}
    check: {kind: count, of: hashtags, max: 1}
    severity: warning
    covers: %s
"""
POSTS = """
- {id: one, lang: en, text: "Rain #Rain #Flood"}
- {id: two, lang: fr, text: "Pluie #Pluie #Crue"}
"""


def policy(
    folder: Path, covers: str = "[tags-many]", severity: str = "warning", waivable: str = "true"
) -> Path:
    (folder / "above.yaml").write_text(ABOVE % (severity, waivable), encoding="utf-8")
    (folder / "below.yaml").write_text(BELOW % covers, encoding="utf-8")
    (folder / "posts.yaml").write_text(POSTS, encoding="utf-8")
    return folder


def said(folder: Path, ignore: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    request = CheckRequest(["posts.yaml"], folder, NOW, policy="below.yaml", ignore=ignore)
    report = check(request)
    assert report.errors == ()
    return [(one.record.id, one.rule) for one in report.findings]


def test_the_rule_below_speaks_where_it_applies_and_the_one_above_elsewhere(
    tmp_path: Path,
) -> None:
    assert said(policy(tmp_path)) == [("one", "TAG-001"), ("two", "tags-many")]


def test_without_covers_both_speak(tmp_path: Path) -> None:
    found = said(policy(tmp_path, "[]"))
    assert found == [("one", "TAG-001"), ("one", "tags-many"), ("two", "tags-many")]


def test_an_error_above_is_not_lowered_by_a_warning_below(tmp_path: Path) -> None:
    found = said(policy(tmp_path, severity="error"))
    assert found == [("one", "tags-many"), ("two", "tags-many")]


def test_a_rule_that_may_be_waived_does_not_cover_one_that_may_not(tmp_path: Path) -> None:
    found = said(policy(tmp_path, waivable="false"))
    assert [rule for record, rule in found if record == "one"] == ["TAG-001", "tags-many"]


def test_where_the_covering_rule_is_ignored_the_other_one_speaks(tmp_path: Path) -> None:
    found = said(policy(tmp_path), ignore=("TAG-001",))
    assert found == [("one", "tags-many"), ("two", "tags-many")]


def test_a_rule_that_is_not_loaded_may_be_named(tmp_path: Path) -> None:
    found = said(policy(tmp_path, "[tags-many, tags-elsewhere]"))
    assert ("one", "tags-many") not in found


def test_the_report_tells_what_was_left_out(tmp_path: Path) -> None:
    policy(tmp_path)
    report = check(CheckRequest(["posts.yaml"], tmp_path, NOW, policy="below.yaml"))
    note = "1 finding is said by a rule that asks the same: tags-many by TAG-001"
    assert note in report.notes


@pytest.mark.parametrize(
    ("rule", "about", "other"),
    [("TAG-001", "covers", "tags-many"), ("tags-many", "covered by", "TAG-001")],
)
def test_explain_tells_of_both(tmp_path: Path, rule: str, about: str, other: str) -> None:
    policy(tmp_path)
    lines = explain(ExplainRequest(rule, tmp_path, NOW, policy="below.yaml"))
    assert (about, other) in [(one.about, one.text) for one in lines]


@pytest.mark.parametrize("covers", ["[TAG-001]", "[tags-many, TAG-001]"])
def test_a_rule_of_the_same_policy_cannot_be_covered(tmp_path: Path, covers: str) -> None:
    loaded = load_policy("below.yaml", policy(tmp_path, covers))
    compile_policy(loaded, None)
    (problem,) = loaded.problems.found
    assert problem.message == "TAG-001 is a rule of below itself: it cannot be covered here"
    assert (problem.path, problem.line) == ("below.yaml", 12)
    assert problem.column == 14 + covers.index("TAG") - 1
