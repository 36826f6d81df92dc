"""The pack for federal agencies: every example of every rule, and what each rule must have."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from policycheck.document import Entry, Mapping, Node, Sequence, read_yaml
from policycheck.model.finding import Severity
from policycheck.policy.compile import RuleSource, compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.loaded import LoadedPolicy
from policycheck.source import Source
from policycheck.tasks.examples import ExampleResult, run_examples
from tests.packs.data import RULES, content

PACK = "us-federal"
FEWEST = 2
LONGEST_FILE = 350
MARK = re.compile(r"\$([A-Za-z][\w-]*)|params\.(\w+)")
ROW = re.compile(r"-[b-z]\Z")
#: Rules whose failing examples all fail another rule of the same row of the catalogue too.
NEVER_ALONE: set[str] = set()


@cache
def loaded() -> tuple[LoadedPolicy, tuple[RuleSource, ...]]:
    policy = load_policy(PACK, Path())
    _, sources = compile_policy(policy, None)
    return policy, tuple(sources)


SOURCES = loaded()[1]
EACH = pytest.mark.parametrize("source", SOURCES, ids=[one.surface.id for one in SOURCES])
FILES = sorted((RULES / PACK).glob("*.yaml"))


def _examples(source: RuleSource) -> list[Mapping]:
    node = source.loaded.node
    assert isinstance(node, Mapping)
    examples = node.get("examples")
    assert isinstance(examples, Sequence), "no examples"
    return [one for one in examples.items if isinstance(one, Mapping)]


def _on_example(source: RuleSource, example: Mapping) -> ExampleResult:
    """A rule on the example of another."""
    node = source.loaded.node
    assert isinstance(node, Mapping)
    only: Node = Sequence(example.source, example.span, [example])
    entry = Entry(node.entries["examples"].key, only)
    shown = Mapping(node.source, node.span, {**node.entries, "examples": entry})
    (result,) = run_examples(
        replace(source, loaded=replace(source.loaded, node=shown, own_node=shown))
    )
    return result


def test_every_rule_compiles_without_a_problem() -> None:
    policy, sources = loaded()
    assert policy.problems.found == []
    assert {one.surface.id for one in sources} == policy.rule_ids()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_can_be_read_at_one_sitting(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").split("\n")) <= LONGEST_FILE


@EACH
def test_every_example_comes_to_what_it_says(source: RuleSource) -> None:
    assert [f"{one.place}: {one.problem}" for one in run_examples(source) if one.problem] == []


@EACH
def test_a_rule_shows_two_records_that_fail_and_two_that_pass(source: RuleSource) -> None:
    expected = [one.expected for one in run_examples(source)]
    assert expected.count("fail") >= FEWEST
    assert expected.count("pass") >= FEWEST


def _siblings(source: RuleSource) -> list[RuleSource]:
    """The other rules of its row of the catalogue, for records of the same kind."""
    row = ROW.sub("", source.surface.id)
    kind = source.rule.applies_to[0]
    return [
        one
        for one in SOURCES
        if ROW.sub("", one.surface.id) == row
        and one.rule.applies_to[0] == kind
        and one is not source
    ]


@EACH
def test_a_rule_finds_something_that_its_siblings_do_not(source: RuleSource) -> None:
    failing = [one for one in _examples(source) if "fail" in one.entries]
    alone = [
        example
        for example in failing
        if all(_on_example(one, example).found != "fail" for one in _siblings(source))
    ]
    name = source.surface.id
    assert (name, bool(alone)) == (name, name not in NEVER_ALONE)


@EACH
def test_an_id_is_that_of_the_catalogue(source: RuleSource) -> None:
    assert re.fullmatch(r"[A-Z]+[0-9]*[A-Z]*-[0-9]{3}(?:-[b-z])?", source.surface.id)


@EACH
def test_a_rule_says_what_is_wrong_what_to_do_and_on_whose_word(source: RuleSource) -> None:
    rule = source.surface
    assert not rule.title.endswith(".")
    assert rule.message
    assert rule.remedy.rstrip().endswith((".", "?", "”"))
    assert rule.serves
    assert rule.authority


@EACH
def test_a_source_that_was_read_says_when_it_is_to_be_read_again(source: RuleSource) -> None:
    for one in source.surface.authority:
        assert (one.checked_on is None) is (one.recheck_by is None), one.cite
        if one.checked_on and one.recheck_by:
            assert one.recheck_by == one.checked_on.replace(year=one.checked_on.year + 1)


@EACH
def test_an_error_rests_on_a_source_that_was_read(source: RuleSource) -> None:
    if source.surface.severity is Severity.ERROR:
        assert any(one.checked_on for one in source.surface.authority)


def test_every_parameter_has_a_default_a_meaning_and_a_use() -> None:
    params = content(RULES / PACK / "pack.yaml")["params"]
    text = "\n".join(file.read_text(encoding="utf-8") for file in FILES)
    used = {one or other for one, other in MARK.findall(text)}
    for name, param in params.items():
        assert param.keys() >= {"type", "default", "description"}, name
        assert name in used, name


ORDINARY = """
- pass: {text: "The lake is open again."}
- pass: {text: "The lake is open again, see agency.gov/lake", platform: x, category: event}
- pass: {text: "Polls open at 7. Find yours at vote.gov.", publish_at: "2026-11-03T06:00Z"}
- pass: {text: "Donate blood on Friday. We recommend a good breakfast first.", account: own}
"""
OF_WORDS = ("PII", "A11Y", "PLN", "HAT", "END", "LOB", "LNK", "CPY", "PRA", "EMG", "LNG")


JUDGING_WORDS = [
    one
    for one in SOURCES
    if one.surface.id.startswith(OF_WORDS) and one.rule.applies_to == ("post",)
]


@pytest.mark.parametrize("source", JUDGING_WORDS, ids=[one.surface.id for one in JUDGING_WORDS])
def test_ordinary_posts_fail_no_rule_while_the_lists_are_empty(source: RuleSource) -> None:
    examples, problems = read_yaml(Source("ordinary", ORDINARY))
    assert isinstance(examples, Sequence)
    assert not problems
    for example in examples.items:
        assert isinstance(example, Mapping)
        assert _on_example(source, example).found != "fail"
