from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.text.sentences import sentences


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith met the U.S. Department of State at 3.5 p.m. on Jan. 5.",
        "It was No. 3 of p. 4, i.e. the last.",
        "Wait... what?",
        "Read epa.gov/a.b?c=d! now",
        "J. R. Smith came.",
        "I ❤️ New York",
        "one line\nand its end",
        "1. First thing",
        "He said “Stop!” and left.",
        "Plan (see a.m. hours) now",
    ],
)
def test_what_looks_like_an_end_is_none(text: str) -> None:
    assert _sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said no. That is it!", ["He said no.", "That is it!"]),
        ("We are in the U.S. The end.", ["We are in the U.S.", "The end."]),
        ("So am I. You too.", ["So am I.", "You too."]),
        ("“Stop!” She ran.", ["“Stop!”", "She ran."]),
        ("It rains… Stay in.", ["It rains…", "Stay in."]),
        ("Great news for all 🎉 We open.", ["Great news for all 🎉", "We open."]),
        ("one\n\ntwo", ["one", "two"]),
        ("one\r\n \r\ntwo", ["one", "two"]),
        ("one\r\ntwo\rthree\nfour", ["one\r\ntwo\rthree\nfour"]),
        ("list\n- a\n• b\n2. c\n🔥 d", ["list", "- a", "• b", "2. c", "🔥 d"]),
        ("Stay safe\n#Fire #Safety", ["Stay safe", "#Fire #Safety"]),
        ("今日は晴れ。明日は雨！", ["今日は晴れ。", "明日は雨！"]),
        ("क्या? हाँ। ठीक", ["क्या?", "हाँ।", "ठीक"]),
        ("🎉🎉\n\n...", []),
        ("", []),
    ],
)
def test_a_text_parts_into_sentences(text: str, found: list[str]) -> None:
    assert _sentences(text) == found


@given(st.lists(st.sampled_from([*"aB1.!?…。 \n\r-#🎉\"')", "U.S.", "Dr.", "e.g."])).map("".join))
def test_sentences_are_in_order_disjoint_and_hold_every_word(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    covered = "".join(text[start:end] for start, end in spans)
    assert [c for c in covered if c.isalnum()] == [c for c in text if c.isalnum()]
