from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

import pytest

from policycheck.model.kind import RecordKind
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import Field, Group, Number, Text
from policycheck.readers import Ids, inputs, read_inputs
from policycheck.readers.door import UnknownKey
from tests.readers.admitting import place, read


def test_a_list_of_accounts_makes_one_record_each(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "account: [epa-x, epa-fb]\ntext: Hi\n")
    assert found.ids == ["a.yaml@epa-x", "a.yaml@epa-fb"]
    assert [record.fields["account"] for record in found.records] == ["epa-x", "epa-fb"]
    assert [place(record, ("account",)) for record in found.records] == [(1, 11), (1, 18)]
    assert all(record.positional_id for record in found.records)


def test_an_id_of_ones_own_is_told_apart_by_its_accounts(tmp_path: Path) -> None:
    found = read(
        tmp_path, "a.yaml", "- {id: one}\n- {id: two, account: [x, y]}\n- {account: [x]}\n"
    )
    assert found.ids == ["one", "two@x", "two@y", "a.yaml#3@x"]
    assert [record.positional_id for record in found.records] == [False, False, False, True]
    assert found.records[1].fields["id"] == "two@x"


@pytest.mark.parametrize("accounts", ["[]", "~", "[~]"])
def test_no_account_is_an_absent_one(tmp_path: Path, accounts: str) -> None:
    found = read(tmp_path, "a.yaml", f"account: {accounts}\ntext: Hi\n")
    assert found.ids == ["a.yaml"]
    assert "account" not in found.only.fields


def test_an_account_that_is_no_id_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "account: [x, {id: y}]\ntext: Hi\n")
    assert found.ids == ["a.yaml@x"]
    assert found.errors == ["a.yaml:1:14: expected the id of an account in this list"]


def test_an_id_that_is_taken_is_told_at_the_second(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "- id: launch\n- text: b\n- text: x\n  id: launch\n")
    assert found.ids == ["launch", "a.yaml#2"]
    assert found.errors == ["a.yaml:4:7: the id 'launch' is taken, by the post at a.yaml:1"]


def test_an_account_that_is_named_twice_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "account: [x, x]\ntext: Hi\n")
    assert found.ids == ["a.yaml@x"]
    assert len(found.errors) == 1


def test_ids_are_unique_across_calls_that_share_them(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: one")
    (tmp_path / "b.yaml").write_text("id: one")
    ids: Ids = {}
    first = list(read_inputs(inputs(["a.yaml"], base=tmp_path), ids=ids))
    second = list(read_inputs(inputs(["b.yaml"], base=tmp_path), ids=ids))
    assert len(first) == 1
    assert [str(item) for item in second] == [
        "b.yaml:1:5: the id 'one' is taken, by the post at a.yaml:1"
    ]


def test_a_value_that_does_not_fit_is_withheld_and_the_rest_is_judged(tmp_path: Path) -> None:
    found = read(
        tmp_path, "a.yaml", "text: [a]\nstatus: gone\nlang: en\npublish_at: 2026-12-01T09:00\n"
    )
    (record,) = found.records
    assert record.fields == {"id": "a.yaml", "lang": "en"}
    assert set(record.withheld) == {"text", "status", "publish_at"}
    assert [error.partition(": ")[0] for error in found.errors] == [
        "a.yaml:1:7",
        "a.yaml:2:9",
        "a.yaml:4:13",
    ]
    assert "expected text, found a list" in record.withheld["text"]


def test_an_instant_without_a_zone_takes_that_of_the_project(tmp_path: Path) -> None:
    zone = timezone(timedelta(hours=-5))
    record = read(tmp_path, "a.yaml", "publish_at: 2026-12-01T09:00\n", zone=zone).only
    assert str(record.fields["publish_at"]) == "2026-12-01T09:00:00-05:00"


def test_the_type_of_a_medium_comes_from_its_ending(tmp_path: Path) -> None:
    media = "[a.JPG, https://x.example/b.mp4?s=1, {file: c.png, type: gif}, d.gif, e, f.pdf, g.mp3]"
    record = read(tmp_path, "a.yaml", f"media: {media}\n").only
    types = [medium.get("type") for medium in record.fields["media"]]
    assert types == ["image", "video", "gif", "gif", None, "document", "audio"]


def test_unknown_keys_are_kept_and_told_once_in_a_file(tmp_path: Path) -> None:
    found = read(
        tmp_path, "a.yaml", "- {text: a, ticket: 7}\n- {text: b, ticket: 8, media: [{x: 1}]}\n"
    )
    assert found.unknown == [
        UnknownKey("a.yaml", 1, 13, "ticket", "post", 19, "- {text: a, ticket: 7}"),
        UnknownKey("a.yaml", 2, 33, "x", "post", 34, "- {text: b, ticket: 8, media: [{x: 1}]}"),
    ]
    assert [record.fields["ticket"] for record in found.records] == [7, 8]


def test_computed_fields_are_never_taken_from_a_file(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "content_sha256: abc\ntext: a\n")
    assert [key.name for key in found.unknown] == ["content_sha256"]
    assert "content_sha256" not in found.only.fields


def test_fields_of_ones_own_are_accepted_and_typed(tmp_path: Path) -> None:
    post = RECORD_KINDS["post"]
    own = {"ticket": Field(Text()), "size": Field(Number())}
    kind = RecordKind("post", "posts", post.doc, Group({**post.shape.fields, **own}))
    (tmp_path / "a.yaml").write_text("ticket: 007\nsize: big\n")
    problem, record = read_inputs(inputs(["a.yaml"], base=tmp_path), kinds={"post": kind})
    assert str(problem) == "a.yaml:2:7: expected a number, found 'big'"
    assert getattr(record, "fields", None) == {"id": "a.yaml", "ticket": "007"}


def test_empty_elements_of_a_list_do_not_shift_places(tmp_path: Path) -> None:
    record = read(tmp_path, "a.yaml", "media:\n  -\n  - file: a.png\n    alt: A\n").only
    assert record.fields["media"][0]["alt"] == "A"
    assert place(record, ("media", 0, "alt")) == (4, 10)


def test_a_source_that_carries_a_text_carries_what_it_implies(tmp_path: Path) -> None:
    record = read(tmp_path, "a.csv", "text,media\nHi,a.png\n").only
    assert record.carried is not None
    assert {"id", "text", "links.url", "hashtags", "mentions.handle"} <= record.carried
    assert {"media.file", "media.type"} <= record.carried
    assert "media.alt" not in record.carried


def test_the_folder_of_a_record_is_that_of_its_file(tmp_path: Path) -> None:
    record = read(tmp_path, "p/a.yaml", "text: a").only
    assert Path(record.folder) == tmp_path / "p"
