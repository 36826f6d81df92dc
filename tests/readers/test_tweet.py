from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.record import Record, carries
from policycheck.readers.tweet import READER
from tests.readers.reading import assert_copies, at, draft, place, places, read, value

X = {"platform": "x", "kind": "original"}

FULL = """---
media:
  - file: cat.jpg
    alt: A cat
reply: https://x.com/a/status/1
schedule: 2026-12-01T09:00:00Z
thread-delimiter: "***"
lang: en
---

Text 🐈 with a rule
---
and more
***

---
poll: [Cat, Dog]
---

Second

---
Third
( ) Red
(  Blue
( )  Green
"""


def test_front_matter_text_and_thread_are_read() -> None:
    drafts, problems = read(READER, FULL, "tweets/2026/a.tweet")
    assert not problems
    assert [one.suffix for one in drafts] == ["", "/2", "/3"]
    assert value(drafts[0].node) == {
        "lang": "en",
        "platform": "x",
        "kind": "reply",
        "text": "Text 🐈 with a rule\n---\nand more",
        "media": [{"file": "../../media/cat.jpg", "alt": "A cat"}],
        "reply_to": "https://x.com/a/status/1",
        "publish_at": "2026-12-01T09:00:00Z",
        "thread": {"id": "tweets/2026/a.tweet", "index": "1"},
    }
    assert value(drafts[1].node) == {
        **X,
        "text": "Second",
        "poll": {"options": ["Cat", "Dog"]},
        "thread": {"id": "tweets/2026/a.tweet", "index": "2"},
    }
    assert value(drafts[2].node) == {
        **X,
        "text": "Third\n( ) Red\n(  Blue",
        "poll": {"options": ["Green"]},
        "thread": {"id": "tweets/2026/a.tweet", "index": "3"},
    }


def test_everything_stands_where_it_was_written() -> None:
    first, second, third = (one.node for one in read(READER, FULL, "tweets/2026/a.tweet")[0])
    assert place(at(first, "text")) == (11, 1)
    assert place(at(first, "text"), "and") == (13, 1)
    assert place(at(first, "media", 0, "file"), "cat") == (3, 11)
    assert place(at(first, "media", 0, "alt")) == (4, 10)
    assert place(at(first, "reply_to")) == (5, 8)
    assert place(at(first, "publish_at")) == (6, 11)
    assert place(at(second, "poll", "options", 1)) == (17, 13)
    assert place(at(second, "text")) == (20, 1)
    assert place(at(third, "poll", "options", 0)) == (26, 6)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("One\n---\nTwo\n", ["One", "Two"]),
        ("One\n\n---\n\n---\nlang: en\n---\nTwo", ["One", "Two"]),
        ("One --- two\n----\nthree\n --- \nfour", ["One --- two\n----\nthree\n --- \nfour"]),
        ("One\n---", ["One\n---"]),
        ("---\nthread-delimiter: '++'\n---\nA\n++\nB\n++\nC", ["A", "B\n++\nC"]),
        ("---\nthread-delimiter: ''\n---\nA\n---\nB", ["A\n---\nB"]),
        ("---\nthread-delimiter:\n---\nA\n---\nB", ["A", "B"]),
        ("\u00a0 One \ufeff\n", ["One"]),
    ],
)
def test_a_line_that_is_the_delimiter_starts_the_next_tweet(text: str, texts: list[str]) -> None:
    drafts, problems = read(READER, text)
    assert not problems
    assert [at(one.node, "text").text for one in drafts] == texts


def test_options_in_the_last_lines_are_a_poll() -> None:
    node = draft(READER, "Best?\n\n( ) Red one\n\n()  Blue\n").node
    assert value(node) == {**X, "text": "Best?", "poll": {"options": ["Red one", "Blue"]}}
    assert place(at(node, "poll", "options", 0)) == (3, 5)
    assert place(at(node, "poll", "options", 1)) == (5, 5)


def test_a_poll_above_leaves_the_last_lines_to_the_text() -> None:
    node = draft(READER, "---\npoll: [A, B]\n---\nQ\n( ) C\n").node
    assert value(node) == {**X, "text": "Q\n( ) C", "poll": {"options": ["A", "B"]}}


@pytest.mark.parametrize(
    ("text", "kind"), [("\n", "repost"), ("My view", "quote"), ("( ) a", "repost")]
)
def test_a_retweet_with_a_text_is_a_quote(text: str, kind: str) -> None:
    node = draft(READER, f"---\nretweet: https://x.com/a/status/2\n---\n{text}").node
    assert at(node, "kind").text == kind
    assert at(node, "repost_of", "url").text == "https://x.com/a/status/2"
    assert place(at(node, "repost_of", "url")) == (2, 10)


def test_an_open_front_matter_is_a_problem_since_it_would_be_posted() -> None:
    drafts, problems = read(READER, "One\n---\n---\nlang: en\n")
    assert places(problems) == [(3, 1)]
    assert problems[0].help
    assert at(drafts[1].node, "text").text == "---\nlang: en"
    assert drafts[1].carried == frozenset({"platform", "text"})
    assert drafts[0].carried != drafts[1].carried


def test_front_matter_that_cannot_be_read_is_a_problem_with_its_place() -> None:
    drafts, problems = read(READER, "One\n---\n---\na: [b\n---\nTwo\n---\nThree")
    assert len(problems) == 1
    assert problems[0].line in (4, 5)
    assert [at(one.node, "text").text for one in drafts] == ["One", "Two", "Three"]


def test_a_file_outside_tweets_keeps_its_media_as_written() -> None:
    node = draft(READER, "---\nmedia: [{file: a.png}, b.png]\n---\nHi", "posts/a.tweet").node
    assert value(node)["media"] == [{"file": "a.png"}, "b.png"]  # type: ignore[index]


def test_the_format_carries_no_more_than_it_can_say() -> None:
    found = draft(READER, "---\nlang: en\n---\nHi")
    record = Record("post", "a", {}, found.node, carried=found.carried)
    for path in ("media.alt", "poll", "poll.options", "publish_at", "lang", "kind", "repost_of"):
        assert carries(record, path)
    for path in ("account", "approvals", "poll.question", "media.license", "campaign"):
        assert not carries(record, path)


PIECES = st.sampled_from(
    ["Hi 🔥 ", "é", "\n", "\n\n", "---", "\n---\n", "( ) A", "\n( ) B\n", "lang: en", " ", "\u2028"]
)


@given(st.lists(PIECES, max_size=15).map("".join))
def test_each_character_stands_where_its_map_says_however_lines_end(text: str) -> None:
    unix, problems = read(READER, text)
    dos, same = read(READER, text.replace("\n", "\r\n"))
    assert places(problems) == places(same)
    assert [value(one.node) for one in unix] == [value(one.node) for one in dos]
    for here, there in zip(unix, dos, strict=True):
        if here.node.get("text"):
            assert_copies(at(here.node, "text"))
            assert_copies(at(there.node, "text"))
            assert place(at(here.node, "text")) == place(at(there.node, "text"))
