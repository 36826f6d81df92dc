from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.readers.markdown import READER
from tests.readers.reading import assert_copies, at, draft, place, places, read, value

FRONT = "---\naccount: nps\nlang: en\n---\n"


def text_of(body: str) -> str:
    node = draft(READER, body).node
    return at(node, "text").text if node.get("text") else ""


@pytest.mark.parametrize(
    ("body", "posted"),
    [
        ("\n\n  Hello\n\n", "Hello"),
        ("a **bold** and __too__ _it_ *it*", "a bold and too it it"),
        ("***both*** and *a **b** c*", "both and a b c"),
        ("*a**b* c", "a**b c"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("# Heading\ntext", "Heading\ntext"),
        ("### Heading ##\ntext", "Heading\ntext"),
        ("#Hashtag first\n# C#", "#Hashtag first\nC#"),
        ("Join #_tag_ and @_handle_ now", "Join #_tag_ and @_handle_ now"),
        ("_by @nasa_", "by @nasa"),
        (r"2024\-09\-30 Q\&A \_x\_ C:\dir", r"2024-09-30 Q&A _x_ C:\dir"),
        ("* one *x*\n- two\n1. three", "* one x\n- two\n1. three"),
        ("* open *here\n* and* there", "* open *here\n* and* there"),
        ("open *here\n\nnot* closed", "open *here\n\nnot* closed"),
        ("use `a_b_c *d*` and ``x`_y_`` _z_", "use `a_b_c *d*` and ``x`_y_`` z"),
        ("``` one ` two _it_", "``` one ` two it"),
        ("```sh\n*a* ![x](y)\n```\n*b*", "```sh\n*a* ![x](y)\n```\nb"),
        ("see https://e.gov/_a_/*b* _x_", "see https://e.gov/_a_/b x"),
        ("at <https://e.gov/a_b> or <mailto:a@e.gov>", "at https://e.gov/a_b or mailto:a@e.gov"),
        ("[our **page**](https://e.gov (Title)) is up", "our page is up"),
        ("[a](https://e.gov/x_(y)) [b](<https://e.gov/z z>)", "a b"),
        ("[not a link] (x) [ref][1]", "[not a link] (x) [ref][1]"),
        ("[[in](b)](c)", "[in](c)"),
        ("a <!-- policycheck: disable=X -->\nb", "a\nb"),
        ("<!-- one\n\ntwo -->\nb", "b"),
        ("a <!-- open", "a <!-- open"),
        ("> quoted\n\n| t |", "> quoted\n\n| t |"),
        ("a\n\n![x](y.png)\n\nb", "a\n\nb"),
        ("a\n![x](y.png) ![z](w.png)\nb", "a\nb"),
        ("a ![x](y.png) b ![x](y.png)\n![x](y.png) c", "a b\nc"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("a  \nb\u2028c", "a  \nb\u2028c"),
    ],
)
def test_a_body_becomes_what_is_posted(body: str, posted: str) -> None:
    assert text_of(body) == posted


def test_fields_are_those_of_the_front_matter_and_everything_is_carried() -> None:
    found = draft(READER, "---\nlang: no\nmedia:\n  - file: a.png\n    alt: A\n...\nHei\n")
    assert value(found.node) == {
        "lang": "no",
        "media": [{"file": "a.png", "alt": "A"}],
        "text": "Hei",
    }
    assert found.carried is None
    assert found.suffix == ""
    assert place(at(found.node, "media", 0, "alt")) == (5, 10)
    assert place(at(found.node, "text")) == (7, 1)


def test_a_picture_becomes_media_after_those_given() -> None:
    body = 'Look 🏞️ ![A *wide* view](view.png "Title")\n\n![](https://e.gov/b.png)\n'
    node = draft(READER, "---\nmedia: [given.png]\n---\n" + body).node
    assert value(node) == {
        "media": [
            "given.png",
            {"file": "view.png", "alt": "A wide view"},
            {"url": "https://e.gov/b.png", "alt": ""},
        ],
        "text": "Look 🏞️",
    }
    assert place(at(node, "media", 1, "alt"), "view") == (4, 20)
    assert place(at(node, "media", 1, "file")) == (4, 26)
    assert place(at(node, "media", 2, "alt")) == (6, 3)
    assert not at(node, "media", 2, "alt").is_null
    assert place(at(node, "media", 2, "url")) == (6, 5)


def test_a_picture_that_is_a_link_is_both() -> None:
    node = draft(READER, "[![Map](m.png)](https://e.gov)").node
    assert value(node) == {"media": [{"file": "m.png", "alt": "Map"}], "links": ["https://e.gov"]}


@pytest.mark.parametrize(
    ("address", "given"),
    [("https://e.gov/assets/f81c", "image"), ("a", "image"), ("", "image"), ("a.mp4", None)],
)
def test_a_picture_is_an_image_unless_its_address_says_more(address: str, given: str) -> None:
    node = draft(READER, f"Hi ![Map]({address})").node
    assert value(node)["media"][0].get("type") == given  # type: ignore[index]


def test_links_on_words_stand_beside_those_the_text_shows() -> None:
    body = "x.gov [here](https://b.gov/q) <https://c.gov> [https://d.gov](https://d.gov)"
    node = draft(READER, body).node
    assert value(node) == {
        "text": "x.gov here https://c.gov https://d.gov",
        "links": ["x.gov", "https://b.gov/q", "https://c.gov", "https://d.gov"],
    }
    assert [place(at(node, "links", index)) for index in range(4)] == [
        (1, 1),
        (1, 14),
        (1, 32),
        (1, 63),
    ]


def test_an_address_shown_as_another_counts_as_two_links() -> None:
    node = draft(READER, "[https://good.gov](https://bad.example)").node
    assert value(node)["links"] == ["https://good.gov", "https://bad.example"]  # type: ignore[index]


def test_links_given_are_kept_and_words_add_to_them() -> None:
    node = draft(READER, "---\nlinks: [https://a.gov]\n---\nc.gov [b](https://b.gov)").node
    assert value(node)["links"] == ["https://a.gov", "https://b.gov"]  # type: ignore[index]


def test_a_text_without_links_on_words_leaves_the_links_to_be_found() -> None:
    assert draft(READER, "see https://e.gov").node.get("links") is None


def test_a_text_given_above_is_taken_as_written() -> None:
    node = draft(READER, "---\ntext: '*Kept*'\n---\n\n![A](a.png)\n").node
    assert value(node) == {"text": "*Kept*", "media": [{"file": "a.png", "alt": "A"}]}


def test_two_texts_are_a_problem() -> None:
    drafts, problems = read(READER, "---\nlang: en\ntext: One\n---\nTwo\n")
    assert places(problems) == [(3, 1)]
    assert problems[0].help
    assert at(drafts[0].node, "text").text == "One"


def test_open_front_matter_is_a_problem_and_the_text_is_still_read() -> None:
    drafts, problems = read(READER, "---\nHello *you*\n")
    assert places(problems) == [(1, 1)]
    assert "---" in problems[0].help
    assert value(drafts[0].node) == {"text": "Hello you"}
    assert drafts[0].carried == frozenset({"text"})


@pytest.mark.parametrize("fields", ["a: [b", "- a", "just words"])
def test_fields_that_cannot_be_read_leave_only_the_text_carried(fields: str) -> None:
    drafts, problems = read(READER, f"---\n{fields}\n---\nHello ![A](a.png)\n")
    assert len(problems) == 1
    assert problems[0].line in (2, 3)
    assert value(drafts[0].node) == {"text": "Hello"}
    assert drafts[0].carried == frozenset({"text"})


@pytest.mark.parametrize("text", ["", "---\n---\n", "---\n---", "---\n# nothing\n---\n\n\n"])
def test_no_fields_and_no_text_are_a_post_without_any(text: str) -> None:
    found = draft(READER, text)
    assert value(found.node) == {}
    assert found.carried is None


def test_a_byte_order_mark_belongs_to_nothing() -> None:
    node = draft(READER, "\ufeff---\nlang: en\n---\nHi").node
    assert value(node) == {"lang": "en", "text": "Hi"}
    assert value(draft(READER, "\ufeffHi").node) == {"text": "Hi"}


PIECES = st.sampled_from(
    [
        "Hello ", "🔥", "👩‍🚒 ", "é", "*", "**", "_", " ", "\n", "\n\n", "`", "#", "# ", "- ",
        "![alt](a.png)", "![](https://e.gov/i)", "[words](https://e.gov)", "<https://e.gov/a_b>",
        "https://e.gov/_x_", "@a_b", "#Tag", "\\*", "\\", "<!-- c -->", "<!--", "[", "]", "(", ")",
    ]
)  # fmt: skip
BODIES = st.lists(PIECES, max_size=25).map("".join)


@given(BODIES)
def test_each_character_of_the_text_stands_where_its_map_says(body: str) -> None:
    node = draft(READER, body).node
    for name in ("text", "media", "links"):
        found = node.get(name)
        scalars = [at(node, name)] if name == "text" and found else []
        if name == "media" and found:
            scalars = [at(node, name, index, "alt") for index in range(len(value(found)))]  # type: ignore[arg-type]
        for scalar in scalars:
            assert_copies(scalar)


@given(BODIES)
def test_front_matter_only_moves_lines(body: str) -> None:
    plain = draft(READER, body if not body.startswith("---") else "x" + body).node
    fronted = draft(READER, FRONT + body).node
    assert value(fronted) == {"account": "nps", "lang": "en", **value(plain)}  # type: ignore[dict-item]
    if plain.get("text"):
        before, after = at(plain, "text"), at(fronted, "text")
        moved = [run.start + len(FRONT) for run in before.segments.runs()]
        assert [run.start for run in after.segments.runs()] == moved


@settings(deadline=None)
@given(BODIES, st.sampled_from(["\r\n", "\r"]), st.booleans())
def test_how_lines_end_changes_nothing(body: str, line_end: str, final: bool) -> None:
    unix = FRONT + body.rstrip("\n") + ("\n" if final else "")
    other = unix.replace("\n", line_end)
    assert value(draft(READER, unix).node) == value(draft(READER, other).node)
    node = draft(READER, unix).node
    if not node.get("text"):
        return
    here, there = at(node, "text"), at(draft(READER, other).node, "text")
    assert_copies_or_returns(there.text, other, line_end)
    for index, character in enumerate(here.text):
        if character == "\n":
            continue
        first = here.source.position(here.segments.locate(index, index + 1).start)
        second = there.source.position(there.segments.locate(index, index + 1).start)
        assert first == second


def assert_copies_or_returns(text: str, source: str, line_end: str) -> None:
    assert "\r" not in text
    assert text.count("\n") <= source.count(line_end)


@pytest.mark.parametrize(
    "piece",
    ["*a", "**a_", "[", "![", "`" * 7 + "a", "<!--", "](", "[a](", "a**b*", "\\", "# #", "<a:"],
)
def test_hostile_text_is_read_in_time(piece: str) -> None:
    start = time.process_time()
    text_of(piece * 5000)
    assert time.process_time() - start < 2
