"""Records as JSON Lines: one to a line, read one at a time."""

from __future__ import annotations

from json import JSONDecoder

from policycheck.document import Mapping as MappingNode
from policycheck.document import read_json
from policycheck.document.json import MAX_DEPTH
from policycheck.document.json_known import known_object
from policycheck.readers.collection import wrong
from policycheck.readers.lines import read_lines
from policycheck.readers.reader import Draft, Drafts, Input, Reader
from policycheck.source import Source, Span

__all__ = ["READER", "read_line"]


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
        yield from read_line(Source(input.path, text, line.number), suffix)


def read_line(source: Source, suffix: str = "") -> Drafts:
    """Give the record of one line, or what is wrong with it."""
    values = _plain(source.text)
    if values is not None:
        yield Draft(_later(source), suffix, layout="fields", plain=values)
        return
    node, problems = read_json(source)
    yield from problems
    if isinstance(node, MappingNode):
        yield Draft(node, suffix, layout="fields")
    elif node is not None:
        yield wrong(node, "a record in each line")


def _plain(text: str) -> dict[str, object] | None:
    """Give the values of a line that is an object without faults, None for any other.

    Of escapes that may be half a character, keys that repeat, numbers that are none and nesting
    that is too deep the strict reader says where they stand.
    """
    if "\\u" in text or text.count("[") + text.count("{") > MAX_DEPTH:
        return None
    try:
        values = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key repeats")
    return members


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is no number of JSON")


_DECODER = JSONDecoder(object_pairs_hook=_members, parse_constant=_no_number)


def _later(source: Source) -> MappingNode:
    """Give the node of an object that was read for its values."""
    text = source.text
    return known_object(source, Span(len(text) - len(text.lstrip()), len(text.rstrip())))


READER = Reader("jsonl", (".jsonl",), read_stream=read_stream)
