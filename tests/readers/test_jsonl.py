from __future__ import annotations

import io
from pathlib import Path

import pytest

from policycheck.errors import Problem
from policycheck.readers import lines
from policycheck.readers.lines import read_lines
from policycheck.readers.reader import Input
from tests.readers.admitting import place, read


def test_each_line_is_a_record_with_its_own_place(tmp_path: Path) -> None:
    found = read(tmp_path, "a.jsonl", '{"text": "a"}\r\n\r\n{"text": "😀 asbestos"}\r\n')
    assert found.ids == ["a.jsonl", "a.jsonl#2"]
    assert place(found.records[1], ("text",), "asbestos") == (3, 13)
    assert found.records[1].layout == "fields"


def test_a_bad_line_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    text = b'{"text": "a"}\n{"text": \n{"text": "\xe9"}\n[1]\n{"text": "b"}'
    found = read(tmp_path, "a.jsonl", text)
    assert found.ids == ["a.jsonl", "a.jsonl#5"]
    assert [(problem.line, problem.column) for problem in found.problems] == [
        (2, 10),
        (3, 11),
        (4, 1),
    ]
    assert found.problems[1].message == "the byte 0xE9 is not UTF-8"
    assert "a record in each line" in found.problems[2].message


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_the_same_wherever_a_block_ends(
    monkeypatch: pytest.MonkeyPatch, end: str, block: int
) -> None:
    monkeypatch.setattr(lines, "_BLOCK", block)
    data = f"é{end}{end}b\u2028c{end}last".encode()
    found = list(read_lines(Input("a", None, data)))
    assert [line.text for line in found] == [f"é{end}", end, f"b\u2028c{end}", "last"]
    assert [line.number for line in found] == [1, 2, 3, 4]


def test_a_line_without_end_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_BLOCK", 10)
    monkeypatch.setattr(lines, "LINE_LIMIT", 50)

    class Endless(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.taken += size or 0
            return b"x" * (size or 0)

    stream = Endless()
    monkeypatch.setattr(lines, "open_stream", lambda _input: stream)
    (line,) = read_lines(Input("a.jsonl", None))
    assert isinstance(line.problem, Problem)
    assert "more than 50 bytes" in line.problem.message
    assert stream.taken < 100
