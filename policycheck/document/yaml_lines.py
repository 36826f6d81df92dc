"""Front matter that is one plain `name: value` to a line, read without a YAML parser.

Most drafts have no other, and to load the parser takes longer than to judge the draft by a hundred
rules. Whatever has one character that could mean more goes the long way; a test holds both equal.
"""

from __future__ import annotations

from typing import Final

from policycheck.document.node import NULLS, Entry, Mapping, Scalar, as_written
from policycheck.source import Source, Span

__all__ = ["read_plain_lines"]

#: No sign that YAML knows, no character beyond ASCII; a colon stands within a word, as in a time or
#: an address, and a blank between two words.
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_SIGNS: Final = frozenset(_LETTERS + "_./+%~,-: ")
_AFTER_BLANK: Final = frozenset(_LETTERS)
_AFTER_COLON: Final = frozenset(_LETTERS + "/")
_LONGEST_KEY, _LONGEST_VALUE = 64, 256


def read_plain_lines(source: Source, span: Span) -> Mapping | None:
    """The fields in a piece of a source; None where a YAML parser has to tell what they are."""
    entries: dict[str, Entry] = {}
    at = span.start
    for line in source.cut(span).split("\n"):
        if line:
            name, parted, said = line.partition(": ")
            if not parted or not _is_plain(name, said) or name in entries or name in NULLS:
                return None
            key = Scalar(source, Span(at, at + len(name)), name, "plain", as_written)
            place = Span(at + len(line) - len(said), at + len(line))
            entries[name] = Entry(key, Scalar(source, place, said, "plain", as_written))
        at += len(line) + 1
    if not entries:
        return None
    first, last = next(iter(entries.values())), next(reversed(entries.values()))
    return Mapping(source, Span(first.key.span.start, last.value.span.end), entries)


def _is_plain(key: str, value: str) -> bool:
    """Whether both can only mean what they say."""
    return (
        key.isascii()
        and key.isidentifier()
        and len(key) <= _LONGEST_KEY
        and len(value) <= _LONGEST_VALUE
        and _SIGNS.issuperset(value)
        and all(word[:1] in _AFTER_BLANK for word in value.split(" "))
        and all(part[:1] in _AFTER_COLON for part in value.split(":")[1:])
    )
