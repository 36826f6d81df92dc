"""What a plan says of silent texts: of all that it calls silent it must come to the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.engine.case import RecordCase
from policycheck.engine.derived import IMPLIED, derived
from policycheck.engine.finder import Finder
from policycheck.engine.program import CompiledRule
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.kinds import KINDS
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.tasks.kind_examples import compiled_example, kind_examples
from tests.engine.made import record
from tests.text.pieces import texts

NOW = Moment.instant(datetime(2026, 6, 1, tzinfo=UTC))
CONTEXTS: tuple[dict[str, Any], ...] = (
    {},
    {"lang": "en"},
    {"lang": "he"},
    {"kind": "reply", "platform": "x"},
    {"platform": "mastodon", "content_warning": "About rain"},
    {"platform": "instagram", "media": [{"file": "a.png", "type": "image"}]},
    {"platform": "threads"},
    {"platform": "friendster"},
)
PLAIN = "We closed the road to the lake on Monday, and it will open by noon the next day."


def listening() -> list[tuple[str, CompiledRule]]:
    """One rule of each kind that says which texts are silent, for each way it is made."""
    found: dict[str, CompiledRule] = {}
    for name in KINDS:
        for example in kind_examples(import_module(KINDS[name]).EXAMPLES, name):
            sources, _ = compiled_example(example)
            for source in sources:
                rule = source.rule.forms[-1]
                if rule.plan.signs is not None and "post" in rule.applies_to:
                    found.setdefault(f"{name}-{example.line}", rule)
    return list(found.items())


RULES = listening()


def test_the_kinds_that_read_most_texts_say_which_are_silent() -> None:
    kinds = {name.rpartition("-")[0] for name, _ in RULES}
    assert kinds >= {
        "forbidden-text",
        "letter-case",
        "sensitive-data",
        "readability",
        "acronyms",
        "count",
        "gibberish",
        "platform-limits",
        "protected-names",
        "text-length",
    }


def post(text: str, context: dict[str, Any]) -> Record:
    return record(json.dumps({"text": text, **context}), path="p.json")


def silent(rule: CompiledRule, text: str, finder: Finder, context: dict[str, Any]) -> bool:
    """Whether a text says nothing to a rule; its signs are made for another post like it."""
    assert rule.plan.signs is not None
    case = RecordCase(post("Another text.", context), finder, Setting(World(), NOW, NOW))
    signs = rule.plan.signs(case)
    heard = finder.heard(text)
    return (
        signs is not None
        and heard.isdisjoint(rule.searches)
        and not any(sign(text) for sign in signs)
    )


def implied(one: Record) -> str:
    """The lists that a text implies: what asks for them asks by their names, not for the text."""
    return repr([derived(one, name) for name in sorted(IMPLIED)])


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[name for name, _ in RULES])
@settings(max_examples=25)
@given(st.lists(texts(14), min_size=2, max_size=4), st.sampled_from(CONTEXTS))
def test_all_silent_texts_come_to_the_same(
    name: str, rule: CompiledRule, texts_: list[str], context: dict[str, Any]
) -> None:
    finder = Finder(rule.searches)
    judge = rule.plan.judge
    assert judge is not None
    found: dict[str, set[object]] = {}
    for text in filter(None, [PLAIN, *texts_, f"{PLAIN} {texts_[0]}"]):
        if silent(rule, text, finder, context):
            given_ = post(text, context)
            judgement = judge(RecordCase(given_, finder, Setting(World(), NOW, NOW)))
            alike = found.setdefault(implied(given_), set())
            alike.add((judgement.outcome, judgement.missing))
            assert len(alike) == 1, name


@pytest.mark.parametrize(
    "kind",
    ["forbidden-text", "letter-case", "sensitive-data", "gibberish", "protected-names",
     "hidden-characters", "preferred-text"],
)  # fmt: skip
def test_a_plain_text_is_silent_to_most_rules(kind: str) -> None:
    rules = [rule for name, rule in RULES if name.startswith(f"{kind}-")]
    assert any(silent(rule, PLAIN, Finder(rule.searches), {"lang": "en"}) for rule in rules)
