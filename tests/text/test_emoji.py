from __future__ import annotations

import pytest

from policycheck.text.emoji import emoji
from policycheck.text.graphemes import grapheme_count, graphemes

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"a{FAMILY}b", [FAMILY]),
        (f"👍🏽🇺🇸🇨🇦{ENGLAND}", ["👍🏽", "🇺🇸", "🇨🇦", ENGLAND]),
        ("1️⃣1⃣ #️⃣", ["1️⃣", "1⃣", "#️⃣"]),
        ("1 # * © ™ ☺ ❤ a", []),
        ("©️ ™️ ☺️ ❤️", ["©️", "™️", "☺️", "❤️"]),
        ("❤\u200d🔥 ❤️\u200d🔥", ["❤\u200d🔥", "❤️\u200d🔥"]),
        ("😀\ufe0e🇺", []),
        ("🔥🔥", ["🔥", "🔥"]),
        ("plain", []),
    ],
)
def test_each_sequence_counts_once(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in emoji(text)] == found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("café", 4),
        ("cafe\u0301", 4),
        (FAMILY, 1),
        ("👍🏽", 1),
        ("🇺🇸", 1),
        (ENGLAND, 1),
        ("1️⃣", 1),
        ("क्षि", 1),
        ("நி", 1),
        ("กำ", 1),
        ("नमस्ते", 3),
        ("a\r\nb", 3),
        ("co\u00adop", 5),
        ("z" + "\u0301" * 10, 1),
        ("", 0),
    ],
)
def test_grapheme_clusters_are_what_a_reader_sees(text: str, number: int) -> None:
    assert grapheme_count(text) == len(graphemes(text)) == number
    assert "".join(text[start:end] for start, end in graphemes(text)) == text
