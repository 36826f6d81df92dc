"""Changes of the text of a suite, each at one place: whatever else stands in the file stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from policycheck.document import Mapping, Scalar, Sequence
from policycheck.document.yaml_quoting import quoted, scalar

__all__ = ["TextEdit", "added", "edited_text", "removed", "replaced"]

_LINE_END = re.compile(r"\r\n|\n|\r")


class TextEdit(NamedTuple):
    """Put a text in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def edited_text(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with all edits made; none touches another."""
    for one in sorted(set(edits), reverse=True):
        text = text[: one.start] + one.text + text[one.end :]
    return text


def replaced(node: Scalar, value: str) -> TextEdit:
    """Another value in place of one; in quotes where the old one was, or where it needs them."""
    written = quoted(value) if node.source.text[node.span.start] in "\"'|>" else scalar(value)
    return TextEdit(node.span.start, node.span.end, written)


def removed(mapping: Mapping, key: str) -> TextEdit:
    """Take a key out: its lines where it has some of its own, else from the comma before it."""
    entry, text = mapping.entries[key], mapping.source.text
    start, end = entry.key.span.start, entry.value.span.end
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    after = _LINE_END.search(text, end)
    rest = text[end : after.start() if after else len(text)]
    if not text[line:start].strip() and (not rest.strip() or rest.lstrip().startswith("#")):
        return TextEdit(line, after.end() if after else len(text), "")
    before = text[:start].rstrip()
    if before.endswith(","):
        return TextEdit(len(before) - 1, end, "")
    comma = re.compile(r"\s*,\s*").match(text, end)
    return TextEdit(start, comma.end() if comma else end, "")


def added(listed: Sequence, fields: dict[str, str]) -> TextEdit:
    """One more expectation after the last, in braces."""
    text, last = listed.source.text, listed.items[-1]
    braces = "{" + ", ".join(f"{key}: {_in_braces(value)}" for key, value in fields.items()) + "}"
    if text[listed.span.start] == "[":
        return TextEdit(last.span.end, last.span.end, f", {braces}")
    indent = " " * (listed.source.position(listed.span.start).column - 1)
    after = _LINE_END.search(text, last.span.end - 1)
    if after is None:
        return TextEdit(len(text), len(text), f"\n{indent}- {braces}\n")
    return TextEdit(after.end(), after.end(), f"{indent}- {braces}{after[0]}")


def _in_braces(value: str) -> str:
    return quoted(value) if ":" in value else scalar(value)
