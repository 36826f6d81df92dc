"""Rules that listen to a text come to what they come to when each text is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path
from random import Random
from typing import Any

import pytest

from policycheck.engine.alike import Alike
from policycheck.engine.evaluate import Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.sorts import Heard, Left, Sort
from policycheck.engine.world import World
from policycheck.model.record import Record
from tests.engine.alike_runs import said
from tests.engine.made import NOW, Policy, record
from tests.text.pieces import PIECES

#: The checks of rules, and their conditions.
CHECKS: dict[str, tuple[str, str]] = {
    "when": ("kind: required-fields, fields: [geo]", "text: {contains: [rain, click here]}"),
    "unless": ("kind: forbidden-text, phrases: [stop]", "text: {not: {contains: rain}}"),
    "pattern": ("kind: acronyms", "text: {matches: '[0-9]{4}'}, lang: en"),
    "equal": ("kind: forbidden-text, phrases: [go]", "text: {not: Stop.}"),
    "both": ("kind: acronyms", "text: {contains: rain}, cel: 'size(text) > 40'"),
    "any": ("any: [{kind: link-hosts, deny: [epa.gov]}, {kind: acronyms, known: [US]}]", ""),
    "all": ("all: [{kind: readability, max: 8}, {kind: forbidden-text, phrases: [stop]}]", ""),
    "not": ("not: {kind: forbidden-text, phrases: [lake]}", ""),
    "mixed": ("any: [{kind: forbidden-text, phrases: [lake]}, {kind: text-length, min: 20}]", ""),
    "limits": ("kind: platform-limits", ""),
    "length": ("kind: text-length, max: 120", ""),
    "hard": ("kind: readability, max: 6, min_words: 6", ""),
    "easy": ("kind: readability, formula: flesch-reading-ease, min: 70, min_words: 6", ""),
    "slip": ("kind: gibberish, max_share: 20, min_known_words: 2", ""),
    "name": ("kind: protected-names, names: [Office of Rain, Shenandoah], typos: 2", ""),
    "digits": ("kind: sensitive-data, detectors: [us-ssn, phone, email]", ""),
    "cased": ("kind: letter-case, forbid: [shouting, decorative, lowercase-hashtag]", ""),
    "hidden": ("kind: hidden-characters", ""),
    "long": ("kind: count, of: sentence-words, max: 12", ""),
    "emoji": ("kind: count, of: emoji, max: 1", ""),
}  # fmt: skip


def rule(name: str, check: str, when: str) -> str:
    condition = f"when: {{{when}}}, " if when else ""
    head = f"id: {name}, title: T, applies_to: post, severity: review"
    return f"  - {{{head}, {condition}check: {{{check}}}}}\n"


RULES = "rules:\n" + "".join(rule(name, *asked) for name, asked in CHECKS.items())
#: Fields that posts share; their texts differ.
CONTEXTS: tuple[dict[str, Any], ...] = (
    {"lang": "en", "platform": "x"},
    {"platform": "mastodon", "content_warning": "About the rain of this week"},
    {
        "platform": "bluesky",
        "lang": "en",
        "kind": "repost",
        "repost_of": {"url": "https://x.com/a"},
    },
    {"lang": "de"},
)
WORDS = "the road is closed we will open it at noon so take another way to the lake please".split()


def texts(random: Random) -> Iterator[str]:
    """Plain ones above all, of all lengths, and some in which anything may be."""
    while True:
        most = random.choice((3, 8, 14, 26, 60, 120))
        words = random.choices(WORDS, k=random.randrange(1, most))
        for _ in range(random.choice((0, 0, 0, 0, 1, 2))):
            words.insert(random.randrange(len(words) + 1), random.choice(PIECES))
        ends = [random.choice((" ", " ", " ", " ", ". ", ".\n", "! ")) for _ in words]
        yield "".join(
            (word.capitalize() if end != " " else word) + end
            for word, end in zip(words, [" ", *ends[:-1]], strict=True)
        )
        if random.random() < 0.03:
            yield ""


def posts(seed: int, count: int) -> list[Record]:
    random = Random(seed)
    given = zip(range(count), texts(random), strict=False)
    return [
        record(
            json.dumps({"id": f"p{at}", "text": text, **random.choice(CONTEXTS)}),
            path=f"{at}.json",
        )
        for at, text in given
    ]


def judged(program: Program, records: Sequence[Record], *, keep_verdicts: bool) -> list[object]:
    for one in records:
        one.derived.clear()
    found = evaluate(program, records, Instants(NOW, UTC), World({}), keep_verdicts=keep_verdicts)
    return said(found)


def noted(monkeypatch: pytest.MonkeyPatch) -> list[Left]:
    """What was left to do of each record, filled as they are judged."""
    lefts: list[Left] = []
    told = Sort.left

    def left(self: Sort, heard: Heard) -> Left:
        lefts.append(told(self, heard))
        return lefts[-1]

    monkeypatch.setattr(Sort, "left", left)
    return lefts


@pytest.mark.parametrize("keep_verdicts", [False, True])
@pytest.mark.parametrize("seed", range(2))
def test_rules_that_listen_come_to_the_same_as_rules_that_read(
    seed: int, keep_verdicts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = Policy(tmp_path, RULES)
    assert not policy.problems, policy.problems
    records = posts(seed, 400)
    lefts = noted(monkeypatch)
    together = judged(policy.program, records, keep_verdicts=keep_verdicts)
    silent = sum(len(one.quiet) for one in lefts)
    assert silent > len(records), "hardly any text was taken for silent"
    monkeypatch.setattr(Sort, "hear", lambda *_: None)
    assert together == judged(policy.program, records, keep_verdicts=keep_verdicts)
    monkeypatch.setattr(Alike, "sort", lambda *_: None)
    assert together == judged(policy.program, records, keep_verdicts=keep_verdicts)


def test_texts_that_are_silent_to_all_are_told_by_one_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = Policy(tmp_path, RULES)
    lefts = noted(monkeypatch)
    fields = {"lang": "en", "platform": "x"}
    words = "We closed the road to the town on Monday. It will open by noon."
    records = [
        record(json.dumps({"id": f"p{at}", "text": f"{words} Part {'abcdefgh'[at % 8]}", **fields}),
               path=f"{at}.json")
        for at in range(200)
    ]  # fmt: skip
    judged(policy.program, records, keep_verdicts=False)
    left = [len(one.todo) for one in lefts]
    assert left[-1] < 8 < max(left)


@pytest.mark.parametrize(
    ("when", "heard"),
    [
        ("text: {contains: [rain, snow]}", [("rain", "snow")]),
        ("text: {not: {contains: rain}}, lang: en", [("rain",)]),
        ("text: {matches: 'r+'}", [("r+",)]),
        ("any: [{text: {contains: rain}}, {post.text: {contains: snow}}]", [("rain",), ("snow",)]),
        ("lang: en", []),
        ("text: rain", None),
        ("text: {filled: true}", None),
        ("text: {not: [rain]}", None),
        ("text: {contains: rain, matches: 'r+'}", None),
        ("text: {contains: rain}, cel: 'size(text) > 3'", None),
        ("text: {contains: rain}, content_warning: {field: text}", None),
        ("claims: {some: {text: {contains: rain}}}", None),
        ("claims: {some: {post.text: rain}}", None),
    ],
)  # fmt: skip
def test_a_condition_says_by_which_searches_alone_it_asks_for_the_text(
    when: str, heard: list[tuple[str, ...]] | None, tmp_path: Path
) -> None:
    policy = Policy(tmp_path, f"rules:\n{rule('r', 'kind: acronyms', when)}")
    assert not policy.problems, policy.problems
    (form,) = policy.source("r").rule.forms
    found = form.hears
    assert (None if found is None else [(*one.phrases, *one.patterns) for one in found]) == heard
