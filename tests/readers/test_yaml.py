from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.admitting import place, read, without_id

_SAME = {
    "a.yaml": (
        'account: epa-x\ntext: "Café 😀 opens\\nat 9"\npublish_at: 2026-12-01T09:00Z\n'
        "media: [{file: a.png, alt: A door}, {file: b.png, alt: A key}]\nhashtags: [EPA, Air]\n"
    ),
    "a.json": (
        '{"account": "epa-x", "text": "Caf\\u00e9 \\ud83d\\ude00 opens\\nat 9",\n'
        '"publish_at": "2026-12-01T09:00Z",\n"media": [{"file": "a.png", "alt": "A door"},'
        ' {"file": "b.png", "alt": "A key"}], "hashtags": ["EPA", "Air"]}\n'
    ),
    "a.jsonl": (
        '{"account":"epa-x","text":"Café 😀 opens\\nat 9","publish_at":"2026-12-01T09:00Z",'
        '"media":[{"file":"a.png","alt":"A door"},{"file":"b.png","alt":"A key"}],'
        '"hashtags":["EPA","Air"]}\n'
    ),
    "a.csv": (
        "account,text,publish_at,media,alt,hashtags\n"
        'epa-x,"Café 😀 opens\nat 9",2026-12-01T09:00Z,a.png|b.png,A door|A key,EPA|Air\n'
    ),
    "b.csv": (
        "account;text;publish_at;media.0.file;media.0.alt;media.1.file;media.1.alt;hashtags\n"
        'epa-x;"Café 😀 opens\nat 9";2026-12-01T09:00Z;a.png;A door;b.png;A key;EPA|Air\n'
    ),
}


@pytest.mark.parametrize("change", ["none", "crlf", "cr", "bom", "no last line end"])
@pytest.mark.parametrize("name", sorted(_SAME))
def test_the_same_post_is_the_same_in_every_format_and_with_every_line_end(
    tmp_path: Path, name: str, change: str
) -> None:
    content = _SAME[name].encode()
    if change == "crlf":
        content = content.replace(b"\n", b"\r\n")
    elif change == "cr":
        content = content.replace(b"\n", b"\r")
    elif change == "bom":
        content = b"\xef\xbb\xbf" + content
    elif change == "no last line end":
        content = content.removesuffix(b"\n")
    expected = read(tmp_path / "yaml", "a.yaml", _SAME["a.yaml"]).only
    record = read(tmp_path, name, content).only
    assert without_id(record) == without_id(expected)
    assert record.fields["text"] == "Café 😀 opens\nat 9"
    plain = read(tmp_path / "plain", name, _SAME[name]).only
    assert place(record, ("text",), "opens") == place(plain, ("text",), "opens")


def test_places_are_exact_after_an_emoji(tmp_path: Path) -> None:
    record = read(tmp_path, "a.yaml", "lang: en\ntext: 😀😀 Lots of asbestos\n").only
    assert place(record, ("text",), "asbestos") == (2, 18)


def test_a_list_is_a_record_each(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "- text: a\n- text: b\n- {id: c, text: c}\n")
    assert found.ids == ["a.yaml", "a.yaml#2", "c"]


def test_a_mapping_from_id_to_record_names_each(tmp_path: Path) -> None:
    found = read(tmp_path, "people.yaml", "j.doe: {name: J}\na.b: {name: A}\n", kind="person")
    assert found.ids == ["j.doe", "a.b"]
    assert place(found.records[1], ("id",)) == (2, 1)
    assert not found.records[0].positional_id


def test_a_key_that_is_a_field_makes_it_one_record(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "poll: {question: Q}\nextra: {a: b}\n")
    assert found.ids == ["a.yaml"]
    assert [key.name for key in found.unknown] == ["extra"]


def test_an_entry_among_records_that_is_none_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "p.yaml", "a: {name: A}\nb: Bee\n", kind="person")
    assert found.ids == ["a"]
    assert found.errors == ["p.yaml:2:4: expected a record under 'b', found 'Bee'"]


def test_a_record_called_otherwise_than_its_key_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "p.yaml", "a: {id: b, name: A}\n", kind="person")
    assert found.ids == ["a"]
    assert found.errors == ["p.yaml:1:9: this record is called 'b' here and 'a' by its key"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a.yaml:1:1: the file holds no record"),
        ("# only a note\n", "a.yaml:1:1: the file holds no record"),
        ("just words\n", "a.yaml:1:1: expected a record, or a list of records, found 'just words'"),
        ("- text: a\n- b\n", "a.yaml:2:3: expected a record, found 'b'"),
        ("- [a]\n", "a.yaml:1:3: expected a record, found a list"),
    ],
)
def test_what_is_no_record_is_told(tmp_path: Path, text: str, message: str) -> None:
    found = read(tmp_path, "a.yaml", text)
    assert found.errors == [message]
    assert found.problems[0].help


@pytest.mark.parametrize("text", ["[]", "{}"])
def test_an_empty_list_says_that_there_is_no_record(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, "a.yaml", text)
    assert not found.records
    assert not found.problems


def test_a_document_with_a_fault_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "- text: a\n  text: b\n- text: c\n")
    assert len(found.records) == 2
    assert [problem.line for problem in found.problems] == [2]
