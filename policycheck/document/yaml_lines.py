"""Front matter that is one plain `name: value` to a line, read without a YAML parser.

Most drafts have no other, and to load the parser takes longer than to judge the draft by a hundred
rules. Whatever has one character that could mean more goes the long way; a test holds both equal.
"""

from __future__ import annotations

import re
from typing import Final

from policycheck.document.node import NULLS, Entry, Mapping, Scalar, as_written
from policycheck.source import Source, Span

__all__ = ["read_plain_lines"]

#: No sign that YAML knows, no character beyond ASCII, no blank at an end; a colon stands within a
#: word, as in a time or an address.
_LINE: Final = re.compile(
    r"(?P<key>[A-Za-z_][A-Za-z0-9_]{0,63}): "
    r"(?P<value>[A-Za-z0-9](?:[A-Za-z0-9_./+%~,-]|:(?=[A-Za-z0-9/])| (?=[A-Za-z0-9])){0,255})"
)


def read_plain_lines(source: Source, span: Span) -> Mapping | None:
    """The fields in a piece of a source; None where a YAML parser has to tell what they are."""
    entries: dict[str, Entry] = {}
    at = span.start
    for line in source.cut(span).split("\n"):
        if line:
            found = _LINE.fullmatch(line)
            if found is None or found["key"] in entries or found["key"] in NULLS:
                return None
            key, value = (
                Scalar(
                    source,
                    Span(at + found.start(name), at + found.end(name)),
                    found[name],
                    "plain",
                    as_written,
                )
                for name in ("key", "value")
            )
            entries[key.text] = Entry(key, value)
        at += len(line) + 1
    if not entries:
        return None
    first, last = next(iter(entries.values())), next(reversed(entries.values()))
    return Mapping(source, Span(first.key.span.start, last.value.span.end), entries)
