from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from policycheck.model.record import Record
from policycheck.readers import inputs, read_inputs
from tests.readers.admitting import place, read


def request(**fields: object) -> str:
    return json.dumps({"action": "post", "account": "AGENCY", **fields})


def test_a_request_is_a_post_on_bluesky(tmp_path: Path) -> None:
    record = read(tmp_path, "a.json", request(richText="Hello")).only
    assert record.fields == {
        "id": "a.json",
        "account": "AGENCY",
        "platform": "bluesky",
        "kind": "original",
        "text": "Hello",
    }
    assert record.carried is not None
    assert not any(name.startswith("media") for name in record.carried)


def test_what_is_passed_on_or_answered_is_named(tmp_path: Path) -> None:
    url = "https://bsky.app/profile/a.example/post/1"
    repost = read(tmp_path, "a.json", request(action="repost", repostURL=url)).only
    assert repost.fields["kind"] == "repost"
    assert repost.fields["repost_of"] == {"url": url}
    quote = read(tmp_path, "b.json", request(action="quote-post", repostURL=url, richText="x")).only
    assert quote.fields["kind"] == "quote"
    reply = read(tmp_path, "c.json", request(action="reply", replyURL=url, richText="x")).only
    assert (reply.fields["kind"], reply.fields["reply_to"]) == ("reply", url)


def test_a_list_is_a_thread(tmp_path: Path) -> None:
    text = (
        f"[{request(richText='a', result={})}, {request(action='reply', richText='b', result={})}]"
    )
    found = read(tmp_path, "a.json", text)
    assert found.ids == ["a.json", "a.json/2"]
    assert [record.fields["kind"] for record in found.records] == ["original", "reply"]
    assert not found.unknown


def test_a_draft_takes_its_words_from_the_file_and_is_cut_at_breaks(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes("one 😀\r\n\r\n * * *\r\n\r\ntwo asbestos\r\n".encode())
    found = read(tmp_path, "a.json", request(richTextFile="./t.txt", richText="other"))
    assert [record.fields["text"] for record in found.records] == ["one 😀", "two asbestos\r\n"]
    assert [record.fields["kind"] for record in found.records] == ["original", "reply"]
    assert found.ids == ["a.json", "a.json/2"]
    assert place(found.records[1], ("text",), "asbestos") == (5, 5)


@pytest.mark.parametrize("inline", [{}, {"richText": "old"}])
def test_a_draft_whose_file_is_missing_has_an_unknown_text(
    tmp_path: Path, inline: dict[str, str]
) -> None:
    record = read(tmp_path, "a.json", request(richTextFile="./t.txt", **inline)).only
    assert "text" not in record.fields
    assert record.withheld == {"text": "the text is in ./t.txt, and there is no such file"}


def test_what_was_sent_is_known_without_its_file(tmp_path: Path) -> None:
    text = request(richTextFile="./t.txt", richText="sent\n\n---\n\nwhole", result={})
    record = read(tmp_path, "a.json", text).only
    assert record.fields["text"] == "sent\n\n---\n\nwhole"
    assert list(record.withheld) == ["richTextFile"]


@pytest.mark.parametrize("name", ["../t.txt", "/etc/hostname", "C:\\t.txt", "link.txt", "a\0b"])
def test_a_file_outside_the_folder_is_never_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "t.txt").write_text("secret")
    (tmp_path / "p").mkdir()
    (tmp_path / "p/link.txt").symlink_to(tmp_path / "t.txt")
    record = read(tmp_path, "p/a.json", request(richTextFile=name)).only
    assert "text" in record.withheld
    assert "text" not in record.fields


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes(b"a\xff")
    found = read(tmp_path, "a.json", request(richTextFile="t.txt"))
    assert found.errors == ["t.txt:1:2: the byte 0xFF is not UTF-8"]
    assert "text" in found.records[0].withheld


def test_an_action_that_there_is_not_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", request(action="boost", richText="a"))
    assert found.errors == [
        "a.json:1:12: expected an action, one of post, repost, reply, quote-post; found 'boost'"
    ]
    assert "kind" in found.records[0].withheld


@pytest.mark.skipif("POLICYCHECK_REAL_DATA" not in os.environ, reason="no POLICYCHECK_REAL_DATA")
def test_the_real_posts_are_read_whole() -> None:
    base = Path(os.environ["POLICYCHECK_REAL_DATA"])
    found = list(read_inputs(inputs(["posts/nodejs-bluesky"], base=base)))
    records = [item for item in found if isinstance(item, Record)]
    assert len(found) == len(records) == 44
    assert sum("text" in record.fields for record in records) == 12
    named = {record.node.source.path for record in records if "richTextFile" in record.withheld}
    assert len(named) == 7
