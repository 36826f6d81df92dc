"""Two policies compared whole: rules that came and went, what is filled in, what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.model.policy_diff import Verdict
from tests.diff.made import compared, of_rule, verdicts, written
from tests.engine.made import rule

WORDS = "{kind: forbidden-text, phrases: [rain]}"


def test_a_new_rule_and_one_that_is_gone_are_said(tmp_path: Path) -> None:
    kept, more = rule(WORDS, id_="KEPT"), rule("{kind: count, of: links, max: 1}", id_="MORE")
    found = compared(tmp_path, "rules:\n" + kept, "rules:\n" + kept + more)
    assert [(one.id, one.verdict) for one in found.rules] == [("MORE", Verdict.NEW)]
    assert found.unchanged == 1
    back = compared(tmp_path, "rules:\n" + kept + more, "rules:\n" + kept)
    assert [(one.id, one.verdict) for one in back.rules] == [("MORE", Verdict.GONE)]


def test_a_renamed_rule_is_gone_and_new_with_a_hint(tmp_path: Path) -> None:
    one, other = rule(WORDS, id_="A").replace("of A", ""), rule(WORDS, id_="B").replace("of B", "")
    more = rule("{kind: count, of: links, max: 1}", id_="C")
    found = compared(tmp_path, "rules:\n" + one, "rules:\n" + other + more)
    assert [(rule.id, str(rule.verdict), rule.renamed) for rule in found.rules] == [
        ("A", "gone", "B"),
        ("B", "new", "A"),
        ("C", "new", ""),
    ]


def test_a_rule_that_moves_to_another_file_is_as_it_was(tmp_path: Path) -> None:
    head = "policycheck: 1\nid: pack\ntitle: A pack\n"
    both = [rule(WORDS, id_="A"), rule("{kind: count, of: links, max: 1}", id_="B")]
    written(
        tmp_path,
        {
            "one/pack.yaml": head,
            "one/all.yaml": "rules:\n" + "".join(both),
            "two/pack.yaml": head,
            "two/a.yaml": "rules:\n" + both[1],
            "two/b.yaml": "# moved\n\nrules:\n" + both[0],
            "old.yaml": "policycheck: 1\nid: p\ntitle: P\nextends: [one]\n",
            "new.yaml": "policycheck: 1\nid: p\ntitle: P\nextends: [two]\n",
        },
    )
    found = compared(tmp_path, "old.yaml", "new.yaml")
    assert (found.rules, found.unchanged, found.errors) == ((), 2, ())
    assert verdicts(found.changes) == {"extends": "reworded"}


# Parameters, lexicons and overrides.


def test_a_parameter_is_shown_where_it_is_set(tmp_path: Path) -> None:
    body = "params: {{most: {}}}\nrules:\n" + rule("{kind: text-length, max: $most}").replace(
        "{", "{{"
    ).replace("}", "}}")
    found = compared(tmp_path, body.format(9), body.format(12))
    (change,) = of_rule(found).changes
    assert (change.field, str(change.verdict)) == ("check.max", "looser")
    assert change.old
    assert change.new
    assert (change.old.value, change.new.value) == (9, 12)
    assert (change.old.path, change.old.line, change.old.column) == ("old.yaml", 4, 16)
    assert [line.text for line in change.new.lines] == ["params: {most: 12}"]


def test_a_parameter_of_an_expression_is_never_lost(tmp_path: Path) -> None:
    body = "params: {{few: {}}}\nrules:\n" + rule("{kind: cel, expr: 'text.size() > params.few'}")
    found = compared(tmp_path, *(body.replace("{{few: {}}}", f"{{few: {n}}}") for n in (3, 4)))
    assert found.errors == ()
    assert verdicts(of_rule(found).changes) == {"params.few": "changed"}


def test_the_words_that_came_to_a_lexicon_and_went_are_named(tmp_path: Path) -> None:
    body = "policycheck: 1\nid: p\ntitle: P\nrules:\n" + rule(
        "{kind: forbidden-text, phrases: $slang}"
    )
    lexicon = "lexicon: slang\nowner: {}\nentries:\n{}"
    written(
        tmp_path,
        {
            "one/p.yaml": body,
            "one/lexicons/slang.yaml": lexicon.format("PR", "  - lol\n  - gonna\n  - wanna\n"),
            "two/p.yaml": body,
            "two/lexicons/slang.yaml": lexicon.format("Press", "  - wanna\n  - gonna\n  - rofl\n"),
        },
    )
    found = compared(tmp_path, "one/p.yaml", "two/p.yaml")
    (change,) = of_rule(found).changes
    assert (change.field, str(change.verdict)) == ("check.phrases", "both")
    assert [tuple(one) for one in change.removed] == [("lol", "one/lexicons/slang.yaml", 4)]
    assert [tuple(one) for one in change.added] == [("rofl", "two/lexicons/slang.yaml", 6)]
    assert change.old
    assert change.new
    assert [line.text for line in (*change.old.lines, *change.new.lines)] == ["  - lol", "  - rofl"]
    assert verdicts(found.changes) == {"lexicons.slang.owner": "reworded"}


def test_an_override_is_compared_as_it_comes_out(tmp_path: Path) -> None:
    above = "policycheck: 1\nid: a\ntitle: A\nrules:\n" + rule("{kind: text-length, max: 9}")
    written(tmp_path, {"a.yaml": above})
    override = "extends: [a.yaml]\noverride:\n  R: {{check: {{max: {}}}, reason: ours}}\n"
    found = compared(tmp_path, override.format(5), override.format(7))
    assert verdicts(of_rule(found).changes) == {"check.max": "looser"}
    dropped = compared(tmp_path, override.format(5), "extends: [a.yaml]\n")
    assert verdicts(of_rule(dropped).changes) == {"check.max": "looser"}
    same = compared(tmp_path, override.format(5), override.format(5).replace("ours", "theirs"))
    assert same.rules == ()


def test_a_list_that_was_still_empty_is_not_said_to_ask_the_same(tmp_path: Path) -> None:
    body = "params: {{words: [{}]}}\nrules:\n" + rule(
        "{kind: forbidden-text, phrases: $words}"
    ).replace("{", "{{").replace("}", "}}")
    found = of_rule(compared(tmp_path, body.format(""), body.format("rain")))
    assert found.verdict is Verdict.CHANGED


DATED = (
    "params:\n  most:\n    - {{value: 9, to: 2026-06-30}}\n    - {{value: {}, from: 2026-07-01}}\n"
    "rules:\n  - {{id: R, title: T, applies_to: post, severity: error,"
    " check: {{kind: text-length, max: $most}}}}\n"
)


@pytest.mark.parametrize(
    ("as_of", "verdict"), [("", "looser"), ("2026-06-30", ""), ("2026-07-01", "looser")]
)
def test_all_times_are_compared_unless_one_is_asked_for(
    tmp_path: Path, as_of: str, verdict: str
) -> None:
    found = compared(tmp_path, DATED.format(12), DATED.format(15), as_of)
    assert found.errors == ()
    assert [str(one.verdict) for one in found.rules] == ([verdict] if verdict else [])
    assert found.as_of == as_of


@pytest.mark.parametrize(("as_of", "verdict"), [("2026-06-30", []), ("2026-07-01", ["gone"])])
def test_a_rule_out_of_force_is_none_on_a_date(
    tmp_path: Path, as_of: str, verdict: list[str]
) -> None:
    kept = rule("{kind: count, of: links, max: 1}", id_="KEPT")
    later = rule(WORDS, "effective: {from: 2026-07-01}")
    found = compared(tmp_path, "rules:\n" + kept + later, "rules:\n" + kept, as_of)
    assert [str(one.verdict) for one in found.rules] == verdict


# The policy itself.

HEADS = [
    (
        "waiver_rules: {max_days: {error: 30}}",
        "waiver_rules: {max_days: {error: 60}}",
        "waiver_rules.max_days.error",
        "looser",
    ),
    ("waiver_rules: {max_days: {error: 30}}", "", "waiver_rules.max_days.error", "looser"),
    ("", "waiver_rules: {max_days: {info: 30}}", "waiver_rules.max_days.info", "tighter"),
    ("", "waiver_rules: {approver_roles: [legal]}", "waiver_rules.approver_roles", "looser"),
    (
        "waiver_rules: {approver_roles: [legal, owner]}",
        "waiver_rules: {approver_roles: [legal]}",
        "waiver_rules.approver_roles",
        "tighter",
    ),
    (
        "waiver_rules: {approver_roles: [owner]}",
        "waiver_rules: {approver_roles: [legal]}",
        "waiver_rules.approver_roles",
        "both",
    ),
    ("", "waiver_rules: {allow_inline: true}", "waiver_rules.allow_inline", "looser"),
    ("owner: A", "owner: B", "owner", "reworded"),
    ("", "fields: {post.ticket: string}", "fields.post.ticket", "reworded"),
]


@pytest.mark.parametrize(("old", "new", "field", "verdict"), HEADS)
def test_what_a_policy_asks_of_waivers_is_compared(
    tmp_path: Path, old: str, new: str, field: str, verdict: str
) -> None:
    bodies = [f"{one}\nrules:\n{rule(WORDS)}" for one in (old, new)]
    found = compared(tmp_path, *bodies)
    assert (found.rules, found.errors) == ((), ())
    assert verdicts(found.changes) == {field: verdict}


def test_a_parameter_that_is_opened_may_be_loosened_below(tmp_path: Path) -> None:
    pack = (
        "policycheck: 1\nid: k\ntitle: K\n"
        "params: {{most: {{type: integer, default: 9, open: {}}}}}\n"
    )
    rules = "rules:\n" + rule("{kind: text-length, max: $most}")
    written(
        tmp_path,
        {
            "one/pack.yaml": pack.format("false"),
            "one/r.yaml": rules,
            "two/pack.yaml": pack.format("true"),
            "two/r.yaml": rules,
            "old.yaml": "policycheck: 1\nid: p\ntitle: P\nextends: one\n",
            "new.yaml": "policycheck: 1\nid: p\ntitle: P\nextends: two\n",
        },
    )
    found = compared(tmp_path, "old.yaml", "new.yaml")
    assert verdicts(found.changes) == {"params.most.open": "looser", "extends": "reworded"}


# What cannot be compared.


def test_fields_of_another_type_are_named_with_both_places(tmp_path: Path) -> None:
    body = "fields: {{post.ticket: {}}}\nrules:\n" + rule(WORDS, severity="{}").replace(
        WORDS, "{{kind: forbidden-text, phrases: [rain]}}"
    )
    found = compared(tmp_path, body.format("string", "error"), body.format("number", "warning"))
    (problem,) = found.errors
    assert (problem.path, problem.line, problem.column) == ("new.yaml", 4, 23)
    assert "string at old.yaml:4:23, and number at new.yaml:4:23" in problem.message
    assert [str(one.verdict) for one in found.rules] == ["looser"]


def test_a_rule_that_cannot_be_used_is_a_problem_and_never_the_same(tmp_path: Path) -> None:
    other = rule("{kind: count, of: links, max: 1}", id_="OTHER")
    found = compared(
        tmp_path,
        "rules:\n" + rule("{kind: text-length, max: 9}") + other,
        "rules:\n" + rule("{kind: text-length, max: few}") + other.replace("1}", "2}"),
    )
    assert [problem.path for problem in found.errors] == ["new.yaml"]
    assert {one.id: str(one.verdict) for one in found.rules} == {"R": "changed", "OTHER": "looser"}


def test_of_a_condition_that_cannot_be_read_nothing_is_told(tmp_path: Path) -> None:
    bodies = ["rules:\n" + rule(WORDS, f"when: {{nowhere: {one}}}") for one in ("a", "[a]")]
    found = compared(tmp_path, *bodies)
    assert {problem.path for problem in found.errors} == {"old.yaml", "new.yaml"}
    assert verdicts(of_rule(found).changes) == {"when": "changed"}


def test_a_policy_that_is_not_there_is_no_empty_policy(tmp_path: Path) -> None:
    found = compared(tmp_path, "rules:\n" + rule(WORDS), "none.yaml")
    assert len(found.errors) == 1
    assert (found.rules, found.changes, found.unchanged) == ((), (), 0)
