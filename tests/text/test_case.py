from __future__ import annotations

import pytest

from policycheck.text.case import Rewrite, alternating, lowercase_hashtags, shouting
from policycheck.text.decorative import decorative


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("please STOP DOING THIS now", [Rewrite(7, 22, "Stop doing this")]),
        ("CALL FEMA AT 911 NOW or A EPA", [Rewrite(0, 20, "Call FEMA at 911 now")]),
        ("I SAW A BIG DOG", [Rewrite(2, 15, "Saw a big dog")]),
        ("THIS IS fine NOW", []),
        ("FEMA EPA FEMA EPA", []),
        ("READ EPA.GOV/X #ALLCAPS", []),
        ("我们 TWO ONE", []),
        ("STOP NOW don't WAIT", []),
        ("PLEASE DON'T WAIT", [Rewrite(0, 17, "Please don't wait")]),
        ("under CC-BY-NC or CC BY-NC-ND", []),
        ("STOP NOW https://x.gov PLEASE", []),
        ("at 1PM EDT/1700UTC or 2PM", []),
        ("WELL-KNOWN BIG THING", [Rewrite(0, 20, "Well-known big thing")]),
        ("ΣΤΟΠ ΣΤΟΠ ΣΤΟΠ", [Rewrite(0, 14, "Στοπ στοπ στοπ")]),
    ],
)
def test_runs_of_capitals_are_shouting(text: str, found: list[Rewrite]) -> None:
    assert shouting(text, 3, ["FEMA", "epa"]) == found


def test_a_run_may_be_one_word() -> None:
    assert shouting("Do it NOW", 1) == [Rewrite(6, 9, "Now")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see #firesafety", [Rewrite(4, 15, "#FireSafety")]),
        ("＃openscience", [Rewrite(0, 12, "＃OpenScience")]),
        ("#FireSafety #bioinformatics #news #openday #santé #ab12cdefghij", []),
    ],
)
def test_a_capital_for_each_word_of_a_hashtag(text: str, found: list[Rewrite]) -> None:
    assert lowercase_hashtags(text) == found


def test_shorter_hashtags_count_where_asked() -> None:
    assert lowercase_hashtags("#openday", letters=6) == [Rewrite(0, 8, "#OpenDay")]


@pytest.mark.parametrize("word", ["mOcKiNg", "sIlLy", "SpOnGeBoB"])
def test_alternating_case_is_found(word: str) -> None:
    assert alternating(f"so {word}!") == [Rewrite(3, 3 + len(word), word.lower())]


@pytest.mark.parametrize(
    "word", ["YouTube", "iPhone", "LaTeX", "PowerPoint", "CleanAir", "CoDex", "WoCaNet", "#aBcDeFg"]
)
def test_names_are_not_alternating(word: str) -> None:
    assert alternating(word) == []
    assert alternating("eXaMpLe", ["eXaMpLe"]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("𝐇𝐞𝐥𝐥𝐨 𝖜𝖔𝖗𝖑𝖉!", [Rewrite(0, 11, "Hello world")]),
        ("x ＡＢＣ", [Rewrite(2, 5, "ABC")]),
        ("ⓗⓔⓛⓛⓞ", [Rewrite(0, 5, "hello")]),
        ("🅷🅴🅻🅻🅾 🅐🅑", [Rewrite(0, 8, "HELLO AB")]),
        ("⒣⒤", [Rewrite(0, 2, "hi")]),
        ("ᴇᴘᴀ ɴᴇᴡs", [Rewrite(0, 8, "epa news")]),
        ("ℋ𝑒𝓁𝓁𝑜", [Rewrite(0, 5, "Hello")]),
        ("𝑥 = 5 ™ ℃ 🅰️ Ⓜ️ ①", []),
        ("plain", []),
    ],
)
def test_decorative_letters_have_a_plain_form(text: str, found: list[Rewrite]) -> None:
    assert decorative(text) == found
