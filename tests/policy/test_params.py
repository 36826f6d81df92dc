from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.policy.compile import as_written, compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.loaded import LoadedPolicy
from tests.engine.made import HEAD, Policy, record, rule

WORDS = "{kind: forbidden-text, phrases: $words}"


def hits(policy: Policy, text: str) -> list[str]:
    found = policy.run(record(f"{{id: p, text: {text!r}}}")).findings
    return [one.message for one in found]


def test_a_parameter_stands_for_its_value(tmp_path: Path) -> None:
    policy = Policy(tmp_path, "params: {words: [rain, snow]}\nrules:\n" + rule(WORDS))
    assert policy.problems == []
    assert hits(policy, "Rain, snow") == ["“Rain” is not to be used", "“snow” is not to be used"]


def test_a_list_is_spliced_into_a_list_and_may_be_made_of_others(tmp_path: Path) -> None:
    head = "params: {wet: [rain], words: [$wet, hail], one: fog}\nrules:\n"
    check = "{kind: forbidden-text, phrases: [$words, snow, $one]}"
    policy = Policy(tmp_path, head + rule(check))
    assert policy.problems == []
    assert len(hits(policy, "rain hail snow fog")) == 4


def test_two_dollars_are_one(tmp_path: Path) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule("{kind: forbidden-text, phrases: [$$rain]}"))
    assert policy.problems == []
    assert hits(policy, "a $rain") == ["“$rain” is not to be used"]


def test_parameters_count_in_when(tmp_path: Path) -> None:
    head = "params: {where: [x]}\nrules:\n"
    policy = Policy(
        tmp_path, head + rule("{kind: required-fields, fields: lang}", "when: {platform: $where}")
    )
    assert len(policy.run(record("{id: p, platform: x}")).findings) == 1
    assert policy.run(record("{id: p, platform: threads}")).findings == []


@pytest.mark.parametrize("place", ["check", "when"])
def test_a_rule_with_an_unknown_parameter_does_not_run(tmp_path: Path, place: str) -> None:
    check = "{kind: required-fields, fields: [lang]}"
    if place == "check":
        broken = rule("{kind: forbidden-text, phrases: [$wrds]}")
    else:
        broken = rule(check, "when: {platform: {not: $wrds}}")
    used = rule(WORDS, id_="S")
    policy = Policy(tmp_path, "params: {words: [rain]}\nrules:\n" + broken + used)
    (problem,) = policy.problems
    assert problem.message == "unknown parameter $wrds"
    assert problem.help.startswith("did you mean words?")
    assert [one.surface.id for one in policy.sources] == ["S"]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ("{words: [a], more: [b]}", "parameter more is declared and nothing uses it"),
        ("{words: ~}", "words has no value"),
        ("{words: [$words]}", "the parameter stands for itself: $words -> $words"),
        ("{words: [$a], a: [$words]}", "stands for itself"),
        ("[words]", "params takes names with values"),
        ("{words: [a], 2x: b}", "'2x' is no name of a parameter"),
    ],
)
def test_parameters_that_cannot_work_are_refused(tmp_path: Path, params: str, message: str) -> None:
    policy = Policy(tmp_path, f"params: {params}\nrules:\n" + rule(WORDS))
    assert any(message in one.message for one in policy.problems), policy.problems


def test_a_lexicon_beside_the_policy_comes_before_a_shipped_one(tmp_path: Path) -> None:
    check = "{kind: forbidden-text, phrases: $vague-link-words}"
    assert hits(Policy(tmp_path, "rules:\n" + rule(check)), "Click here, rain")[0].startswith(
        "“Click"
    )
    (tmp_path / "lexicons").mkdir()
    lexicon = tmp_path / "lexicons" / "vague-link-words.yaml"
    lexicon.write_text("entries: [rain, {phrase: snow, source: us}]\n")
    found = hits(Policy(tmp_path, "rules:\n" + rule(check)), "Click here, rain, snow")
    assert found == ["“rain” is not to be used", "“snow” is not to be used"]


@pytest.mark.parametrize(
    ("lexicon", "message"),
    [
        ("entries: rain\n", "has no entries"),
        ("entrys: [rain]\n", "unknown key entrys"),
        ("entries: [{source: x}]\n", "has no phrase"),
        ("entries: [{phrase: rain, until: 2026-01-01}]\n", "until cannot stand beside phrase"),
    ],
)
def test_a_lexicon_that_cannot_be_used_is_refused(
    tmp_path: Path, lexicon: str, message: str
) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "words.yaml").write_text(lexicon)
    policy = Policy(tmp_path, "rules:\n" + rule(WORDS) + rule(WORDS, id_="S"))
    said = [one.message for one in policy.problems]
    assert sum(message in one for one in said) == 1, said


def test_a_lexicon_never_leaves_its_folder(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("entries: [rain]\n")
    check = "{kind: forbidden-text, phrases: $../words}"
    policy = Policy(tmp_path, "rules:\n" + rule(check))
    assert "unknown parameter" in policy.problems[0].message


# Packs and levels.

PACK = """params:
  words: {type: list, default: [rain], open: true}
  top: {type: integer, default: 5}
"""


def pack(folder: Path, params: str = PACK, rules: str = "") -> Path:
    (folder / "pack").mkdir()
    (folder / "pack" / "pack.yaml").write_text("policycheck: 1\nid: pk\ntitle: Pack\n" + params)
    counted = rule("{kind: count, of: links, max: $top}", id_="PK-2")
    rules = rules or rule(WORDS, "examples: [{fail: {text: rain}}]", id_="PK-1") + counted
    (folder / "pack" / "rules.yaml").write_text("rules:\n" + rules)
    return folder / "pack"


def test_an_open_parameter_reaches_the_rules_of_the_pack(tmp_path: Path) -> None:
    pack(tmp_path)
    policy = Policy(tmp_path, "extends: [pack]\nparams: {words: [snow]}\n")
    assert policy.problems == []
    assert hits(policy, "rain and snow") == ["“snow” is not to be used"]


def test_examples_keep_the_parameters_of_their_own_file(tmp_path: Path) -> None:
    pack(tmp_path)
    policy = Policy(tmp_path, "extends: [pack]\nparams: {words: [snow]}\n")
    own = as_written(policy.source("PK-1"))
    assert own.rule.forms[0].plan.searches[0].phrases == ("rain",)
    assert policy.source("PK-1").rule.forms[0].plan.searches[0].phrases == ("snow",)


def test_the_lowest_level_has_the_last_word(tmp_path: Path) -> None:
    pack(tmp_path)
    (tmp_path / "mid.yaml").write_text(
        "policycheck: 1\nid: mid\ntitle: M\nextends: pack\nparams: {words: [hail]}\n"
    )
    assert hits(Policy(tmp_path, "extends: mid.yaml\n"), "hail snow") == [
        "“hail” is not to be used"
    ]
    policy = Policy(tmp_path, "extends: mid.yaml\nparams: {words: [snow]}\n")
    assert hits(policy, "hail snow") == ["“snow” is not to be used"]


def test_a_set_parameter_may_name_what_only_its_own_policy_has(tmp_path: Path) -> None:
    pack(tmp_path)
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "wet.yaml").write_text("entries: [hail]\n")
    policy = Policy(tmp_path, "extends: pack\nparams: {words: [$wet, snow]}\n")
    assert policy.problems == []
    assert len(hits(policy, "hail snow")) == 2


@pytest.mark.parametrize(
    ("params", "message", "advice"),
    [
        (
            "{top: 6}",
            "PK-2: check.max is made looser: 6; it is 5 at pack/pack.yaml:6:33",
            "keep it as strict",
        ),
        ("{wrds: [snow]}", "parameter wrds is declared and nothing uses it", "did you mean words?"),
        ("{words: snow}", "parameter words is a list", "write […]"),
    ],
)
def test_what_may_not_be_set_is_refused_and_changes_nothing(
    tmp_path: Path, params: str, message: str, advice: str
) -> None:
    pack(tmp_path)
    policy = Policy(tmp_path, f"extends: [pack]\nparams: {params}\n")
    (problem,) = policy.problems
    assert (problem.line, problem.message) == (5, message)
    assert advice in problem.help
    assert hits(policy, "rain and snow") == ["“rain” is not to be used"]


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("{type: lst, default: [a]}", "'lst' is none of the words allowed"),
        ("{type: integer, default: a}", "expected a whole number"),
        ("{type: list}", "has no default"),
        ("{type: list, default: [a], opn: true}", "unknown key opn"),
    ],
)
def test_a_parameter_is_declared_with_a_type_and_a_default(
    tmp_path: Path, declared: str, message: str
) -> None:
    pack(tmp_path, f"params: {{words: {declared}}}\n")
    policy = Policy(tmp_path, "extends: [pack]\n")
    assert any(message in one.message for one in policy.problems), policy.problems


def test_a_misspelt_key_in_a_rule_file_does_not_lose_its_rules(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    (folder / "more.yaml").write_text("rulez: []\n")
    (folder / "x.test.yaml").write_text("anything: goes\n")
    policy = Policy(tmp_path, "extends: [pack]\n")
    assert [one.message for one in policy.problems] == ["rules is missing", "unknown key rulez"]


# extends


def write(folder: Path, name: str, extends: str = "", rules: str = "") -> None:
    lines = f"policycheck: 1\nid: {name}\ntitle: {name}\n"
    lines += f"extends: {extends}\n" if extends else ""
    lines += f"rules:\n{rules}" if rules else ("" if extends else "rules: []\n")
    (folder / f"{name}.yaml").write_text(lines)


def loaded(folder: Path, name: str = "a.yaml") -> LoadedPolicy:
    policy = load_policy(name, folder)
    compile_policy(policy, None)
    return policy


def test_a_policy_reached_twice_is_loaded_once(tmp_path: Path) -> None:
    write(tmp_path, "top", rules=rule("{kind: platform-limits}", id_="T"))
    write(tmp_path, "left", extends="top.yaml")
    write(tmp_path, "right", extends="[./top.yaml]")
    write(tmp_path, "a", extends="[left.yaml, right.yaml]", rules=rule("{kind: platform-limits}"))
    policy = loaded(tmp_path)
    assert policy.problems.found == []
    assert policy.rule_ids() == {"T", "R"}
    assert [one.policy for one in policy.rules] == ["top", "a"]
    assert policy.id == "a"


def test_a_circle_is_shown_link_by_link(tmp_path: Path) -> None:
    write(tmp_path, "a", extends="b.yaml")
    write(tmp_path, "b", extends="[c.yaml]")
    write(tmp_path, "c", extends="[a.yaml]")
    (problem,) = loaded(tmp_path).problems.found
    assert (problem.path, problem.line, problem.column) == ("c.yaml", 4, 11)
    assert "a.yaml -> b.yaml -> c.yaml -> a.yaml" in problem.message


@pytest.mark.parametrize("name", ["none.yaml", "corr", '"a\\0.yaml"', "x" * 5000, "empty"])
def test_what_is_extended_must_be_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, "a", extends=f"[{name}]")
    (problem,) = loaded(tmp_path).problems.found
    assert problem.help


def test_a_folder_of_the_name_of_a_pack_does_not_hide_the_pack(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    write(tmp_path, "a", extends="core")
    policy = loaded(tmp_path)
    assert policy.problems.found == []
    assert policy.rules


def test_two_rules_of_one_id_are_shown_with_both_lines(tmp_path: Path) -> None:
    write(tmp_path, "top", rules=rule("{kind: platform-limits}"))
    write(tmp_path, "a", extends="top.yaml", rules=rule("{kind: platform-limits}"))
    (problem,) = loaded(tmp_path).problems.found
    assert (problem.path, problem.line, problem.column) == ("a.yaml", 6, 9)
    assert problem.message == "rule R is already defined at top.yaml:5"


def test_the_digest_changes_with_any_file_that_counts(tmp_path: Path) -> None:
    write(tmp_path, "top")
    write(tmp_path, "a", extends="top.yaml")
    first = loaded(tmp_path).digest
    assert loaded(tmp_path).digest == first
    (tmp_path / "top.yaml").write_text(HEAD + "rules: []\n# a word\n")
    assert loaded(tmp_path).digest != first


def test_an_expression_says_an_underscore_for_a_hyphen(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "wet-words.yaml").write_text("entries: [rain, snow]\n")
    policy = Policy(tmp_path, "rules:\n" + rule("{kind: cel, expr: 'text in params.wet_words'}"))
    assert policy.problems == []
    assert len(policy.run(record("{id: p, text: fog}")).findings) == 1
    assert policy.run(record("{id: p, text: snow}")).findings == []
