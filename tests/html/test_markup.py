from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.view import Passage
from policycheck.reports.html.marked import Mark, marked
from policycheck.reports.html.markup import el, group, web_address
from policycheck.text.harmless import one_line

VOID = {"br", "input", "meta", "wbr"}


class Read(HTMLParser):
    """The texts, and the elements with their attributes, as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def names(self) -> list[str]:
        return [name for name, _ in self.elements]


DANGEROUS = st.sampled_from(
    (
        "<script>",
        "</p>",
        "</noscript>",
        "&lt;",
        '"',
        "'",
        "<!--",
        "]]>",
        "\u202e",
        "\u2028",
        "\ud800",
    )
)
TEXTS = st.lists(DANGEROUS | st.text(max_size=8), max_size=6).map("".join)


@given(TEXTS, TEXTS)
def test_no_text_becomes_markup(text: str, title: str) -> None:
    read = Read(el("p", text, title=title).html)
    assert read.elements == [("p", {"title": one_line(title)})]
    assert read.text == one_line(text)


def test_a_text_stays_text_however_deep_it_stands() -> None:
    read = Read(group([el("ul", el("li", "<b>", el("i", "&amp;")), None)]).html)
    assert read.names() == ["ul", "li", "i"]
    assert read.text == "<b>&amp;"


def test_attributes_that_say_no_are_left_out() -> None:
    html = el("input", type="search", hidden=True, checked=False, lang=None, for_="a").html
    assert html == '<input type="search" hidden for="a">'


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " https://a.example",
        "https://a.example/\u202egpj",
        "data:text/html,x",
        "//a.example",
        "",
    ],
)
def test_only_an_address_of_the_web_is_a_link(url: str) -> None:
    assert web_address(url) is None


def test_an_address_of_the_web_is_one() -> None:
    assert web_address("HTTPS://a.example/?b=1&c") == "HTTPS://a.example/?b=1&c"


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text("ab #<&\n👩‍🔬ש\u202e", max_size=20))
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places).map(sorted), max_size=5))
    marks = [Mark(low, high, n, "error", f"f{n}") for n, (low, high) in enumerate(spans, 1)]
    return text, marks


@given(marked_texts())
def test_marks_cover_what_they_say_and_each_is_numbered_once(
    case: tuple[str, list[Mark]],
) -> None:
    text, marks = case
    read = Read(marked(Passage(text, "/text"), marks).html)
    assert read.open == []
    numbers = [at["href"] for name, at in read.elements if name == "a"]
    assert sorted(numbers, key=str) == sorted((f"#{one.anchor}" for one in marks), key=str)
    covered = {at for one in marks for at in range(one.start, one.end)}
    assert ("mark" in read.names()) == bool(covered)


def test_overlapping_marks_split_the_text_and_keep_their_numbers() -> None:
    passage = Passage("one two three", "/text")
    marks = [Mark(0, 7, 1, "error", "f1"), Mark(4, 13, 2, "warning", "f2")]
    html = marked(passage, marks).html
    assert html == (
        '<mark class="error">one </mark>'
        '<mark class="error">two<a class="n error" href="#f1" aria-label="finding 1">1</a></mark>'
        '<mark class="warning"> three'
        '<a class="n warning" href="#f2" aria-label="finding 2">2</a></mark>'
    )


def test_links_hashtags_and_mentions_are_told_apart() -> None:
    passage = Passage(
        "#Rain @epa x.gov", "/text", "", ((0, 5, "hashtag"), (6, 10, "mention"), (11, 16, "link"))
    )
    read = Read(marked(passage).html)
    assert [at["class"] for _, at in read.elements] == [
        "token hashtag",
        "token mention",
        "token link",
    ]
    assert read.text == passage.text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\there", "tab    here"),
        ("ze\u200bro", 'ze<span class="hidden">\\u{200b}</span>ro'),
        ("a\u202eb", 'a<span class="hidden">\\u{202e}</span>b'),
        # A joiner between Persian letters, a mark of direction and a family are as they should be.
        ("می\u200cخواهم", "می&#x200c;خواهم"),
        ("שלום\u200f!", "שלום&#x200f;!"),
        ("👩\u200d🔬", "👩&#x200d;🔬"),
    ],
)
def test_a_text_is_shown_as_posted_and_what_hides_in_it_is_seen(text: str, html: str) -> None:
    assert marked(Passage(text, "/text")).html == html
