"""A rule says the same in two policies only where nothing that counts for it differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.policy.load import load_policy
from policycheck.policy.same_rule import is_same_rule

PACK = """\
policycheck: 1
id: pack
title: P
params:
  most: {type: integer, default: 9}
  phrases: {type: list, default: [$more, rain]}
  more: {type: list, default: [sun]}
  label: {type: string, default: 5}
  other: {type: integer, default: 1}
"""
RULES = """\
title: All of it
rules:
  - id: r
    title: T
    applies_to: post
    severity: error
    when: {text: {contains: $label}}
    check:
      any:
        - {kind: text-length, method: code_points, max: $most}
        - {kind: forbidden-text, phrases: [$phrases, $bad-words]}
        - {kind: cel, expr: post.text.size() < params.most}
    effective: {from: 2026-01-01}
"""
LEXICON = """\
lexicon: bad-words
title: L
owner: O
source: S
checked_on: 2026-11-23
entries:
  - snow
"""


def is_same(folder: Path, old: str = "", new: str = "") -> bool:
    """Whether the rule is the same after one replacement in its files: `file: before => after`."""
    rules = []
    for name, change in (("old", old), ("new", new)):
        files = {"pack.yaml": PACK, "rules.yaml": RULES, "lexicons/bad-words.yaml": LEXICON}
        if change:
            file, _, words = change.partition(": ")
            before, _, after = words.partition(" => ")
            assert before in files[file]
            files[file] = files[file].replace(before, after)
        for file, text in files.items():
            place = folder / name / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        policy = load_policy(name, folder)
        assert policy.problems.found == []
        rules += policy.rules
    return is_same_rule(*rules)


def test_a_rule_is_the_same_wherever_it_stands(tmp_path: Path) -> None:
    assert is_same(tmp_path)
    assert is_same(tmp_path, new="rules.yaml: title: All of it => title: Some of it\n\n")


def test_a_parameter_that_the_rule_does_not_name_makes_no_difference(tmp_path: Path) -> None:
    assert is_same(tmp_path, new="pack.yaml: default: 1} => default: 2}")


@pytest.mark.parametrize(
    "change",
    [
        "pack.yaml: default: 9} => default: 8}",
        "pack.yaml: [sun] => [fun]",
        "pack.yaml: [$more, rain] => [rain, $more]",
        "pack.yaml: default: 5} => default: '5'}",
        "pack.yaml: default: 9} => default: [{value: 9, from: 2026-02-01}]}",
        "lexicons/bad-words.yaml: snow => ice",
        "lexicons/bad-words.yaml:   - snow =>   - snow\n  - ice",
        "rules.yaml: 2026-01-01 => 2026-01-02",
        "rules.yaml: code_points => graphemes",
        "rules.yaml: error => warning",
        "rules.yaml: severity: error => severity: error\n    each: links",
        "rules.yaml: applies_to: post => applies_to: [post]",
    ],
)
def test_whatever_counts_for_the_rule_makes_another_of_it(tmp_path: Path, change: str) -> None:
    assert not is_same(tmp_path / "a", new=change)
    assert not is_same(tmp_path / "b", old=change)
    assert is_same(tmp_path / "c", change, change)
