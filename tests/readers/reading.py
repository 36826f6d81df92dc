from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policycheck.document import Mapping, Node, Scalar, Sequence, walk
from policycheck.errors import Problem
from policycheck.readers.reader import Draft, Input, Reader
from policycheck.source import Source


def read(
    reader: Reader, text: str, path: str = "posts/a.md", file: Path | None = None, dialect: str = ""
) -> tuple[list[Draft], list[Problem]]:
    assert reader.read
    found = list(reader.read(Source(path, text), Input(path, file, dialect=dialect)))
    drafts = [one for one in found if isinstance(one, Draft)]
    return drafts, [one for one in found if isinstance(one, Problem)]


def draft(reader: Reader, text: str, path: str = "posts/a.md") -> Draft:
    drafts, problems = read(reader, text, path)
    assert not problems
    assert len(drafts) == 1
    return drafts[0]


def value(node: Node) -> object:
    """The plain value of a node: text, lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [value(item) for item in node.items]
    return {entry.key.text: value(entry.value) for entry in node}


def at(node: Mapping, *pointer: str | int) -> Scalar:
    found, reached = walk(node, pointer)
    assert reached == pointer
    assert isinstance(found, Scalar)
    return found


def place(scalar: Scalar, part: str | None = None) -> tuple[int, int]:
    """The line and column of a scalar, or of a part of its text."""
    if part is None:
        return scalar.source.position(scalar.span.start)
    start = scalar.text.index(part)
    span = scalar.segments.locate(start, start + len(part))
    return scalar.source.position(span.start)


def places(problems: Iterable[Problem]) -> list[tuple[int, int]]:
    return [(problem.line, problem.column) for problem in problems]


def assert_copies(scalar: Scalar) -> None:
    """Each character of the text stands where its map says, or was put in by the reader."""
    source = scalar.source.text
    for run in scalar.segments.runs():
        written = source[run.start : run.start + run.size]
        if run.length == run.size:
            assert scalar.text[run.at : run.at + run.length] == written
        elif run.size:
            assert (scalar.text[run.at : run.at + run.length], written) == ("\n", "\r\n")
