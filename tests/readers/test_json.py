from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.admitting import place, read


def test_places_are_exact_after_escapes(tmp_path: Path) -> None:
    record = read(tmp_path, "a.json", '{\n "text": "\\ud83d\\ude00 \\"x\\" asbestos"}').only
    assert record.fields["text"] == '😀 "x" asbestos'
    assert place(record, ("text",), "asbestos") == (2, 30)


def test_a_list_and_a_mapping_from_id_are_records(tmp_path: Path) -> None:
    assert read(tmp_path, "a.json", '[{"text": "a"}, {"text": "b"}]').ids == ["a.json", "a.json#2"]
    assert read(tmp_path, "b.json", '{"x": {"text": "a"}, "y": {"text": "b"}}').ids == ["x", "y"]


def test_a_number_is_no_text(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", '{"text": 5}')
    assert found.errors == ["a.json:1:10: expected text in quotes, found 5"]
    assert "text" in found.records[0].withheld


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_file_holds_no_record(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, "a.json", text).errors == ["a.json:1:1: the file holds no record"]


def test_broken_json_is_told_once_with_its_place(tmp_path: Path) -> None:
    found = read(tmp_path, "a.json", '{"text": "a"')
    assert [(problem.line, problem.column) for problem in found.problems] == [(1, 13)]
    assert not found.records
