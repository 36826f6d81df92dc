from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.document import Mapping, read_json, read_yaml
from policycheck.engine.places import locate, words, written
from policycheck.model.kind import RecordKind
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.plan import Place
from policycheck.readers.door import records
from policycheck.readers.markdown import READER as MARKDOWN
from policycheck.readers.reader import Draft, Input
from policycheck.source import Source
from tests.engine.made import record

POST: RecordKind = RECORD_KINDS["post"]
letters = st.text(st.sampled_from("abcé雨🌧 .#\u200b"), min_size=1, max_size=30).filter(
    lambda text: text.strip() == text
)


def cut(lines: str, found: Record, place: Place) -> str:
    """The characters between the two ends of a location, counted by hand from its lines."""
    at = locate(found, place)
    rows = lines.split("\n")
    if at.line == at.end_line:
        return rows[at.line - 1][at.column - 1 : at.end_column - 1]
    first = rows[at.line - 1][at.column - 1 :]
    last = rows[at.end_line - 1][: at.end_column - 1]
    return "\n".join([first, *rows[at.line : at.end_line - 1], last])


@given(letters, letters, letters)
def test_a_place_in_json_covers_what_was_hit(before: str, hit: str, after: str) -> None:
    text = json.dumps({"id": "a", "text": before + hit + after}, ensure_ascii=False, indent=1)
    found = record(text, path="r.json")
    place = Place(("text",), len(before), len(before) + len(hit))
    assert cut(text, found, place) == hit == written(found, place) == words(found, place)


@given(letters, letters, letters)
def test_a_place_in_a_yaml_block_covers_what_was_hit(before: str, hit: str, after: str) -> None:
    text = f"id: a\ntext: |\n  {before}\n  x{hit}x\n  {after}\n"
    node, problems = read_yaml(Source("r.yaml", text))
    if problems or not isinstance(node, Mapping):
        return
    found = record(text)
    start = found.fields["text"].index(f"x{hit}x") + 1
    assert cut(text, found, Place(("text",), start, start + len(hit))) == hit


@given(letters, letters)
def test_a_place_in_markdown_covers_what_was_hit(before: str, hit: str) -> None:
    plain = [one.replace("#", "").replace("\u200b", "").strip() or "x" for one in (before, hit)]
    text = f"---\nid: a\n---\n{plain[0]} q{plain[1]}q\nmore\n"
    assert MARKDOWN.read is not None
    (draft,) = MARKDOWN.read(Source("r.md", text), Input("r.md", None))
    assert isinstance(draft, Draft)
    (found,) = (r for r in records(iter([draft]), POST, path="r.md") if isinstance(r, Record))
    start = found.fields["text"].index(f"q{plain[1]}q") + 1
    assert cut(text, found, Place(("text",), start, start + len(plain[1]))) == plain[1]


def test_an_escape_maps_as_a_whole() -> None:
    text = '{"id": "a", "text": "a\\u0062c"}'
    found = record(text, path="r.json")
    assert written(found, Place(("text",), 1, 2)) == "\\u0062"
    assert words(found, Place(("text",), 1, 2)) == "b"


def test_a_hit_over_two_lines_begins_on_one_and_ends_on_the_other() -> None:
    text = "id: a\ntext: |\n  one two\n  three\n"
    found = record(text)
    at = locate(found, Place(("text",), 4, 13))
    assert (at.line, at.column, at.end_line, at.end_column) == (3, 7, 4, 8)
    assert [line for _, line in at.excerpt.lines] == ["  one two", "  three"]


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        (("media", 0, "alt"), 4, 5),
        (("media", 1, "alt"), 5, 5),
        (("media", 7, "alt"), 4, 3),
        (("poll", "question"), 1, 1),
        ((), 1, 1),
        (("text",), 2, 7),
    ],
)
def test_what_is_absent_stands_at_the_nearest_parent(
    pointer: tuple[str | int, ...], line: int, column: int
) -> None:
    found = record("id: a\ntext: Rain\nmedia:\n  - file: a.png\n  - file: b.png\n")
    at = locate(found, Place(pointer))
    assert (at.line, at.column) == (line, column)
    assert at.pointer == "".join(f"/{step}" for step in pointer)


def test_a_text_that_stands_for_a_whole_element_keeps_its_offsets() -> None:
    text = "id: a\nlinks: [epa.gov/rain]\n"
    found = record(text)
    place = Place(("links", 0, "url"), 8, 12)
    assert cut(text, found, place) == "rain"
    assert words(found, place) == "rain"
    assert words(found, Place(("links", 0, "notice"))) == ""


@pytest.mark.parametrize(
    ("place", "field", "character"),
    [
        (Place(("text",), 3, 5), "text", 4),
        (Place(("text",)), "text", 1),
        (Place(("media", 0, "alt"), 0, 2), "media.0.alt", 1),
        (Place(()), "", 0),
    ],
)
def test_in_tables_a_place_is_a_field_and_a_character(
    place: Place, field: str, character: int
) -> None:
    found = record("{id: a, text: Rain today, media: [{file: a.png, alt: Map}]}")
    found.layout = "fields"
    at = locate(found, place)
    assert (at.field, at.character) == (field, character)


def test_a_pointer_escapes_slashes_and_tildes() -> None:
    node, _ = read_json(Source("r.json", '{"id": "a", "a/b~c": "x"}'))
    assert isinstance(node, Mapping)
    found = Record("post", "a", {"id": "a"}, node)
    assert locate(found, Place(("a/b~c",))).pointer == "/a~1b~0c"
