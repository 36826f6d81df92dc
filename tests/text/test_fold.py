from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policycheck.text import fold as fold_module
from policycheck.text.fold import fold
from tests.text.pieces import texts

PHRASES = ["café au lait", "don't vote", "naïve co-op", "straße", "क्षि नमस्ते", 'say "yes"', "ᾴδω"]
INVISIBLE = "\u00ad\u200b\u200d\u2060\ufeff\u202e\ufe0f\U000e0041"
CURLY = {"'": "'\u2018\u2019\u2032", '"': '"\u201c\u201d\u2033', "-": "-\u2010\u2013\u2212"}
SPACES = [" ", "\u00a0", "\n", "\r\n", "  \t", " \u3000\u2028"]


def _hit(text: str, phrase: str) -> tuple[int, int] | None:
    folded = fold(text)
    needle = fold(phrase).text
    at = folded.text.find(needle)
    return None if at < 0 else folded.original(at, at + len(needle))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Plain Text", "plain text"),
        ("two\r\n\n lines", "two lines"),
        ("ＡＢＣ ﬁne", "abc fine"),
        ("\u201cIt\u2019s\u201d \u2014 5\u2033", '"it\'s" - 5"'),
        ("co\u00adop \u200b \u2060x", "coop x"),
        ("Straße", "strasse"),
        ("\U0001d407i", "hi"),
        ("", ""),
    ],
)
def test_a_text_has_one_match_form(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_capitals_are_kept_where_case_matters() -> None:
    assert fold("Caf\u00e9  ＡB", keep_case=True).text == "Cafe\u0301 AB"
    assert fold("Plain  Text", keep_case=True).text == "Plain Text"


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("a café b", "café", (2, 6)),
        ("a cafe\u0301 b", "café", (2, 7)),
        ("a café b", "cafe", None),
        ("a cafe\u0301 b", "cafe", None),
        ("straße", "s", (0, 1)),
        ("ßa", "sa", None),
        ("각", "가", None),
        (unicodedata.normalize("NFD", "각"), "가", None),
        ("1\ufe0f\u20e3", "1", None),
        ("x burn \n\n ban", "burn ban", (2, 13)),
        ("v\u200bo\u200bte\u200b!", "vote", (0, 6)),
        ("\u00a8", " ", None),
        ("ᾳ", "α", None),
        ("α\u0345", "α", None),
    ],
)
def test_a_hit_covers_whole_original_characters_or_is_none(
    text: str, phrase: str, found: tuple[int, int] | None
) -> None:
    assert _hit(text, phrase) == found


@st.composite
def _disguised(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a phrase and another way to type it."""
    phrase = draw(st.sampled_from(PHRASES))
    spelt = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), phrase)
    out = []
    for index, character in enumerate(spelt):
        if character == " ":
            out.append(draw(st.sampled_from(SPACES)))
        elif character in CURLY:
            out.append(draw(st.sampled_from(CURLY[character])))
        else:
            out.append(character)
        if index + 1 < len(spelt):
            out.append(draw(st.text(INVISIBLE, max_size=2)))
    return phrase, "".join(out)


@given(_disguised(), st.text("aé \n\u200b🙂", max_size=8), st.text("bø \u00a0\u2060", max_size=8))
def test_a_phrase_is_found_however_it_is_typed(
    pair: tuple[str, str], before: str, after: str
) -> None:
    phrase, disguised = pair
    text = f"{before}|{disguised}|{after}"
    start = len(before) + 1
    assert _hit(text, phrase) == (start, start + len(disguised))
    assert _hit(text.upper(), "zebra") is None


@given(st.text())
@example("\u1ffd\u0374")
@example("α\u0301\u0345 ᾴ")
@example("a\u0316\u0301\u034f\u0315")
def test_canonically_equal_texts_fold_alike(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD")}
    assert forms == {fold(text).text}


@given(st.text(), st.data())
def test_positions_stay_in_the_original_and_in_order(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    size = len(folded.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    span = folded.original(start, end)
    if span and start < end:
        assert 0 <= span[0] < span[1] <= len(text)
        again = fold(text[span[0] : span[1]]).text
        assert again == folded.text[start:end]
    assert folded.start(size) == len(text)
    assert folded.end(0) == 0


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


class _Nothing(dict[int, str]):
    """A table that has no character."""

    def __missing__(self, code: int) -> str:
        return ""


_MANY = st.text(
    alphabet="aZ é'’“—…\u00a0\t\n🎉❤\ufe0f\u200d\u0301\u20e3\u093e\u1161我Ａﬁß\u3000\U0001d407",
    max_size=12,
)


@given(st.one_of(_MANY, texts(8), st.text(max_size=10)))
def test_the_short_way_for_single_characters_makes_no_difference(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        short = fold(text)
        patch.setattr(fold_module, "_SINGLE", _Nothing())
        long = fold(text)
    assert short.text == long.text
    for start in range(len(long.text)):
        for end in range(start + 1, len(long.text) + 1):
            assert short.original(start, end) == long.original(start, end)
