"""Nodes from the events of the YAML parser, without recursion, and what documents may not use."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from typing import Final

from msgspec import Struct, field
from yaml import events

from policycheck.document.node import Entry, Mapping, Node, Scalar, Sequence, Style
from policycheck.document.yaml_anchors import MAX_DEPTH, Anchored, Anchors, Refusal
from policycheck.document.yaml_scalars import MAPS
from policycheck.errors import Problem
from policycheck.mistakes.files import (
    DUPLICATE_KEY,
    EXPLICIT_TAG,
    NOT_YAML,
    ODD_KEY,
    SECOND_DOCUMENT,
    TOO_DEEP,
)
from policycheck.mistakes.mistake import Mistake
from policycheck.source import Source, Span

__all__ = ["TreeBuilder"]

_TEXT_TAG: Final = "tag:yaml.org,2002:str"
_PROPERTY = re.compile(r"(?P<tag>!(?:<[^>]*+>|[^\s,\[\]{}]*+))|&[\w-]++|[ \t\r\n]++|#[^\r\n]*+")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Collection(Struct):
    """A list or mapping that is still open."""

    start: int
    flow: bool
    anchor: str | None
    entries: dict[str, Entry] | None  # None in a list
    items: list[Node] = field(default_factory=list)
    end: int = 0
    size: int = 1
    height: int = 1
    in_value: bool = False
    key: Scalar | None = None  # None before a value whose key was refused


class TreeBuilder:
    """Takes events in turn. Marks count from the start of `span`; `real` undoes the stand-ins."""

    def __init__(self, source: Source, span: Span, real: Table[int, str]) -> None:
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._source = source
        self._base = span.start
        self._end = span.end
        self._real = real
        self._documents = 0
        self._open: list[_Collection] = []
        self._anchors = Anchors()

    def take(self, event: events.Event) -> bool:
        """Add one event to the tree; False where reading on makes no sense."""
        start, end = self._span(event)
        if isinstance(event, events.ScalarEvent):
            self._take_scalar(event, start, end)
        elif isinstance(event, events.CollectionStartEvent):
            return self._begin(event, start)
        elif isinstance(event, events.CollectionEndEvent):
            self._finish(end)
        elif isinstance(event, events.AliasEvent):
            return self._take_alias(str(event.anchor), start, end)
        elif isinstance(event, events.DocumentStartEvent):
            return self._begin_document(start)
        return True

    def _span(self, event: events.Event) -> tuple[int, int]:
        first, last = event.start_mark, event.end_mark
        assert first is not None
        assert last is not None
        return self._base + first.index, self._base + last.index

    def _begin_document(self, start: int) -> bool:
        self._documents += 1
        if self._documents == 1:
            return True
        self._problem(
            start,
            SECOND_DOCUMENT,
            "a second document begins here",
            "keep one document in a file: remove the '---', or move what follows to another file",
        )
        return False

    def _take_scalar(self, event: events.ScalarEvent, at: int, end: int) -> None:
        text = event.value.translate(self._real) if self._real else event.value
        style: Style = "quoted" if event.style or event.tag == _TEXT_TAG else "plain"
        start = at
        if event.anchor or event.tag:
            start = self._properties(at, end, refuse=event.tag != _TEXT_TAG)
        if event.style == '"' and _SURROGATE.search(text):  # only the parser in Python lets it pass
            message = "this escape is no character"
            self._problem(start, NOT_YAML, message, "write the character itself")
        node = Scalar(self._source, Span(start, end), text, style, MAPS[event.style])
        if event.anchor:
            self._anchors.set(event.anchor, Anchored(node))
        if self._open or start < end or style == "quoted":
            self._add(node, at, end)

    def _properties(self, start: int, end: int, *, refuse: bool) -> int:
        """Give the offset after an anchor and a tag; a refused tag is told at its own place."""
        at = start
        while match := _PROPERTY.match(self._source.text, at, end):
            if match["tag"] and refuse:
                self._problem(
                    at,
                    EXPLICIT_TAG,
                    f"tags are not used here: {match['tag']}",
                    "remove the tag; put a value that begins with '!' in quotes",
                )
            at = match.end()
        return at

    def _begin(self, event: events.CollectionStartEvent, start: int) -> bool:
        if len(self._open) >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels are nested here"
            self._problem(start, TOO_DEEP, message, "nest less deeply")
            return False
        if event.anchor:
            self._anchors.begin(event.anchor)
        if event.anchor or event.tag:
            start = self._properties(start, self._end, refuse=True)
        is_list = isinstance(event, events.SequenceStartEvent)
        entries: dict[str, Entry] | None = None if is_list else {}
        self._open.append(_Collection(start, bool(event.flow_style), event.anchor, entries))
        return True

    def _finish(self, mark: int) -> None:
        """Close the innermost collection; a block ends where its last value does."""
        done = self._open.pop()
        span = Span(done.start, mark if done.flow else max(done.start, done.end))
        node: Node
        if done.entries is None:
            node = Sequence(self._source, span, done.items)
        else:
            node = Mapping(self._source, span, done.entries)
        if done.anchor:
            self._anchors.set(done.anchor, Anchored(node, done.size, done.height))
        self._add(node, done.start, span.end, done.size, done.height)

    def _take_alias(self, name: str, start: int, end: int) -> bool:
        target = self._anchors.resolve(name, len(self._open))
        if isinstance(target, Refusal):
            self._problem(start, target.mistake, target.message, target.help)
            if target.final:
                return False
            target = Anchored(Scalar.made(self._source, Span(start, end), ""))
        self._add(target.node, start, end, target.size, target.height)
        return True

    def _add(self, node: Node, at: int, end: int, size: int = 1, height: int = 0) -> None:
        """Put a node that is complete where it belongs."""
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        parent.end = end
        parent.size += size
        parent.height = max(parent.height, height + 1)
        if parent.entries is None:
            parent.items.append(node)
        elif parent.in_value:
            parent.in_value = False
            if parent.key:
                parent.entries[parent.key.text] = Entry(parent.key, node)
        else:
            parent.in_value = True
            parent.key = self._key(parent.entries, node, at)

    def _key(self, entries: dict[str, Entry], node: Node, at: int) -> Scalar | None:
        mistake, refusal = ODD_KEY, ("", "")
        if not isinstance(node, Scalar):
            refusal = "a key is a name, not a list or a mapping", "write a name before the ':'"
        elif node.is_null:
            refusal = "a key is missing before the ':'", "write the key, or put it in quotes"
        elif node.text == "<<" and node.style == "plain":
            refusal = "merge keys '<<' are not used here", "write the entries out"
        elif node.text in entries:
            line = self._source.position(entries[node.text].key.span.start).line
            mistake = DUPLICATE_KEY
            refusal = (
                f"the key '{node.text}' stands here a second time, first in line {line}",
                "remove one of the two, or rename it",
            )
        else:
            return node
        self._problem(at, mistake, *refusal)
        return None

    def _problem(self, offset: int, mistake: Mistake, message: str, help_: str) -> None:
        position = self._source.position(offset)
        self.problems.append(Problem(self._source.path, *position, message, help_, mistake.id))
