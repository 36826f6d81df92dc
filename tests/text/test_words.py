from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.text.words import _in_any_script, is_word_edge, words
from tests.text.pieces import texts

PIECES = st.sampled_from(
    [
        "vote",
        "don't",
        "é",
        "e\u0301",
        " ",
        "-",
        "'",
        "我们",
        "ไทย",
        "3.5",
        "_",
        "\u00ad",
        "#tag",
        "@x.gov",
        "a.gov",
    ]
)


def _words(text: str, *, prose_only: bool = False) -> list[str]:
    return [text[start:end] for start, end in words(text, prose_only=prose_only)]


@pytest.mark.parametrize(
    ("text", "word", "whole"),
    [
        ("to vote now", "vote", True),
        ("devote", "vote", False),
        ("voted", "vote", False),
        ("vote's", "vote", True),
        ("well-vote-d", "vote", True),
        ("vote\u02bcs", "vote", True),
        ("vote_d", "vote", False),
        ("de\u00advote", "vote", False),
        ("vote\u200bd", "vote", False),
        ("vote\u0301", "vote", False),
        ("e\u0301vote", "vote", False),
        ("évote", "vote", False),
        ("我们投票了", "投票", True),
        ("我们vote了", "vote", True),
        ("ไปเลือกตั้งกัน", "เลือกตั้ง", True),
        ("уголосует", "голос", False),
        ("a#vote", "#vote", True),
        ("vote", "vote", True),
    ],
)
def test_a_hit_is_whole_by_its_neighbours(text: str, word: str, whole: bool) -> None:
    start = text.index(word)
    assert is_word_edge(text, start, start + len(word)) is whole


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don\u2019t e\u00adat 1,200.5 kg.", ["Don\u2019t", "e\u00adat", "1,200.5", "kg"]),
        ("well-known 'quoted' dogs'", ["well", "known", "quoted", "dogs"]),
        ("नमस्ते cafe\u0301", ["नमस्ते", "cafe\u0301"]),
        ("我们NASA", ["我们", "NASA"]),
        ("U.S. 5.a", ["U", "S", "5", "a"]),
        ("п'ять", ["п'ять"]),
        ("", []),
    ],
)
def test_words_are_found_whole(text: str, found: list[str]) -> None:
    assert _words(text) == found


def test_prose_has_no_links_addresses_tags_or_mentions() -> None:
    text = "See epa.gov/rain or mail a.b@epa.gov, @EPA #CleanAir https://x.gov/read now"
    assert _words(text, prose_only=True) == ["See", "or", "mail", "now"]


@given(st.lists(PIECES).map("".join))
def test_words_are_in_order_disjoint_and_whole(text: str) -> None:
    spans = words(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(is_word_edge(text, start, end) for start, end in spans if "'" not in text)
    assert set(words(text, prose_only=True)) <= set(spans)


@given(st.text(alphabet="ab'.,1_ -\n`Z9", max_size=30))
def test_the_pass_for_ascii_finds_the_words_that_the_rules_for_all_scripts_find(text: str) -> None:
    assert words(text) == list(_in_any_script(text))


_SIGNS = st.text(
    alphabet="aZ é'’ʼ.,3٣½_-—“”…\u00a0\n🎉❤\ufe0f\ufe0e\u200d\u200b\u00ad\u0301\u20e3我ไ\uff01",
    max_size=14,
)


@given(st.one_of(_SIGNS, texts(8), st.text(max_size=12)))
def test_signs_beyond_ascii_make_no_difference_to_the_short_way(text: str) -> None:
    assert words(text) == list(_in_any_script(text))
