from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.readers.markdown import READER
from policycheck.source import Source
from policycheck.waive.claim import claim_in
from policycheck.waive.comments import comments_of
from tests.readers.reading import at, draft

ALLOW = "policycheck: allow LNK-002 -- a reason"


def found(path: str, text: str) -> list[str]:
    source = Source(path, text)
    return [source.cut(one.text) for one in comments_of(source) if one.closed]


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        (f"Text <!-- {ALLOW} --> more", [f" {ALLOW} "]),
        (f"<!--{ALLOW}-->", [ALLOW]),
        (f"```\n<!-- {ALLOW} -->\n```\n", []),
        (f"~~~\n<!-- {ALLOW} -->\n", []),
        (f"Write `<!-- {ALLOW} -->` to suppress it", []),
        (f"\\<!-- {ALLOW} -->", []),
        (f"---\nlang: en # {ALLOW}\n---\nText", [f" {ALLOW}"]),
        (f"---\nlang: 'en # {ALLOW}'\n---\n# {ALLOW}", []),
        (f"---\nlang: en\n---\n[a <!-- {ALLOW} -->](https://a.example)", [f" {ALLOW} "]),
        (f"Text\r\n<!--\r\n{ALLOW}\r\n-->\r\n", [f"\r\n{ALLOW}\r\n"]),
    ],
)
def test_comments_of_markdown_are_those_that_are_not_posted(text: str, comments: list[str]) -> None:
    assert found("a.md", text) == comments


@pytest.mark.parametrize("path", ["a.json", "a.jsonl", "a.csv", "a.tweet", "a.toot"])
def test_other_formats_have_no_comments(path: str) -> None:
    assert found(path, f"# {ALLOW}\n<!-- {ALLOW} -->\n") == []


def test_an_open_comment_is_told_from_a_closed_one() -> None:
    (one,) = comments_of(Source("a.md", f"Text <!-- {ALLOW}"))
    assert not one.closed


REASONS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


@given(REASONS.filter(lambda text: any(map(str.isalnum, text)) and "--" not in text))
def test_the_posted_text_holds_nothing_of_a_comment_and_its_reason_is_whole(reason: str) -> None:
    text = f"Pool news. <!-- policycheck: allow LNK-002 -- {reason} --> Open at nine."
    assert at(draft(READER, text).node, "text").text == "Pool news. Open at nine."
    (written,) = found("a.md", text)
    claim = claim_in(written)
    assert claim is not None
    assert claim.reason == " ".join(reason.split())
