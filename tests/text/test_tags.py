from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.text.links import links
from policycheck.text.tags import hashtags, mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#CleanAir and (#1st) #a_b.", ["#CleanAir", "#1st", "#a_b"]),
        ("#2026 #_ # #!", []),
        ("#️⃣ #️⃣tag", []),
        ("##️⃣tag", ["##️⃣tag"]),
        ("##double", ["#double"]),
        ("C#sharp a#b &#39; /#x", []),
        ("https://x.gov/a#part and x.gov/#part", []),
        ("#नमस्ते ＃タグ #é #e\u0301a", ["#नमस्ते", "＃タグ", "#é", "#e\u0301a"]),
        ("#co\u00adop #a🔥b #well-known", ["#co", "#a", "#well"]),
    ],
)
def test_hashtags_are_found(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in hashtags(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@EPA, .@NPS (@a_b) ＠usda", ["@EPA", "@NPS", "@a_b", "＠usda"]),
        ("@alice@mastodon.social.", ["@alice@mastodon.social"]),
        ("@name.bsky.social! @gov-uk.bsky.social", ["@name.bsky.social", "@gov-uk.bsky.social"]),
        ("@EPA.The next @EPA-led", ["@EPA", "@EPA"]),
        ("@first.last here", ["@first.last"]),
        ("info@epa.gov https://youtube.com/@epa https://u@x.gov", []),
        ("@ 5 @!", []),
    ],
)
def test_mentions_are_found(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in mentions(text)] == found


@given(
    st.lists(
        st.sampled_from([*"aB1_#＃@＠. /-é\u0301\ufe0f\u20e3\u200d", "x.gov", "https://", "#️⃣"])
    ).map("".join)
)
def test_tags_mentions_and_links_never_overlap(text: str) -> None:
    spans = hashtags(text) + mentions(text) + [(link.start, link.end) for link in links(text)]
    spans.sort()
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
