from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from policycheck.reports.format import Style
from policycheck.reports.rulebook.handbook import render
from policycheck.reports.rulebook.markdown import code, escape, link

from .made import book_of, rule

MARKUP = st.text(alphabet="ab1 \\`*_[]<>()#+-.!|~&;:=\"'{}\n@/", max_size=30)


def inline(markdown: str) -> list[Token]:
    """The inline tokens of a document that must be a single paragraph."""
    blocks = MarkdownIt().parse(markdown)
    assert [block.type for block in blocks] == ["paragraph_open", "inline", "paragraph_close"]
    return blocks[1].children or []


def plain(text: str) -> str:
    return " ".join(text.split())


@settings(deadline=None)
@given(MARKUP)
def test_escaped_text_reads_as_it_was_and_is_nothing_but_text(text: str) -> None:
    if plain(text):
        tokens = inline(escape(text))
        assert {token.type for token in tokens} <= {"text", "text_special"}
        assert "".join(token.content for token in tokens) == plain(text)


@settings(deadline=None)
@given(MARKUP)
def test_escaped_text_stays_text_in_an_item_of_a_list(text: str) -> None:
    if plain(text):
        blocks = MarkdownIt().parse(f"- {escape(text)}")
        assert [block.type for block in blocks if block.nesting == 1] == [
            *("bullet_list_open", "list_item_open", "paragraph_open")
        ]


@settings(deadline=None)
@given(MARKUP)
def test_code_is_one_span_that_holds_the_text(text: str) -> None:
    if plain(text):
        (token,) = inline(f"{code(text)}")
        assert (token.type, token.content) == ("code_inline", plain(text))


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.gov/a_(b)", True),
        ("#rule-a", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.gov", False),
    ],
)
def test_only_web_addresses_and_places_become_links(url: str, is_link: bool) -> None:
    tokens = inline(link("a [b](c)", url))
    assert (tokens[0].type == "link_open") is is_link
    assert "".join(token.content for token in tokens) == "a [b](c)"


def test_hidden_characters_of_a_policy_are_shown() -> None:
    assert escape("a\u202eb") == r"a\\u{202e}b"


def handbook(tmp_path: Path, body: str) -> str:
    return "".join(render(book_of(tmp_path, {"p": body}), Style()))


@pytest.mark.parametrize("evil", ["# Head", "- item", "<script>x</script>", "[a](https://e.x)"])
def test_no_text_of_a_policy_changes_the_form_of_the_document(tmp_path: Path, evil: str) -> None:
    quoted = evil.replace('"', '\\"')
    more = f'remedy: "{quoted}"\nserves: ["{quoted}"]\nauthority: [{{cite: "{quoted}"}}]'
    check = f'{{kind: forbidden-text, phrases: ["{quoted}"]}}'
    shapes = []
    for text, body in (
        ("evil", "rules:\n" + rule(check, more)),
        ("good", ("rules:\n" + rule(check, more)).replace(quoted, "good")),
    ):
        folder = tmp_path / text
        folder.mkdir()
        tokens = MarkdownIt().enable("table").parse(handbook(folder, body))
        shapes.append(
            [
                [one.type for one in token.children or () if one.type != "text_special"]
                if token.type == "inline"
                else token.type
                for token in tokens
            ]
        )
    merged = [[_merged(one) for one in shape] for shape in shapes]
    assert merged[0] == merged[1]


def _merged(shape: str | list[str]) -> str | list[str]:
    """Runs of text counted once: an escape cuts a text in two and changes nothing."""
    if isinstance(shape, str):
        return shape
    return [one for at, one in enumerate(shape) if one != "text" or shape[at - 1 : at] != ["text"]]


def test_two_rules_whose_ids_read_alike_have_places_of_their_own(tmp_path: Path) -> None:
    check = "{kind: count, of: links, max: 1}"
    text = handbook(tmp_path, "rules:\n" + rule(check, id_="A.1") + rule(check, id_="a-1"))
    assert '<a id="rule-a-1"></a>' in text
    assert '<a id="rule-a-1--2"></a>' in text


def test_two_lists_of_one_name_are_two_lists(tmp_path: Path) -> None:
    check = "{kind: count, of: links, max: $most}"
    one, other = (
        f"params: {{most: {most}}}\nrules:\n" + rule(check, id_=id_)
        for most, id_ in ((3, "A-1"), (5, "B-1"))
    )
    book = book_of(tmp_path, {"one": one, "other": other, "p": "extends: [one.yaml, other.yaml]\n"})
    text = "".join(render(book, Style()))
    lists = text.partition("## Appendix A")[2].partition("## Appendix B")[0]
    assert re.findall(r"### most\n\n(\d)\n", lists) == ["3", "5"]
