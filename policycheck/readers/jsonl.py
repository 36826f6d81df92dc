"""Records as JSON Lines: one to a line, read one at a time."""

from __future__ import annotations

from policycheck.document import Mapping as MappingNode
from policycheck.document import read_json
from policycheck.readers.collection import wrong
from policycheck.readers.lines import read_lines
from policycheck.readers.reader import Draft, Drafts, Input, Reader
from policycheck.source import Source

__all__ = ["READER"]


def read_stream(input: Input) -> Drafts:  # noqa: A002
    """Give the record of each line; an empty line is none. A bad line is a Problem, and counts."""
    number = 0
    for line in read_lines(input):
        if line.problem:
            number += 1
            yield line.problem
            continue
        text = line.text.rstrip("\r\n")
        if not text.strip(" \t"):
            continue
        number += 1
        suffix = f"#{number}" if number > 1 else ""
        node, problems = read_json(Source(input.path, text, line.number))
        yield from problems
        if isinstance(node, MappingNode):
            yield Draft(node, suffix, layout="fields")
        elif node is not None:
            yield wrong(node, "a record in each line")


READER = Reader("jsonl", (".jsonl",), read_stream=read_stream)
