"""Records as JSON Lines: one to a line, read one at a time."""

from __future__ import annotations

from json import JSONDecoder
from typing import Any, Final

import msgspec

from policycheck.document import Mapping as MappingNode
from policycheck.document import read_json
from policycheck.document.json import MAX_DEPTH
from policycheck.document.json_known import known_object
from policycheck.readers.collection import wrong
from policycheck.readers.lines import raw_lines
from policycheck.readers.reader import Draft, Drafts, Input, Reader
from policycheck.source import Source, Span

__all__ = ["READER", "draft_at_once", "read_line"]


def read_stream(input: Input) -> Drafts:  # noqa: A002
    """Give the record of each line; an empty line is none. A bad line is a Problem, and counts."""
    number = 0
    for raw in raw_lines(input):
        if raw.is_blank:
            continue
        if input.owns and raw.number > 1 and not input.owns(raw.number):
            number += 1
            continue
        line = raw.read(input.path)
        text = line.text.rstrip("\r\n")
        if not (text.strip(" \t") or line.problem):
            continue  # nothing but the mark at the beginning of a file
        number += 1
        if line.problem:
            yield line.problem
            continue
        if input.owns and not input.owns(line.number):
            continue
        source, suffix = Source(input.path, text, line.number), f"#{number}" if number > 1 else ""
        draft = draft_at_once(source, suffix)
        if draft is None:
            yield from _node_by_node(source, suffix)
        else:
            yield draft


def draft_at_once(source: Source, suffix: str = "") -> Draft | None:
    """Give the record of a line that is an object without faults; its nodes come later."""
    values = _plain(source.text)
    if values is None:
        return None
    line = source.first_line
    return Draft(_later(source), suffix, None, {}, "fields", plain=values, id_line=line)


def read_line(source: Source) -> Drafts:
    """Give the record of one line, or what is wrong with it."""
    draft = draft_at_once(source)
    return _node_by_node(source) if draft is None else iter((draft,))


def _node_by_node(source: Source, suffix: str = "") -> Drafts:
    node, problems = read_json(source)
    yield from problems
    if isinstance(node, MappingNode):
        yield Draft(node, suffix, layout="fields")
    elif node is not None:
        yield wrong(node, "a record in each line")


def _plain(text: str) -> dict[str, object] | None:
    """Give the values of a line that is an object without faults, None for any other.

    Of keys that repeat, half characters, numbers that are none and nesting that is too deep the
    strict reader says where they stand.
    """
    try:
        values = _DECODER.decode(text)
        if type(values) is dict and not _is_all_read(values, text):
            values = _PAIR_BY_PAIR.decode(text)
    except (ValueError, RecursionError):
        return None
    return values if type(values) is dict else None


def _is_all_read(values: dict[str, object], text: str) -> bool:
    """Whether no key was lost to another of its name, as far as that can be told at once.

    Then there are as many strings as quotes for them; a backslash before a quote leaves it open.
    """
    if "\\" in text and '\\"' in text:
        return False
    return 2 * _strings(values, 1) == text.count('"')


def _strings(value: Any, depth: int) -> int:
    """How many keys and strings there are in an object or a list.

    Raises ValueError where too much is nested.
    """
    if depth > MAX_DEPTH:
        raise ValueError("too deep")
    number = 0
    if type(value) is dict:
        number = len(value)
        value = value.values()
    for below in value:
        kind = type(below)  # not isinstance(), which takes twice as long: every value is asked
        if kind is str:
            number += 1
        elif kind is dict or kind is list:
            number += _strings(below, depth + 1)
    return number


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key repeats")
    return members


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is no number of JSON")


#: As strict as the reader that says what is wrong, save that the last of two like keys holds.
_DECODER: Final = msgspec.json.Decoder()
_PAIR_BY_PAIR: Final = JSONDecoder(object_pairs_hook=_members, parse_constant=_no_number)


def _later(source: Source) -> MappingNode:
    """Give the node of an object that was read for its values."""
    text = source.text
    return known_object(source, Span(len(text) - len(text.lstrip()), len(text.rstrip())))


READER = Reader("jsonl", (".jsonl",), read_stream=read_stream)
