"""What is said of each change that a policy can make, and where each leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.model.policy_diff import Verdict
from policycheck.policy.conditions_compared import Reach, compare_conditions
from policycheck.policy.rules_compared import ComparedField, verdict_of
from tests.diff.made import compared, verdicts
from tests.engine.made import rule

WORDS = "{kind: forbidden-text, phrases: [rain]}"


def two(folder: Path, old: str, new: str) -> tuple[str, dict[str, str]]:
    """The verdict on the one rule of two bodies, '' without one, and those on its fields."""
    found = compared(folder, old, new)
    assert found.errors == ()
    if not found.rules:
        return "", {}
    (one,) = found.rules
    return str(one.verdict), verdicts(one.changes)


CHECKS = [
    ("{kind: text-length, max: 9}", "{kind: text-length, max: 8}", "tighter", "check.max"),
    ("{kind: text-length, max: 9}", "{kind: text-length, max: 10}", "looser", "check.max"),
    ("{kind: text-length, max: 9}", "{kind: text-length, min: 3, max: 9}", "tighter", "check.min"),
    (
        "{kind: text-length, max: 9}",
        "{kind: text-length, max: 9, method: utf16}",
        "changed",
        "check.method",
    ),
    (WORDS, "{kind: forbidden-text, phrases: [rain, snow]}", "tighter", "check.phrases"),
    (WORDS, "{kind: forbidden-text, phrases: [snow]}", "both", "check.phrases"),
    (WORDS, "{kind: required-text, phrases: [rain]}", "changed", "check"),
    (
        "{kind: preferred-text, swap: {utilize: use}}",
        "{kind: preferred-text, swap: {utilize: apply}}",
        "changed",
        "check.swap",
    ),
    (
        "{kind: preferred-text, swap: {utilize: use}}",
        "{kind: preferred-text, swap: {utilize: use, aid: help}}",
        "tighter",
        "check.swap",
    ),
    (
        "{kind: link-hosts, allow: [a.gov]}",
        "{kind: link-hosts, allow: [a.gov], deny: [b.gov]}",
        "changed",
        "check.deny",
    ),
    (
        "{kind: cel, expr: 'text.size() > 1'}",
        "{kind: cel, expr: 'text.size() > 2'}",
        "changed",
        "check.expr",
    ),
    (
        "{kind: field, path: lang, is: [en, fr]}",
        "{kind: field, path: lang, is: en}",
        "tighter",
        "check.is",
    ),
    (
        "{kind: field, path: lang, is: en}",
        "{kind: field, path: lang, is: {not: fr}}",
        "changed",
        "check.is",
    ),
    (
        "{kind: field, path: lang, is: en}",
        "{kind: field, path: category, is: en}",
        "changed",
        "check.path",
    ),
    (
        f"{{all: [{WORDS}]}}",
        f"{{all: [{WORDS}, {{kind: count, of: links, max: 1}}]}}",
        "tighter",
        "check.all[1]",
    ),
    (
        f"{{any: [{WORDS}]}}",
        f"{{any: [{WORDS}, {{kind: count, of: links, max: 1}}]}}",
        "looser",
        "check.any[1]",
    ),
    (
        f"{{any: [{{kind: count, of: links, max: 1}}, {WORDS}]}}",
        f"{{any: [{WORDS}]}}",
        "tighter",
        "check.any[0]",
    ),
    (
        "{not: {kind: count, of: links, max: 1}}",
        "{not: {kind: count, of: links, max: 2}}",
        "tighter",
        "check.not.max",
    ),
    (f"{{all: [{WORDS}]}}", f"{{any: [{WORDS}]}}", "changed", "check"),
]


@pytest.mark.parametrize(("old", "new", "verdict", "field"), CHECKS)
def test_a_change_of_a_check_leads_where_its_kind_says(
    tmp_path: Path, old: str, new: str, verdict: str, field: str
) -> None:
    found = two(tmp_path, "rules:\n" + rule(old), "rules:\n" + rule(new))
    assert found == (verdict, {field: verdict})


HEADERS = [
    ("", "waivable: false", "tighter", "waivable"),
    ("waivable: false", "waivable: true", "looser", "waivable"),
    ("", "delegable: true", "looser", "delegable"),
    ("", "when: {lang: en}", "looser", "when"),
    ("when: {lang: en}", "", "tighter", "when"),
    ("when: {lang: en}", "when: {any: [{lang: en}, {category: news}]}", "tighter", "when"),
    ("when: {lang: en}", "when: {all: [{lang: en}, {category: news}]}", "looser", "when"),
    ("when: {lang: en}", "when: {category: news}", "both", "when"),
    ("when: {lang: en}", "when: {all: [{lang: en}]}", "reworded", "when"),
    ("when: {lang: {not: [en]}}", "when: {lang: {not: [en, fr]}}", "looser", "when"),
    ("when: {cel: 'text.size() > 1'}", "when: {cel: 'text.size() > 2'}", "changed", "when"),
    (
        "when: {cel: 'text.size() > 1'}",
        "when: {cel: 'text.size() > 1', lang: en}",
        "looser",
        "when",
    ),
    ("applies_to: post", "applies_to: [post, account]", "tighter", "applies_to"),
    ("applies_to: [post, account]", "applies_to: account", "looser", "applies_to"),
    ("applies_to: post", "applies_to: account", "both", "applies_to"),
    ("", "effective: {from: 2026-03-01}", "looser", "effective"),
    ("effective: {from: 2026-03-01}", "effective: {from: 2026-02-01}", "tighter", "effective"),
    (
        "effective: {from: 2026-03-01}",
        "effective: {from: 2026-02-01, to: 2026-12-31}",
        "both",
        "effective",
    ),
    ("", "stages: [{from: 2026-03-01, mode: warn}]", "looser", "stages"),
    (
        "stages: [{from: 2026-03-01, mode: warn}]",
        "stages: [{from: 2026-03-01, mode: enforce}]",
        "tighter",
        "stages",
    ),
    ("", "covers: [OTHER-1]", "reworded", "covers"),
    ("", "remedy: Do it.", "reworded", "remedy"),
    ("message: Rain!", "message: Snow!", "reworded", "message"),
    ("", "authority: [{cite: Guide}]", "reworded", "authority"),
    ("", "controls: [AC-1]", "reworded", "controls"),
    ("", "serves: [Q2]", "reworded", "serves"),
]


@pytest.mark.parametrize(("old", "new", "verdict", "field"), HEADERS)
def test_a_change_beside_the_check_leads_somewhere_too(
    tmp_path: Path, old: str, new: str, verdict: str, field: str
) -> None:
    check = "{kind: required-fields, fields: [id]}"
    found = two(tmp_path, "rules:\n" + rule(check, old), "rules:\n" + rule(check, new))
    assert found == (verdict, {field: verdict})


@pytest.mark.parametrize(
    ("old", "new", "verdict"), [("error", "warning", "looser"), ("info", "review", "tighter")]
)
def test_a_graver_severity_is_tighter(tmp_path: Path, old: str, new: str, verdict: str) -> None:
    bodies = ["rules:\n" + rule(WORDS, severity=one) for one in (old, new)]
    assert two(tmp_path, *bodies) == (verdict, {"severity": verdict})


def test_a_policy_whose_dates_change_changes_its_rules(tmp_path: Path) -> None:
    body = "rules:\n" + rule(WORDS)
    found = two(tmp_path, body, f"effective: {{to: 2026-12-31}}\n{body}")
    assert found == ("looser", {"effective": "looser"})


FIELDS = [*list(Verdict)[1:5], Verdict.REWORDED]


@settings(deadline=None)
@given(st.lists(st.sampled_from(FIELDS)))
def test_what_cannot_be_told_is_never_said_to_be_only_tighter(found: list[Verdict]) -> None:
    fields = [ComparedField(("x",), None, None, one) for one in found]
    verdict = verdict_of(fields)
    assert (verdict is None) == (not found)
    if not found or verdict is None:
        return
    assert (verdict is Verdict.REWORDED) == (set(found) == {Verdict.REWORDED})
    loosens = any(one.may_loosen for one in found)
    assert verdict.may_loosen == loosens
    assert verdict_of([*reversed(fields)]) is verdict
    if {Verdict.TIGHTER, Verdict.LOOSER} <= set(found) or Verdict.BOTH in found:
        assert verdict is Verdict.BOTH


CONDITIONS = [
    ({"a": "1"}, {"all": [{"a": "1"}]}, Reach.SAME),
    ({"any": [{"a": "1"}, {"b": "2"}]}, {"any": [{"b": "2"}, {"a": "1"}]}, Reach.SAME),
    ({"a": "1"}, {"any": [{"b": "2"}, {"a": "1"}]}, Reach.WIDER),
    ({"any": [{"a": "1"}, {"b": "2"}]}, {"any": [{"b": "2"}, {"a": ["1", "3"]}]}, Reach.WIDER),
    ({"any": [{"a": "1"}, {"b": "2"}]}, {"a": "1", "b": "2"}, Reach.NARROWER),
    ({"a": {"at_least": "1"}}, {"a": {"at_most": "1"}}, Reach.BOTH),
    ({"a": {"at_most": "3"}}, {"a": {"not": "9"}}, Reach.OTHER),
    ({"cel": "x"}, {"cel": "x", "a": "1"}, Reach.NARROWER),
    ({"cel": "x"}, {"cel": "y", "a": "1"}, Reach.OTHER),
]


@pytest.mark.parametrize(("old", "new", "reach"), CONDITIONS)
def test_conditions_are_compared_by_logic(
    old: dict[str, object], new: dict[str, object], reach: Reach
) -> None:
    opposite = {Reach.WIDER: Reach.NARROWER, Reach.NARROWER: Reach.WIDER}
    assert compare_conditions(old, new) is reach
    assert compare_conditions(new, old) is opposite.get(reach, reach)
