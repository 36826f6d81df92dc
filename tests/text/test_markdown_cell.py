from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from policycheck.text.harmless import one_line
from policycheck.text.markdown_cell import code_in_markdown, for_markdown

MARKDOWN = MarkdownIt("commonmark").enable("table")
TRICKY = (
    st.text(st.sampled_from("a1 |`*_[]()<>&@#$:~!\\-+=.{}\n\u202e\u200b漢w/h;^'\"")) | st.text()
)


def rendered(text: str) -> str:
    """What stands in the cell of a table, as HTML."""
    table = MARKDOWN.render(f"| a | b |\n| --- | --- |\n| {text} | last |\n")
    row = re.search(r"<tbody>\n<tr>\n<td>(.*)</td>\n<td>last</td>\n</tr>\n</tbody>", table)
    assert row, table
    return row[1]


@given(TRICKY)
def test_a_cell_shows_the_text_and_nothing_but_text(text: str) -> None:
    shown = rendered(for_markdown(text))
    assert "<" not in shown
    assert html.unescape(shown).replace("\u200b", "") == one_line(text).strip()


@given(TRICKY)
def test_a_line_of_a_list_shows_the_text_and_nothing_but_text(text: str) -> None:
    shown = MARKDOWN.render(f"- {for_markdown(text)}x")
    words = re.fullmatch(r"<ul>\n<li>(.*)</li>\n</ul>\n", shown)
    assert words, shown
    assert "<" not in words[1]
    assert html.unescape(words[1]).replace("\u200b", "") == one_line(text).strip() + "x"


@given(TRICKY)
def test_code_shows_the_text_and_nothing_but_text(text: str) -> None:
    shown = rendered(code_in_markdown(text)).removeprefix("<code>").removesuffix("</code>")
    assert "<" not in shown
    assert html.unescape(shown).replace("\u200b", "") == one_line(text).strip()


@pytest.mark.parametrize(
    "text",
    [
        *("@epa", "ask @epa/press", "#12", "epa/site#12", "GH-12", "gh-12", "a@b.example"),
        *("https://bit.ly/x", "www.epa.gov", "WWW.EPA.GOV", "ftp://x", "mailto:a@b.c"),
        *(":tada:", "draft.md:100:5", "$x$", "$`x`$", "![a](b)", "<img src=x>", "[x]: y"),
    ],
)
def test_no_service_finds_a_link_a_person_or_a_picture(text: str) -> None:
    shown = html.unescape(for_markdown(text))
    found = re.search(
        r"@\w|#\d|(?i:gh-\d)|://|(?i:www\.)|:\w+:|\$[^\s\u200b]|!\[|\]\(|mailto:\w", shown
    )
    assert found is None or found[0] in ("![", "](")  # marks that are references stay text
    assert not re.search(r"[\[<`]", for_markdown(text))


def test_a_place_can_be_copied_out() -> None:
    assert code_in_markdown("a/b.md:100:5") == "<code>a/b.md:100:5</code>"
    assert code_in_markdown("plan.csv#14") == "<code>plan.csv#14</code>"
