"""What a plan says of silent texts: of all that it calls silent it must come to the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.program import CompiledRule
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.kinds import KINDS
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Judgement
from policycheck.tasks.kind_examples import compiled_example, kind_examples
from policycheck.text.plain import has_plain_case, is_plainly_visible
from tests.engine.made import record

NOW = Moment.instant(datetime(2026, 6, 1, tzinfo=UTC))
PIECES = (
    "rain", "Rain", "RAIN", "click here", "Click Here", "utilize", "iPhone", "O'NEIL", "NASA",
    "U.S.", "aLtErNaTe", "#boilwater", "#BoilWater", "@epa", "https://epa.gov", "bit.ly/x",
    "078-05-1120", "4111 1111 1111 1111", "jane@epa.example.gov", "202-555-0143", "☔", "🎉",
    "“quoted”", "naïve", "ＦＵＬＬ", "раin", "\u200b", "\u202e", "ﬁ", "ß", "…", "—", ".", "!", "\n",
    "Office of Rain", "Ofice of Rian", "case 2041", "bcdfg", "zzzzxx", "A B C", "COVID-19",
    "implementation", "notwithstanding", "the", "and", "is", "to", "we", "it",
)  # fmt: skip
CONTEXTS: tuple[dict[str, Any], ...] = ({}, {"lang": "en"}, {"lang": "he"}, {"kind": "reply"})


def listening() -> list[tuple[str, CompiledRule]]:
    """One rule of each kind that says which texts are silent, for each way it is made."""
    found: dict[str, CompiledRule] = {}
    for name in KINDS:
        for example in kind_examples(import_module(KINDS[name]).EXAMPLES, name):
            sources, _ = compiled_example(example)
            for source in sources:
                rule = source.rule.forms[-1]
                if rule.plan.silent is not None and "post" in rule.applies_to:
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
    }


def post(text: str, context: dict[str, Any]) -> Record:
    return record(json.dumps({"text": text, **context}), path="p.json")


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[name for name, _ in RULES])
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), min_size=2))
def test_all_silent_texts_come_to_the_same(name: str, rule: CompiledRule, texts: list[str]) -> None:
    finder = Finder(rule.plan.searches)
    silent, judge = rule.plan.silent, rule.plan.judge
    assert silent is not None
    assert judge is not None
    plain = "We closed the road to the lake on Monday, and it will open by noon the next day."
    for context in CONTEXTS:
        outcomes = set()
        for text in [plain, *texts]:
            if finder.heard(text).isdisjoint(rule.plan.searches) and silent(text):
                case = RecordCase(post(text, context), finder, Setting(World(), NOW, NOW))
                found = judge(case)
                assert isinstance(found, Judgement)
                outcomes.add(found.outcome)
        assert len(outcomes) <= 1, name


@pytest.mark.parametrize("text", ["Rain on Monday.", "See “the map” — soon…", "a\nB", "I am A B"])
def test_plain_case(text: str) -> None:
    assert has_plain_case(text)


@pytest.mark.parametrize("text", ["NASA", "iPhone", "#rain", "É", "𝐀", "ﬁ", "(The map)"])
def test_no_plain_case(text: str) -> None:
    assert not has_plain_case(text)


@pytest.mark.parametrize("text", ["\u200b", "a\u00adb", "\x00", "é", "\u202e", "\u2060"])
def test_what_may_hide_something_is_not_plainly_visible(text: str) -> None:
    assert not is_plainly_visible(f"Rain {text} today")
    assert is_plainly_visible("Rain — “today”…\n")
