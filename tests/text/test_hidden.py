from __future__ import annotations

import pytest

from policycheck.text.hidden import hidden_characters
from policycheck.text.mixed_scripts import mixed_script_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\u200bb", [(1, 2, "zero-width")]),
        ("a\u200d\ufeffb", [(1, 2, "zero-width"), (2, 3, "zero-width")]),
        ("\u202eabc\u2069", [(0, 1, "bidirectional"), (4, 5, "bidirectional")]),
        ("a\u200fb", [(1, 2, "bidirectional")]),
        ("x\U000e0041", [(1, 2, "tag")]),
        ("co\u00adop\x00\u3164", [(2, 3, "other"), (5, 6, "other"), (6, 7, "other")]),
        ("a\ufe0f", [(1, 2, "other")]),
        ("🙂\u200b", [(1, 2, "zero-width")]),
    ],
)
def test_hidden_characters_are_found_by_kind(text: str, found: list[tuple[int, int, str]]) -> None:
    assert hidden_characters(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "👨\u200d👩\u200d👧 ❤️ 1️⃣ 👍🏽",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم",
        "क्\u200dष",
        "שלום\u200f!",
        "EPA\u200e שלום",
        "葛\U000e0100 ©\ufe0e",
        "ไทย\u200bไทย",
        "tabs\tand\r\nlines",
    ],
)
def test_what_a_script_or_an_emoji_needs_is_not_reported(text: str) -> None:
    assert hidden_characters(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at p\u0430ypal now", [(3, 9, "paypal")]),
        ("\u0391pple \u0399BM", [(0, 5, "Apple"), (6, 9, "IBM")]),
        ("\u0420\u0415A", [(0, 3, "PEA")]),
        ("МОСКВА Привет Αθήνα", []),
        ("Яandex kΩ μm 5μg", []),
        ("plain", []),
    ],
)
def test_words_of_mixed_look_alikes_are_spelt_in_latin(
    text: str, found: list[tuple[int, int, str]]
) -> None:
    assert mixed_script_words(text) == found
