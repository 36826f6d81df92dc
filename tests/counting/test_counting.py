from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from policycheck.counting import METHODS, method_named
from policycheck.counting.method import Count
from policycheck.counting.x_weighted_v3 import forbidden_characters
from policycheck.counting.youtube_tags import count_tags
from policycheck.text.graphemes import graphemes

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
EXACT = sorted(set(METHODS) - {"threads", "unspecified"})
LONG_LABEL = "a" * 64


@pytest.mark.parametrize("name", METHODS)
def test_a_method_goes_by_the_name_that_it_has(name: str) -> None:
    assert method_named(name).name == name


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        (f"H🐱☺{FAMILY}", 7),
        ("1⃣", 2),
        ("1️⃣", 2),
        (FAMILY * 140, 280),
        ("Hello, world! 👋", 16),
        ("cafe\u0301", 4),
        ("漢字", 4),
        ("“ ” ‘ ’ – —", 11),
        ("…", 2),
        ("©", 1),
        ("\u202aab", 4),
        ("see http://example.com/a/long/path/that/goes/on/and/on", 27),
        ("example.com", 23),
        ("setup.py and example.jp", 23),
        ("example.jp/x t.co", 47),
        ("example.zip", 23),
        (f"{LONG_LABEL}.com", 68),
        ("https://intranet.invalidsuffix", 30),
        ("http://例え.みんな 例え.みんな", 35),
    ],
)
def test_x_weighs_characters_emoji_and_links(text: str, length: int) -> None:
    assert method_named("x_weighted_v3").count(text) == Count(length, length)


def test_x_refuses_characters_that_are_none() -> None:
    assert forbidden_characters("a\ufffeb\uffff\u202a") == [(1, 2), (3, 4)]


@pytest.mark.parametrize(
    ("text", "code_points", "utf16", "utf8_bytes", "graphemes_"),
    [
        ("café", 4, 4, 5, 4),
        ("cafe\u0301", 5, 5, 6, 4),
        (FAMILY, 7, 11, 25, 1),
        ("🇺🇸", 2, 4, 8, 1),
        ("1️⃣", 3, 3, 7, 1),
        ("क्षि", 4, 4, 12, 1),
        ("a\r\nb", 4, 4, 4, 3),
        ("𝐇𝐞𝐥𝐥𝐨", 5, 10, 20, 5),
    ],
)
def test_units_differ(
    text: str, code_points: int, utf16: int, utf8_bytes: int, graphemes_: int
) -> None:
    names = ("code_points", "utf16", "utf8_bytes", "graphemes")
    found = [method_named(name).count(text).low for name in names]
    assert found == [code_points, utf16, utf8_bytes, graphemes_]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("x" * 476 + " https://example.com/" + "a" * 50, 500),
        ("x" * 493 + " @alice@" + "b" * 30 + ".com", 500),
        ("example.com", 11),
        ("http://a.gov", 23),
        ("@alice", 6),
        ("a@example.com", 13),
        (f"{FAMILY}é", 2),
    ],
)
def test_mastodon_sets_a_price_for_links_and_remote_mentions(text: str, length: int) -> None:
    assert method_named("mastodon").count(text) == Count(length, length)


@pytest.mark.parametrize(
    ("name", "text", "band"),
    [
        ("threads", "plain", (5, 5)),
        ("threads", "a👋", (2, 5)),
        ("threads", FAMILY, (1, 25)),
        ("threads", "e\u0301", (1, 2)),
        ("unspecified", "plain", (5, 5)),
        ("unspecified", "a👋", (2, 3)),
        ("unspecified", FAMILY, (1, 11)),
    ],
)
def test_unclear_methods_give_a_band(name: str, text: str, band: tuple[int, int]) -> None:
    assert method_named(name).count(text) == Count(*band)


def test_a_band_across_the_limit_leaves_it_open() -> None:
    count = method_named("unspecified").count("a👋")
    assert [count.fits(limit) for limit in (1, 2, 3)] == [False, None, True]
    assert [method_named("unspecified").excess("a👋", limit) for limit in (1, 2, 3)] == [1, 1, None]


@pytest.mark.parametrize(
    ("tags", "length"),
    [([], 0), (["rain"], 4), (["rain", "flood"], 10), (["flood plain", "rain"], 18)],
)
def test_youtube_counts_commas_and_quotes(tags: list[str], length: int) -> None:
    assert count_tags(tags) == Count(length, length)
    assert method_named("youtube_tags").count(",".join(tags)) == Count(length, length)


@pytest.mark.parametrize(
    ("name", "text", "limit", "offset"),
    [
        ("x_weighted_v3", "a" * 300, 280, 280),
        ("x_weighted_v3", "cafe\u0301s", 4, 5),
        ("x_weighted_v3", "a" * 270 + " https://example.com", 280, 271),
        ("x_weighted_v3", "👋👋", 3, 1),
        ("mastodon", "hi @alice@example.com", 8, 3),
        ("utf8_bytes", "éé", 3, 1),
        ("graphemes", f"{FAMILY}{FAMILY}", 1, 7),
        ("graphemes", "ab", 2, None),
        ("code_points", "ab", 0, 0),
        ("youtube_tags", "ab c,d", 5, 3),
    ],
)
def test_excess_points_at_the_first_character_too_many(
    name: str, text: str, limit: int, offset: int | None
) -> None:
    assert method_named(name).excess(text, limit) == offset


TEXTS = st.lists(
    st.sampled_from(
        [
            *"aé漢\u0301\u200d\ufe0f👋🏽🇺🇸 ,.@/\r\n…",
            FAMILY,
            "epa.gov",
            "https://",
            ".jpg",
            "@al@b.org",
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize("name", EXACT)
@given(text=TEXTS, limit=st.integers(0, 60))
@example(text="website.com.jpg", limit=12)
def test_what_stands_before_the_excess_fits(name: str, text: str, limit: int) -> None:
    method = method_named(name)
    offset = method.excess(text, limit)
    assert (offset is None) == (method.count(text).high <= limit)
    if offset is not None:
        assert method.count(text[:offset]).high <= limit


@pytest.mark.parametrize("name", ["graphemes", "utf8_bytes", "utf16", "code_points"])
@given(text=TEXTS, limit=st.integers(0, 60))
def test_one_more_cluster_does_not_fit(name: str, text: str, limit: int) -> None:
    method = method_named(name)
    offset = method.excess(text, limit)
    assume(offset is not None)
    end = next(end for start, end in graphemes(text) if start == offset)
    assert method.count(text[:end]).low > limit


@pytest.mark.parametrize("name", sorted(METHODS))
@given(text=st.text())
def test_any_text_can_be_counted(name: str, text: str) -> None:
    count = method_named(name).count(text)
    assert 0 <= count.low <= count.high
    assert method_named(name).excess(text, count.high) is None


@given(text=TEXTS)
def test_the_high_end_of_threads_and_unspecified_is_never_exceeded_by_code_points(
    text: str,
) -> None:
    assert method_named("threads").count(text).high >= len(text)
    assert method_named("unspecified").count(text).high >= len(text)
