from __future__ import annotations

import json
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from policycheck.text.harmless import for_github, for_json, for_xml, one_line, shown

#: Characters that can hurt: controls, marks of direction, joiners, tags, wide and combining ones.
NASTY = st.text(
    st.sampled_from(
        "a漢é️ \t\n\r\x00\x1b\x7f\x85\u00ad\u034f\u200b\u200c\u200d\u200e\u2028\u202e\u2066\u3164"
        "\ufe0f\ufeff\ufffe\U000e0041\U000e007f\U0001f3f4\U0001f468\U0001f469\U0001f3fd\U0001f1fa\U0001f1f8"
        "\u0301\u0600\u20e31%:,<&]\ud800"
    )
    | st.characters()
)

FAMILY = "👨\u200d👩\u200d👧"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
EMOJI = [FAMILY, SCOTLAND, "⚠\ufe0f", "⚠\ufe0e", "🇺🇸", "👍🏽", "1\ufe0f\u20e3", "❤\ufe0f\u200d🔥"]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain words, 100%", "plain words, 100%"),
        ("«Größe» 漢字 עברית", "«Größe» 漢字 עברית"),
        ("\x1b[31mred", r"\u{1b}[31mred"),
        ("a\r\nb\rc\td", r"a\r\nb\rc\td"),
        ("a\x00\x7f\x9bb", r"a\u{0}\u{7f}\u{9b}b"),
        ("\u202eevil\u2066\u200f", r"\u{202e}evil\u{2066}\u{200f}"),
        ("pay\u200bpal\ufeff", r"pay\u{200b}pal\u{feff}"),
        ("a\u2028b\u2029c", r"a\u{2028}b\u{2029}c"),
        ("so\u00adft", r"so\u{ad}ft"),
        ("\u3164\u115f\u034f", r"\u{3164}\u{115f}\u{34f}"),
        ("\ud800", r"\u{d800}"),
        ("\u0600123", "\u0600123"),
    ],
)
def test_hidden_characters_become_visible_and_nothing_else_changes(text: str, safe: str) -> None:
    assert one_line(text) == safe


@pytest.mark.parametrize("emoji", EMOJI)
def test_what_holds_an_emoji_together_stays(emoji: str) -> None:
    assert one_line(f"a {emoji} b") == f"a {emoji} b"
    assert shown(emoji).text == emoji
    assert set(shown(f"a{emoji}").cells[1:]) == {(1, 1 + wcswidth(emoji))}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\u200db", r"a\u{200d}b"),
        ("👨\u200d", r"👨\u{200d}"),
        ("a\ufe0f", r"a\u{fe0f}"),
        ("😀\U000e0068\U000e0069\U000e007f", r"😀\u{e0068}\u{e0069}\u{e007f}"),
        ("🏴\U000e0068\U000e0069", r"🏴\u{e0068}\u{e0069}"),
        ("🏴\U000e0068\U000e0069\U000e007f", r"🏴\u{e0068}\u{e0069}\u{e007f}"),
    ],
)
def test_joiners_and_tags_outside_an_emoji_are_shown(text: str, safe: str) -> None:
    assert one_line(text) == safe


def visible(text: str) -> bool:
    joiners = "\u200d\U000e007f"
    return not any(
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or (
            unicodedata.bidirectional(character)
            in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}
        )
        or (character in "\u200b\u200e\u200f\ufeff\u2060")
        for character in text
        if character not in joiners
    )


@given(NASTY)
def test_one_line_is_one_visible_line_and_stays_as_it_is(text: str) -> None:
    safe = one_line(text)
    assert visible(safe)
    assert one_line(safe) == safe


@given(NASTY)
def test_each_character_has_a_cell_and_cells_never_go_back(text: str) -> None:
    line = shown(text)
    assert visible(line.text)
    assert len(line.cells) == len(text)
    assert all(left <= right for left, right in line.cells)
    starts = [left for left, _ in line.cells]
    assert starts == sorted(starts)
    assert line.column_of(len(text)) == line.width


@pytest.mark.parametrize(
    ("line", "marked", "before"),
    [
        ("alt: empty", "empty", "alt: "),
        ("漢字 empty", "empty", "#### "),
        ("👩‍🔬 🇺🇸 ⚠️ empty", "empty", "## ## ## "),
        ("e\u0301e\u0301 empty", "empty", "## "),
        ("\tempty", "empty", "    "),
        ("\u202e empty", "empty", "######## "),
        ("नि empty", "empty", "#" * wcswidth("नि") + " "),
    ],
)
def test_columns_follow_what_a_terminal_draws(line: str, marked: str, before: str) -> None:
    at = line.index(marked)
    left, right = shown(line).columns(at, at + len(marked))
    assert (left, right) == (len(before), len(before) + len(marked))
    assert wcswidth(shown(line).text[: shown(line).text.index(marked)]) == left


def test_a_mark_within_a_cluster_takes_all_of_it_and_one_at_the_end_is_one_wide() -> None:
    line = shown(f"a{FAMILY}b")
    assert line.columns(2, 3) == (1, 3)
    assert line.columns(len(line.cells), len(line.cells)) == (4, 5)
    assert shown("").columns(0, 0) == (0, 1)
    assert shown("abc").columns(9, 12) == (3, 4)


def decoded(text: str, *pairs: tuple[str, str]) -> str:
    for escape, character in pairs:
        text = text.replace(escape, character)
    return text.replace("%25", "%")


@given(NASTY)
def test_a_github_message_is_one_line_that_decodes_to_the_text(text: str) -> None:
    message = for_github(text)
    assert not set(message) & set("\r\n")
    assert decoded(message, ("%0D", "\r"), ("%0A", "\n")) == text


@given(NASTY)
def test_a_github_property_can_neither_end_nor_begin_anything(text: str) -> None:
    value = for_github(text, prop=True)
    assert not set(value) & set("\r\n:,")
    pairs = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","))
    assert decoded(value, *pairs) == text


@given(NASTY)
def test_any_text_can_stand_in_xml(text: str) -> None:
    element = ET.Element("a")
    element.text = for_xml(text)
    ET.fromstring(ET.tostring(element, encoding="unicode"))


@given(NASTY)
def test_json_keeps_its_value_and_hides_nothing(text: str) -> None:
    document = json.dumps([text], ensure_ascii=False)
    assert visible(for_json(document))
    assert json.loads(for_json(document)) == [text]
