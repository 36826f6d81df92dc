"""Posts to X as files of twitter-together (twitter-together/action, read 2026-11-23).

Read as the tool's code reads them: front matter stands at the very start of a part; the first line
that is the delimiter, with a line above it, ends the part; the rest is read in the same way, with
the default delimiter unless its own front matter sets another. So a rule (`---`) starts a thread.
A poll is in the front matter or in the last lines, `( ) option`. `schedule` is `publish_at`, though
the tool does not keep to it yet. The account is the one whose keys the tool is given: not carried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final, TypeAlias

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.readers.passage import Passage
from policycheck.readers.poll_lines import BLANKS, poll_of, take_options
from policycheck.readers.reader import Draft, Drafts, Input, Reader
from policycheck.readers.tweet_parts import Part, parts_of
from policycheck.source import Source, Span, TextBuilder

__all__ = ["READER"]

_BOX = re.compile(r"\(\s?\)\s+")
_CARRIED: Final = frozenset(
    {"id", "platform", "kind", "text", "hashtags", "mentions", "links", "thread", "publish_at"}
    | {"reply_to", "repost_of.url", "poll.options", "media.type", "media.file", "media.alt"}
)
_TEXT_ONLY: Final = frozenset({"platform", "text"})
_OURS: Final = {"reply": "reply_to", "schedule": "publish_at"}
_OWN: Final = frozenset({"media", "poll", "retweet", "thread-delimiter", *_OURS})
_Pair: TypeAlias = tuple[Scalar, Node]


def _read(source: Source, given: Input) -> Drafts:
    passage = Passage(source, Span(0, len(source.text)))
    parts = list(parts_of(passage))
    for index, part in enumerate(parts, start=1):
        yield from part.problems
        written: dict[str, Entry] = dict(part.fields.entries) if part.fields else {}
        others = {name: entry for name, entry in written.items() if name not in _OWN}
        pairs = [*others.values(), *_content(passage, part, written)]
        pairs += _attached(written, _media_folder(given.path))
        if len(parts) > 1:
            pairs += _place(passage, part.start, given.path, index)
        yield Draft(
            Mapping.of(source, passage.span(part.top, part.end), pairs),
            suffix=f"/{index}" if index > 1 else "",
            carried=_CARRIED.union(others) if part.readable else _TEXT_ONLY,
        )


def _content(passage: Passage, part: Part, written: dict[str, Entry]) -> Iterable[_Pair]:
    """Give the text and the poll, and what sort of post they make."""
    options: list[Scalar] = []
    if "poll" in written:
        start, end = passage.trim(part.start, part.end, BLANKS)
        yield _poll(written["poll"])
    else:
        start, end, options = take_options(passage, part.start, part.end, _BOX)
    yield passage.made(start, "platform"), passage.made(start, "x")
    kind = "original"
    if "retweet" in written:
        kind = "quote" if start < end else "repost"
    elif "reply" in written:
        kind = "reply"
    yield passage.made(start, "kind"), passage.made(start, kind)
    if start < end:
        yield passage.made(start, "text"), passage.scalar(start, end)
    if options:
        poll = poll_of(options)
        yield Scalar.made(poll.source, poll.span, "poll"), poll


def _attached(written: dict[str, Entry], folder: str) -> Iterable[_Pair]:
    """Give what the front matter adds to the text, under our names."""
    for name, ours in _OURS.items():
        if name in written:
            yield _named(written[name].key, ours), written[name].value
    if "retweet" in written:
        key, url = written["retweet"]
        post = Mapping.of(key.source, url.span, [(_named(key, "url"), url)])
        yield _named(key, "repost_of"), post
    if "media" in written:
        key, media = written["media"]
        if isinstance(media, Sequence):
            items = [_medium(item, folder) for item in media.items]
            media = Sequence(media.source, media.span, items)
        yield key, media


def _poll(entry: Entry) -> _Pair:
    options = [(_named(entry.key, "options"), entry.value)]
    return entry.key, Mapping.of(entry.key.source, entry.value.span, options)


def _medium(node: Node, folder: str) -> Node:
    """Give the file relative to the post: the tool looks for it in `media`, beside `tweets`."""
    file = node.get("file") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(file, Scalar) or not folder:
        return node
    builder = TextBuilder()
    builder.put(folder, file.span.start, file.span.start)
    builder.join(file.text, file.segments)
    text, segments = builder.build()
    found = Scalar(file.source, file.span, text, "quoted", segments)
    pairs = [(key, found if value is file else value) for key, value in node]
    return Mapping.of(node.source, node.span, pairs)


def _media_folder(path: str) -> str:
    """Lead from the folder of the post to `media`; '' where no folder above it is `tweets`."""
    folders = PurePath(path).parts[:-1]
    if "tweets" not in folders:
        return ""
    return "../" * (folders[::-1].index("tweets") + 1) + "media/"


def _place(passage: Passage, at: int, thread: str, index: int) -> Iterable[_Pair]:
    number = Scalar.made(passage.source, passage.span(at, at), str(index), "plain")
    pairs = [
        (passage.made(at, "id"), passage.made(at, thread)),
        (passage.made(at, "index"), number),
    ]
    yield passage.made(at, "thread"), Mapping.of(passage.source, passage.span(at, at), pairs)


def _named(key: Scalar, name: str) -> Scalar:
    return Scalar.made(key.source, key.span, name)


READER: Final = Reader("tweet", (".tweet",), read=_read)
