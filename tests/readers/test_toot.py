from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.record import Record, carries
from policycheck.readers.toot import READER
from tests.readers.reading import assert_copies, at, draft, place, value

M = {"platform": "mastodon"}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Hello\n\nworld\n", {"text": "Hello\n\nworld"}),
        ("---\nlang: en\n---\nHi", {"text": "---\nlang: en\n---\nHi"}),
        ("*As* typed", {"text": "*As* typed"}),
        ("Q?\n\n[ ] A b\n[]  C\n", {"text": "Q?", "poll": {"options": ["A b", "C"]}}),
        ("[ ] A\nQ?\n[ ] B", {"text": "[ ] A\nQ?", "poll": {"options": ["B"]}}),
        ("[ ] A", {"poll": {"options": ["A"]}}),
        ("Q\n[x] A\n", {"text": "Q\n[x] A"}),
        ("Q\n[ ]\n", {"text": "Q\n[ ]"}),
        ("Q\n( ) A", {"text": "Q\n( ) A"}),
        ("", {}),
    ],
)
def test_all_of_the_file_is_the_text_but_for_a_poll_at_its_end(
    text: str, fields: dict[str, object]
) -> None:
    assert value(draft(READER, text).node) == {**M, **fields}


def test_everything_stands_where_it_was_written() -> None:
    node = draft(READER, "\n  Best 🎨?\r\n[ ] Red\r\n[ ] Blue").node
    assert place(at(node, "text")) == (2, 3)
    assert place(at(node, "text"), "?") == (2, 9)
    assert place(at(node, "poll", "options", 0)) == (3, 5)
    assert place(at(node, "poll", "options", 1)) == (4, 5)


def test_the_format_carries_text_and_poll_only() -> None:
    found = draft(READER, "Hi")
    record = Record("post", "a", {}, found.node, carried=found.carried)
    assert carries(record, "text")
    assert carries(record, "poll.options")
    for path in ("media", "account", "content_warning", "lang", "kind", "thread"):
        assert not carries(record, path)


@given(st.text("aé🔥 []\n\u2028", max_size=40))
def test_each_character_stands_where_its_map_says_however_lines_end(text: str) -> None:
    unix = draft(READER, text).node
    dos = draft(READER, text.replace("\n", "\r\n")).node
    assert value(unix) == value(dos)
    for node in (unix, dos):
        if node.get("text"):
            assert_copies(at(node, "text"))
    if unix.get("text"):
        assert place(at(unix, "text")) == place(at(dos, "text"))
