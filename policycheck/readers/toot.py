"""Toots as files of toot-together (joschi/toot-together, read 2026-11-23).

All of the file is the text; a poll is its last lines, `[ ] option`. Whose it is and who may see it
is said where the tool is started, so that is not carried.
"""

from __future__ import annotations

import re
from typing import Final

from policycheck.document import Mapping, Node, Scalar
from policycheck.readers.passage import Passage
from policycheck.readers.poll_lines import poll_of, take_options
from policycheck.readers.reader import Draft, Drafts, Input, Reader
from policycheck.source import Source, Span

__all__ = ["READER"]

_BOX = re.compile(r"\[\s?\]\s+")
_CARRIED: Final = frozenset(
    {"id", "platform", "text", "poll.options", "links", "hashtags", "mentions"}
)


def _read(source: Source, _given: Input) -> Drafts:
    whole = Span(0, len(source.text))
    passage = Passage(source, whole)
    start, end, options = take_options(passage, 0, len(passage.text), _BOX)
    fields: list[tuple[Scalar, Node]] = [
        (passage.made(start, "platform"), passage.made(start, "mastodon"))
    ]
    if start < end:
        fields.append((passage.made(start, "text"), passage.scalar(start, end)))
    if options:
        poll = poll_of(options)
        fields.append((Scalar.made(source, poll.span, "poll"), poll))
    yield Draft(Mapping.of(source, whole, fields), carried=_CARRIED)


READER: Final = Reader("toot", (".toot",), read=_read)
