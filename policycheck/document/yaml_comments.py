"""Comments in YAML, which the parser drops: a `#` that stands in no scalar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import yaml
from yaml import events

from policycheck.document.yaml import LOADER, stand_ins
from policycheck.source import Source, Span

__all__ = ["yaml_comments"]

_COMMENT = re.compile(r"(?:(?<=[ \t\r\n])|\A|(?<=\ufeff))#[^\r\n]*")
_LINE_END: Final = re.compile(r"[\r\n]|\Z")
_PROPERTIES: Final = re.compile(r"(?:!\S*|&\S+|[ \t\r\n]+|(?<=\s)#[^\r\n]*)+")


def yaml_comments(source: Source, span: Span | None = None) -> list[Span]:
    """Give the comments of a source, or of a piece of it, each from its `#` to the end of its line.

    What cannot be parsed has none from there on.
    """
    whole = Span(0, len(source.text)) if span is None else span
    text = source.cut(whole)
    if "#" not in text:
        return []
    instead = stand_ins(text)
    found: list[Span] = []
    at = 0
    for start, end in _scalars(text.translate({ord(old): new for old, new in instead.items()})):
        found += _between(text, at, start, whole.start)
        at = max(at, end)
    return found


def _between(text: str, start: int, end: int, base: int) -> Iterator[Span]:
    for match in _COMMENT.finditer(text, start, end):
        yield Span(base + match.start(), base + match.end())


def _scalars(text: str) -> Iterator[tuple[int, int]]:
    """Where the text of each scalar stands, then the end of what could be parsed."""
    end = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if event.end_mark is not None:
                end = max(end, event.end_mark.index)
            if isinstance(event, events.ScalarEvent):
                yield _scalar(event, text)
    except yaml.YAMLError:
        yield end, end
        return
    yield len(text), len(text)


def _scalar(event: events.ScalarEvent, text: str) -> tuple[int, int]:
    """From the first character to the last; anchors, tags and the line of a `|` are before it."""
    assert event.start_mark is not None
    assert event.end_mark is not None
    start, end = event.start_mark.index, event.end_mark.index
    if event.anchor or event.tag:
        match = _PROPERTIES.match(text, start, end)
        start = match.end() if match else start
    if event.style in ("|", ">"):
        line_end = _LINE_END.search(text, start)
        start = min(end, line_end.end() if line_end else end)
    return start, end
