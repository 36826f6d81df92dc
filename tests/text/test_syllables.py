"""Most words need few of the patterns; what is not asked of a word would find nothing in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.text import syllables as module
from policycheck.text.syllables import syllables

PIECES = [
    *("some", "ever", "y", "one", "time", "times", "re", "act", "busi", "ness", "sm", "thm", "s"),
    *("ed", "es", "e", "le", "ly", "ty", "ment", "que", "tre", "x", "ous", "ie", "ia", "ing", "ue"),
]
words = st.text("aeiouyrstlnbcgdmhqwv", min_size=1, max_size=9) | st.lists(
    st.sampled_from(PIECES), min_size=1, max_size=5
).map("".join)


@settings(max_examples=500)
@given(words)
def test_a_pattern_that_is_not_asked_finds_nothing(word: str) -> None:
    asked = module._parted(word)
    assert asked == sum(len(pattern().findall(word)) for pattern in module._PARTED.values())
    within = module._SILENT_WITHIN().sub("'", word)
    assert module._said(word) == module._SILENT_END().sub("'", within)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("sometimes", 2), ("science", 2), ("create", 2), ("reached", 1), ("business", 2),
        ("rhythm", 2), ("poem", 2), ("situation", 4), ("don't", 1),
    ],
)  # fmt: skip
def test_groups_of_vowels_are_counted_less_the_silent_ones(word: str, count: int) -> None:
    assert syllables(word) == count
