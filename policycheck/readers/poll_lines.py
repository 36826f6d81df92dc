"""Polls as the last lines of a text, one option to a line behind an empty box."""

from __future__ import annotations

import re

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.readers.passage import Passage

__all__ = ["BLANKS", "poll_of", "take_options"]

#: What JavaScript's `trim` takes off (ECMA-262, WhiteSpace and LineTerminator).
BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def take_options(
    passage: Passage, start: int, end: int, box: re.Pattern[str]
) -> tuple[int, int, list[Scalar]]:
    """Take the options off the end of a text: where it stands without them, trimmed, and they."""
    options: list[Scalar] = []
    start, end = passage.trim(start, end, BLANKS)
    while True:
        line = max(passage.text.rfind("\n", start, end) + 1, start)
        found = box.match(passage.text, line, end)
        if not found:
            return start, end, options[::-1]
        options.append(passage.scalar(found.end(), end))
        start, end = passage.trim(start, line, BLANKS)


def poll_of(options: list[Scalar]) -> Mapping:
    """Give the options as the `poll` of a post."""
    source, first = options[0].source, options[0].span
    nodes: list[Node] = [*options]
    key = Scalar.made(source, first, "options")
    return Mapping.of(source, first, [(key, Sequence(source, first, nodes))])
