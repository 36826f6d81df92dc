from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from policycheck.document import Scalar, walk
from policycheck.errors import Problem
from policycheck.model.record import Record
from policycheck.readers import UnknownKey, inputs, read_inputs


@dataclass
class Read:
    """What came of a reading, sorted by what it is."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[UnknownKey] = field(default_factory=list)

    @property
    def only(self) -> Record:
        assert not self.problems
        assert len(self.records) == 1
        return self.records[0]

    @property
    def ids(self) -> list[str]:
        return [record.id for record in self.records]

    @property
    def errors(self) -> list[str]:
        return [str(problem) for problem in self.problems]


def read(
    folder: Path,
    name: str,
    content: str | bytes,
    *,
    kind: str = "post",
    mapping: Mapping[str, object] | None = None,
    dialect: str = "",
    records: str = "",
    zone: tzinfo | None = None,
) -> Read:
    """Write a file and read it, as a task does."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    given = [
        item
        if isinstance(item, Problem)
        else replace(item, kind=kind, mapping=mapping or {}, dialect=dialect, records=records)
        for item in inputs([name], base=folder)
    ]
    result = Read()
    for item in read_inputs(given, zone=zone):
        if isinstance(item, Record):
            result.records.append(item)
        elif isinstance(item, Problem):
            result.problems.append(item)
        else:
            result.unknown.append(item)
    return result


def scalar(record: Record, *pointer: str | int) -> Scalar:
    node, reached = walk(record.node, pointer)
    assert reached == pointer
    assert isinstance(node, Scalar)
    return node


def place(record: Record, pointer: tuple[str | int, ...], part: str = "") -> tuple[int, int]:
    """Where a part of the text at a pointer stands, as line and column."""
    node = scalar(record, *pointer)
    start = node.text.index(part)
    return node.source.position(node.segments.locate(start, start + len(part)).start)


def without_id(record: Record) -> dict[str, Any]:
    return {name: value for name, value in record.fields.items() if name != "id"}
