from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policycheck.kinds.host_entries import wrong_entry
from policycheck.kinds.preferred_text import in_case_of
from policycheck.text.case import lowercase_hashtags
from policycheck.text.fold import fold
from tests.packs.data import RULES, content, core_rules, files

LEXICONS = files("lexicons")
PLAIN_WORDS = 120


def _phrases(file: Path) -> list[str]:
    entries = content(file)["entries"]
    return [one["phrase"] if isinstance(one, dict) else one for one in entries]


@pytest.mark.parametrize("file", LEXICONS, ids=lambda file: file.stem)
def test_a_lexicon_says_what_it_is_and_who_answers_for_it(file: Path) -> None:
    found = content(file)
    assert found["lexicon"] == file.stem
    assert found.keys() == {"lexicon", "title", "owner", "source", "checked_on", "entries"}
    assert all(found.values())


@pytest.mark.parametrize("file", LEXICONS, ids=lambda file: file.stem)
def test_no_entry_stands_twice_and_all_are_text(file: Path) -> None:
    phrases = _phrases(file)
    assert all(isinstance(phrase, str) for phrase in phrases), phrases
    # Patterns are no phrases: what they match is not folded.
    keys = [one if file.stem == "emoji-in-a-row" else fold(one).text.strip() for one in phrases]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("file", LEXICONS, ids=lambda file: file.stem)
def test_entries_are_in_alphabetical_order(file: Path) -> None:
    phrases = _phrases(file)
    assert phrases == sorted(phrases, key=str.casefold)


def _used(node: Any) -> set[str]:
    if isinstance(node, dict):
        return {name for value in node.values() for name in _used(value)}
    if isinstance(node, list):
        return {name for value in node for name in _used(value)}
    return {node[1:]} if isinstance(node, str) and node.startswith("$") else set()


def test_every_lexicon_of_the_core_pack_exists_and_every_lexicon_is_used() -> None:
    params = set(content(RULES / "core" / "pack.yaml")["params"])
    used = _used([rule["check"] for rule in core_rules()]) - params
    assert used <= {file.stem for file in LEXICONS}


def test_shorteners_are_hosts() -> None:
    for host in _phrases(RULES / "lexicons" / "shorteners.yaml"):
        assert not wrong_entry(host), host


def test_plain_words_are_many_and_each_has_a_plainer_one() -> None:
    table = content(RULES / "lexicons" / "plain-words.yaml")["entries"]
    assert len(table) >= PLAIN_WORDS
    for phrase, better in table.items():
        assert better, phrase
        assert all(one.strip() == one for one in better), phrase
        assert len(set(better)) == len(better), phrase
        assert phrase not in better, phrase


def test_what_is_offered_as_plainer_is_not_replaced_in_its_turn() -> None:
    table = content(RULES / "lexicons" / "plain-words.yaml")["entries"]
    stiff = [phrase for phrase in table if any(phrase in better for better in table.values())]
    assert stiff == []


def test_a_plainer_word_takes_the_case_of_the_one_it_replaces() -> None:
    table = content(RULES / "lexicons" / "plain-words.yaml")["entries"]
    assert in_case_of("Prior to", table["prior to"][0]) == "Before"


def test_a_hashtag_of_one_word_is_listed_only_where_it_would_be_taken_apart() -> None:
    for word in _phrases(RULES / "lexicons" / "one-word-hashtags.yaml"):
        assert lowercase_hashtags(f"#{word}"), word


@pytest.mark.parametrize(
    ("text", "matches"),
    [("🚨🚨", True), ("🚨 🚨", True), ("⚠️⚠️", True), ("🚨⚠️", False), ("⚠️", False)],
)
def test_the_patterns_for_emoji_in_a_row_need_two_of_the_same(text: str, matches: bool) -> None:
    import re2

    patterns = _phrases(RULES / "lexicons" / "emoji-in-a-row.yaml")
    assert any(re2.search(pattern, text) for pattern in patterns) is matches
