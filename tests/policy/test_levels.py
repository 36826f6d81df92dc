"""Levels of government: what a policy below may tighten, and where it may not loosen."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from policycheck.engine.program import CompiledRule
from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.tightness import Way
from tests.engine.made import record

DEPARTMENT = """policycheck: 1
id: department
title: Department
params:
  longest: 200
  words: [rain, snow]
  hosts: [example.gov]
waiver_rules:
  {max_days: {error: 90, warning: 180}, approver_roles: [legal, owner], allow_inline: true}
rules:
  - id: LEN
    title: Too long
    applies_to: post
    check: {kind: text-length, max: $longest}
    severity: warning
  - id: WRD
    title: A word
    applies_to: post
    when: {platform: [x, facebook], status: {not: [draft]}}
    check: {kind: forbidden-text, phrases: $words, except: [rain check]}
    severity: warning
    effective: {from: 2026-03-01, to: 2026-12-31}
  - id: LNK
    title: A host
    applies_to: post
    check: {kind: link-hosts, allow: $hosts}
    severity: error
  - id: FLD
    title: A field
    applies_to: post
    check: {kind: field, path: lang, is: [en, fr, es]}
    severity: warning
  - id: FREE
    title: A matter of taste
    applies_to: post
    check: {kind: count, of: hashtags, max: 3}
    severity: warning
    delegable: true
  - id: STG
    title: Rolled out
    applies_to: post
    check: {kind: required-fields, fields: [category]}
    severity: error
    stages:
      - {from: 2026-01-01, mode: observe}
      - {from: 2026-04-01, mode: warn}
      - {from: 2026-07-01, mode: enforce}
"""
HEAD = "policycheck: 1\nid: agency\ntitle: Agency\nextends: [department.yaml]\n"


def loaded(folder: Path, below: str, name: str = "agency.yaml") -> LoadedPolicy:
    (folder / "department.yaml").write_text(DEPARTMENT)
    (folder / name).write_text(below)
    policy = load_policy(name, folder)
    compile_policy(policy, None)
    return policy


def change(folder: Path, rule: str, override: str) -> LoadedPolicy:
    return loaded(folder, HEAD + f"override:\n  {rule}: {{{override}, reason: because}}\n")


def said(policy: LoadedPolicy) -> list[str]:
    return [problem.message for problem in policy.problems.found]


def form(policy: LoadedPolicy, rule: str) -> CompiledRule:
    program, _ = compile_policy(policy, None)
    return next(one for one in program.rules if one.id == rule).forms[-1]


TIGHTER = [
    ("LEN", "check: {max: 150}", "check.max"),
    ("LEN", "check: {in: {add: [alt]}}", "check.in"),
    ("LEN", "severity: error", "severity"),
    ("WRD", "check: {phrases: {add: [hail]}}", "check.phrases"),
    ("WRD", "check: {except: {remove: [rain check]}}", "check.except"),
    ("WRD", "when: {platform: [x, facebook]}", "when"),
    ("WRD", "when: {platform: [x, facebook, threads], status: {not: [draft]}}", "when"),
    ("WRD", "effective: {from: 2026-02-01, to: 2026-12-31}", "effective"),
    ("LNK", "check: {allow: {remove: [example.gov]}}", "check.allow"),
    ("FLD", "check: {is: [en, fr]}", "check.is"),
    ("FREE", "delegable: false", "delegable"),
    ("FREE", "waivable: false", "waivable"),
    ("STG", "stages: [{from: 2026-01-01, mode: enforce}]", "stages"),
]
LOOSER = [
    ("LEN", "check: {max: 250}", "check.max"),
    ("LEN", "severity: review", "severity"),
    ("WRD", "check: {phrases: {remove: [snow]}}", "check.phrases"),
    ("WRD", "check: {phrases: {add: [hail], remove: [snow]}}", "check.phrases"),
    ("WRD", "check: {except: {add: [snow day]}}", "check.except"),
    ("WRD", "check: {near: [flood]}", "check.near"),
    ("WRD", "check: {whole_words: true, match_case: true}", "check.match_case"),
    ("WRD", "when: {platform: [x], status: {not: [draft]}}", "when"),
    ("WRD", "when: {platform: [x, facebook], status: {not: [draft]}, lang: en}", "when"),
    ("WRD", "when: {platform: [x, facebook], status: {not: [draft, lost]}}", "when"),
    ("WRD", "effective: {from: 2026-03-02, to: 2026-12-31}", "effective"),
    ("WRD", "effective: {from: 2026-01-01, to: 2026-11-30}", "effective"),
    ("LNK", "check: {allow: {add: [example.com]}}", "check.allow"),
    ("LNK", "check: {deny: {add: [example.com]}}", "check.deny"),
    ("FLD", "check: {is: [en, fr, es, de]}", "check.is"),
    ("FLD", "check: {path: category}", "check.path"),
    ("LEN", "delegable: true", "delegable"),
    (
        "STG",
        "stages: [{from: 2026-01-01, mode: observe}, {from: 2026-08-01, mode: enforce}]",
        "stages",
    ),
]


@pytest.mark.parametrize(("rule", "override", "field"), TIGHTER)
def test_a_policy_below_may_tighten(tmp_path: Path, rule: str, override: str, field: str) -> None:
    policy = change(tmp_path, rule, override)
    assert said(policy) == []
    (changed,) = next(one for one in policy.rules if one.id == rule).changes or (None,)
    if override != "when: {platform: [x, facebook]}" or changed:
        assert changed is not None
        assert (".".join(map(str, changed.field)), changed.policy) == (field, "agency")
        assert changed.way in (Way.TIGHTER, None)


@pytest.mark.parametrize(("rule", "override", "field"), LOOSER)
def test_a_policy_below_may_not_loosen(
    tmp_path: Path, rule: str, override: str, field: str
) -> None:
    policy = change(tmp_path, rule, override)
    (message,) = said(policy)
    assert message.startswith(f"{rule}: {field} is made ")
    assert "at department.yaml:" in message
    untouched = loaded(tmp_path, HEAD)
    at = [next(one for one in each.rules if one.id == rule).node for each in (policy, untouched)]
    assert form(policy, rule).about.severity == form(untouched, rule).about.severity
    assert {entry.key.text for entry in at[0]} == {entry.key.text for entry in at[1]}  # type: ignore[union-attr]


@pytest.mark.parametrize("override", ["check: {max: 5}", "severity: info", "when: {platform: x}"])
def test_what_is_delegable_may_be_loosened(tmp_path: Path, override: str) -> None:
    policy = change(tmp_path, "FREE", override)
    assert said(policy) == []
    rule = next(one for one in policy.rules if one.id == "FREE")
    assert [one.way for one in rule.changes] == [Way.LOOSER]


@pytest.mark.parametrize(
    ("params", "rule"),
    [
        ("{longest: 201}", "LEN: check.max is made looser: 201; it is 200 at department.yaml:5:12"),
        ("{words: [rain]}", "WRD: check.phrases is made looser"),
        ("{words: [rain, hail]}", "WRD: check.phrases is made other than it was"),
        ("{hosts: [example.gov, example.com]}", "LNK: check.allow is made looser"),
    ],
)
def test_a_closed_parameter_may_not_loosen(tmp_path: Path, params: str, rule: str) -> None:
    policy = loaded(tmp_path, HEAD + f"params: {params}\n")
    (message,) = said(policy)
    assert message.startswith(rule)


@pytest.mark.parametrize(
    "params", ["{longest: 199}", "{words: [rain, snow, hail]}", "{hosts: [www.example.gov]}"]
)
def test_a_closed_parameter_may_be_tightened(tmp_path: Path, params: str) -> None:
    policy = loaded(tmp_path, HEAD + f"params: {params}\n")
    expected = ["LNK: check.allow is made other"] if "www" in params else []
    assert [one[: len("LNK: check.allow is made other")] for one in said(policy)] == expected


def test_a_lexicon_beside_a_policy_below_does_not_loosen_what_is_above(tmp_path: Path) -> None:
    (tmp_path / "above").mkdir()
    (tmp_path / "above" / "lexicons").mkdir()
    (tmp_path / "above" / "lexicons" / "storms.yaml").write_text("entries: [squall, gale]\n")
    rule = (
        "rules:\n  - {id: S, title: S, applies_to: post, severity: error,\n"
        "     check: {kind: forbidden-text, phrases: $storms}}\n"
    )
    (tmp_path / "above" / "p.yaml").write_text("policycheck: 1\nid: above\ntitle: A\n" + rule)
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "storms.yaml").write_text("entries: [breeze]\n")
    own = rule.replace("id: S,", "id: T,")
    head = "policycheck: 1\nid: below\ntitle: B\nextends: above/p.yaml\n"
    policy = loaded(tmp_path, head + own)
    assert said(policy) == []
    assert form(policy, "S").plan.searches[0].phrases == ("squall", "gale")
    assert form(policy, "T").plan.searches[0].phrases == ("breeze",)
    policy = loaded(tmp_path, head + "params: {storms: [breeze]}\n" + own)
    assert [one[:40] for one in said(policy)] == ["S: check.phrases is made other than it wa"[:40]]


def test_a_rule_of_the_same_id_is_refused_and_told_of_override(tmp_path: Path) -> None:
    rule = (
        "rules: [{id: LEN, title: T, applies_to: post, check: {kind: text-length, max: 900}, "
        "severity: info}]\n"
    )
    policy = loaded(tmp_path, HEAD + rule)
    (problem,) = policy.problems.found
    assert problem.message == "rule LEN is already defined at department.yaml:11"
    assert "override" in problem.help


@pytest.mark.parametrize(
    ("rules", "said_of"),
    [
        ("{max_days: {error: 91}}", "max_days.error"),
        ("{approver_roles: [legal, author]}", "approver_roles"),
    ],
)
def test_the_rules_of_waivers_may_not_be_loosened(tmp_path: Path, rules: str, said_of: str) -> None:
    policy = loaded(tmp_path, HEAD + f"waiver_rules: {rules}\n")
    (message,) = said(policy)
    assert message.startswith(
        f"waiver_rules.{said_of} is made looser than it is at department.yaml:9"
    )
    assert policy.waiver_rules.max_days["error"] == 90  # type: ignore[index]
    assert policy.waiver_rules.approver_roles == ("legal", "owner")


def test_the_rules_of_waivers_may_be_tightened_and_inline_stays_forbidden(tmp_path: Path) -> None:
    below = (
        HEAD
        + "waiver_rules: {max_days: {error: 30}, approver_roles: [legal], allow_inline: false}\n"
    )
    policy = loaded(tmp_path, below)
    assert said(policy) == []
    assert policy.waiver_rules.approver_roles == ("legal",)
    office = HEAD.replace("agency", "office").replace("department", "agency")
    office += "waiver_rules: {allow_inline: true}\n"
    policy = loaded(tmp_path, office, "office.yaml")
    (message,) = said(policy)
    assert "allow_inline is made looser than it is at agency.yaml:5" in message
    assert policy.waiver_rules.allow_inline is False


def test_of_three_levels_the_middle_one_binds(tmp_path: Path) -> None:
    change(tmp_path, "LEN", "check: {max: 150}")
    office = "policycheck: 1\nid: office\ntitle: O\nextends: agency.yaml\noverride:\n"
    looser = loaded(tmp_path, office + "  LEN: {check: {max: 180}, reason: r}\n", "office.yaml")
    (message,) = said(looser)
    assert "made looser: 180; it is 150 at agency.yaml:6" in message
    tighter = loaded(tmp_path, office + "  LEN: {check: {max: 120}, reason: r}\n", "office.yaml")
    assert said(tighter) == []
    changes = next(one for one in tighter.rules if one.id == "LEN").changes
    assert [one.policy for one in changes] == ["agency", "office"]


@pytest.mark.parametrize(
    ("one", "other", "phrases", "longest"),
    [
        ("WRD: {check: {phrases: {add: [hail]}}", "WRD: {check: {phrases: {add: [fog]}}", 4, 200),
        ("LEN: {check: {max: 150}", "LEN: {check: {max: 120}", 2, 120),
        ("LEN: {check: {max: 150}", "WRD: {check: {phrases: {add: [fog]}}", 3, 150),
    ],
)
def test_two_policies_above_come_to_the_stricter_in_any_order(
    tmp_path: Path, one: str, other: str, phrases: int, longest: int
) -> None:
    for name, override in (("a", one), ("b", other)):
        text = HEAD.replace("agency", name) + f"override:\n  {override}, reason: r}}\n"
        (tmp_path / f"{name}.yaml").write_text(text)
    for order in permutations(["a.yaml", "b.yaml", "department.yaml"]):
        below = f"policycheck: 1\nid: office\ntitle: O\nextends: [{', '.join(order)}]\n"
        policy = loaded(tmp_path, below, "office.yaml")
        assert said(policy) == []
        assert len(form(policy, "WRD").plan.searches[0].phrases) == phrases
        program, _ = compile_policy(policy, None)
        text = "a" * (longest + 1)
        assert any(
            rule.id == "LEN" and "text-length" in rule.about.kind for rule in program.rules
        ), text


def test_two_policies_above_that_contradict_each_other_are_reported(tmp_path: Path) -> None:
    for name, path in (("a", "category"), ("b", "campaign")):
        override = f"override:\n  FREE: {{check: {{of: {path}}}, reason: r}}\n"
        (tmp_path / f"{name}.yaml").write_text(
            HEAD.replace("agency", name)
            + override.replace(path, {"category": "links"}.get(path, "emoji"))
        )
    below = "policycheck: 1\nid: office\ntitle: O\nextends: [a.yaml, b.yaml]\n"
    policy = loaded(tmp_path, below, "office.yaml")
    (message,) = said(policy)
    assert message == (
        "two policies set check.of of FREE so that neither is stricter: "
        "links at a.yaml:6:22, and emoji at b.yaml:6:22"
    )


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("LNE: {severity: error, reason: r}", "no rule LNE is inherited"),
        ("LEN: {severity: error}", "reason is missing"),
        ("LEN: {check: {kind: count}, reason: r}", "the kind of LEN is text-length"),
        ("LEN: {check: {maximum: 3}, reason: r}", "text-length has no option maximum"),
        ("LEN: {check: {}, reason: r}", "check takes options of the kind"),
        ("LEN: {applies_to: account, reason: r}", "unknown key applies_to"),
        ("WRD: {check: {phrases: [hail]}, reason: r}", "phrases is a list: say what comes to it"),
        ("WRD: {check: {phrases: {remove: [hail]}}, reason: r}", "hail is not in the list"),
        ("STG: {effective: {from: 2026-01-01}, reason: r}", "a rule has either effective or"),
        ("LEN: {check: {in: {remove: [text]}}, reason: r}", "in: expected at least 1 item"),
    ],
)
def test_an_override_that_makes_no_sense_is_told(
    tmp_path: Path, override: str, message: str
) -> None:
    policy = loaded(tmp_path, HEAD + f"override:\n  {override}\n")
    assert any(one.startswith(message) for one in said(policy)), said(policy)
    assert len(compile_policy(policy, None)[1]) == len(policy.rules)


def test_words_are_the_policys_own(tmp_path: Path) -> None:
    policy = change(tmp_path, "LEN", "title: Long, remedy: Cut it., message: 'Over {limit}'")
    assert said(policy) == []
    program, _ = compile_policy(policy, None)
    about = next(one for one in program.rules if one.id == "LEN").about
    assert (about.title, about.remedy) == ("Long", "Cut it.")
    assert record("{id: p, text: t}").id == "p"


def test_a_rule_without_a_real_severity_is_a_problem_also_below_a_policy_that_sets_its_parameter(
    tmp_path: Path,
) -> None:
    pack = "policycheck: 1\nid: k\ntitle: K\nparams: {most: {type: integer, default: 9}}\n"
    check = "check: {kind: text-length, max: $most}"
    (tmp_path / "k").mkdir()
    (tmp_path / "k" / "pack.yaml").write_text(pack)
    (tmp_path / "k" / "r.yaml").write_text(
        f"rules:\n  - {{id: R, title: T, applies_to: post, severity: grave, {check}}}\n"
    )
    (tmp_path / "p.yaml").write_text(
        "policycheck: 1\nid: p\ntitle: P\nextends: [k]\nparams: {most: 8}\n"
    )
    policy = load_policy("p.yaml", tmp_path)
    compile_policy(policy, None)
    (problem,) = policy.problems.found
    assert (problem.path, problem.line) == ("k/r.yaml", 2)
