"""A typo never switches a rule off: each word of the shipped policies, misspelt on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from policycheck.document import Mapping, read_yaml
from policycheck.mistakes import MISTAKES
from policycheck.policy.compile import compile_policy
from policycheck.policy.compile_rule import RuleCompiler
from policycheck.policy.load import load_policy, pack_names
from policycheck.policy.parameters import declared_by
from policycheck.policy.paths import Shapes
from policycheck.policy.problems import Problems
from policycheck.policy.profiles import ProfileSurface
from policycheck.policy.surface import LexiconSurface, PackSurface, Surface, validated
from policycheck.source import Source
from policycheck.tasks.examples import run_examples
from tests.packs.data import RULES
from tests.packs.misspelt import example_mutants, key_mutants, mutants

#: Where people's own words stand: which option of a check, which field of a record.
OWN_WORDS = {
    *("phrases", "patterns", "near", "except", "names", "known"),  # words to look for
    *("allow", "deny", "require", "hosts"),  # hosts, and what is fine as it is
    *("category", "language", "license", "tags", "features", "status", "reason", "value"),  # codes
    *("is", "contains"),  # values of such fields
}
PACKS = pack_names()


@pytest.mark.parametrize("pack", PACKS)
def test_no_misspelt_word_of_a_rule_loads_silently(
    pack: str, record_property: Callable[[str, object], None]
) -> None:
    tried, silent = 0, []
    for rule in load_policy(pack, Path()).rules:
        for mutant in mutants(rule):
            tried += 1
            problems = Problems()
            made = RuleCompiler(problems, None, Shapes.known()).rule(mutant.rule)
            steps = {*mutant.at.replace(".", "/").split("/")[:-1]}
            assert {one.id for one in problems.found} <= set(MISTAKES)
            if made and not problems.found and not steps & OWN_WORDS:
                silent.append(f"{rule.id}: {mutant.at} in line {mutant.line}")
            assert made is None or not problems.found  # what is said is never used all the same
    record_property("mutants", tried)
    print(f"{pack}: {tried} misspelt words")  # noqa: T201 - the issue asks for the number
    assert silent == []
    assert tried > 10 * len(load_policy(pack, Path()).rules)


def test_a_key_is_never_among_the_words_that_are_ones_own() -> None:
    said = Counter(
        mutant.at.rpartition("/")[2] == "key"
        for pack in PACKS
        for rule in load_policy(pack, Path()).rules
        for mutant in mutants(rule)
        if (problems := Problems())
        and RuleCompiler(problems, None, Shapes.known()).rule(mutant.rule)
        and not problems.found
    )
    assert said[True] == 0


@pytest.mark.parametrize("pack", PACKS)
def test_no_misspelt_key_of_an_example_goes_unnoticed(pack: str) -> None:
    loaded = load_policy(pack, Path())
    _, sources = compile_policy(loaded, None)
    unnoticed = [
        f"{source.surface.id}: {mutant.at} in line {mutant.line}"
        for source in sources
        if not any(kind.name == "schema" for kind in source.check.kinds)  # which reads any key
        for mutant in example_mutants(source.loaded)
        if "/geo/" not in mutant.at  # where a source may say what it likes
        if not any(one.problem for one in run_examples(replace(source, loaded=mutant.rule)))
    ]
    assert unnoticed == []


def test_no_misspelt_key_of_a_header_goes_unnoticed() -> None:
    for pack in PACKS:
        node = _read(RULES / pack / "pack.yaml")
        for at, mutated in key_mutants(node):
            problems = Problems()
            surface = validated(PackSurface, mutated, problems, frozenset({"default"}))
            if surface:
                declared_by(surface, mutated, problems)
            is_name_of_a_parameter = at.split("/")[0] == "params" and at.count("/") == len("ab")
            assert problems.found or is_name_of_a_parameter, f"{pack}: {at}"


@pytest.mark.parametrize(
    ("folder", "surface", "own"),
    [("lexicons", LexiconSurface, "entries"), ("platforms", ProfileSurface, "limits")],
)
def test_no_misspelt_key_of_the_data_goes_unnoticed(
    folder: str, surface: type[Surface], own: str
) -> None:
    for file in sorted(
        {*(RULES / folder).glob("*.yaml")} - {*(RULES / folder).glob("*.test.yaml")}
    ):
        for at, mutated in key_mutants(_read(file)):
            problems = Problems()
            made = validated(surface, mutated, problems)
            is_own = at.split("/")[0] == own and at != f"{own}/key" and at.count("/") == len("ab")
            assert made is None or is_own, f"{file.name}: {at}"


def _read(file: Path) -> Mapping:
    node, problems = read_yaml(Source(file.name, file.read_text(encoding="utf-8")))
    assert not problems
    assert isinstance(node, Mapping)
    return node
