"""Posts as the JSON requests of the nodejs/bluesky automation: an object, or a list as a thread.

A request (`action`, `account`, `richText` or `richTextFile`, `replyURL`, `repostURL`) is a draft.
There a `richTextFile` takes the place of `richText`, and thematic breaks cut the text to a thread.
Once it is sent, the tool keeps the request with its `result`, and with what was sent in `richText`;
then the file that the text came from no longer matters, and where it is gone, only `richTextFile`
itself is unknown.

Source: actions/login-and-validate.js of github.com/nodejs/bluesky at commit 12af83a, and requests
that the project keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from policycheck.document import Entry, Node, Scalar, Sequence
from policycheck.document import Mapping as MappingNode
from policycheck.errors import Problem
from policycheck.readers.assembly import named, part
from policycheck.readers.beside import read_beside
from policycheck.readers.collection import items_in
from policycheck.readers.reader import Draft, Drafts, Input
from policycheck.source import Source, Span

__all__ = ["NAME", "claims", "drafts"]

NAME: Final = "nodejs-bluesky"

_KINDS: Final = {"post": "original", "repost": "repost", "reply": "reply", "quote-post": "quote"}
_MARKS: Final = {"account", "richText", "richTextFile", "repostURL", "replyURL"}
#: What the tool itself notes down once it has sent a request; `threadElements` of old ones.
_NOTES: Final = {"result", "record", "repostInfo", "replyInfo", "rootInfo", "threadElements"}
_CARRIED: Final = frozenset(
    {"id", "account", "platform", "kind", "text", "repost_of.url", "reply_to", "richTextFile"}
)
_BREAK = re.compile(r"(?:\r\n?|\n)+ {0,3}([-_*])[ \t]*(?:\1[ \t]*){2,}(?:\r\n?|\n)+")


def claims(node: Node) -> bool:
    """Tell whether a document is in this shape: its first record has an action and its object."""
    if isinstance(node, Sequence):
        return bool(node.items) and claims(node.items[0])
    return (
        isinstance(node, MappingNode)
        and "action" in node.entries
        and not _MARKS.isdisjoint(node.entries)
    )


def drafts(node: Node, source: Source, input: Input) -> Drafts:  # noqa: A002
    """Give a draft for each post; the parts of a thread are `/2`, `/3`, and so on."""
    requests = iter([Draft(node)]) if isinstance(node, MappingNode) else items_in(node, source)
    number = 0
    for request in requests:
        if isinstance(request, Problem):
            number += 1
            yield request
            continue
        for made in _posts(request.node, input):
            if isinstance(made, Problem):
                yield made
                continue
            number += 1
            suffix = f"/{number}" if number > 1 else ""
            node = MappingNode(request.node.source, request.node.span, made.entries)
            yield Draft(node, suffix, _CARRIED, made.withheld)


@dataclass(slots=True)
class _Post:
    """The fields of one post while they are gathered."""

    entries: dict[str, Entry]
    withheld: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, key: Scalar, value: Node) -> None:
        self.entries[name] = Entry(named(key, name), value)


def _posts(request: MappingNode, input: Input) -> Iterator[_Post | Problem]:  # noqa: A002
    post = _Post({})
    for name, entry in request.entries.items():
        if name == "action":
            yield from _action(entry, post)
        elif name == "repostURL":
            post.put("repost_of", entry.key, entry.value)
        elif name == "replyURL":
            post.put("reply_to", entry.key, entry.value)
        elif name not in _NOTES and name not in ("richText", "richTextFile"):
            post.entries[name] = entry
    yield from _text(request, post, input)
    yield from _thread(request, post)


def _action(entry: Entry, post: _Post) -> Iterator[Problem]:
    key, value = entry
    text = value.text if isinstance(value, Scalar) else ""
    post.put("platform", key, Scalar.made(key.source, key.span, "bluesky"))
    if text in _KINDS:
        post.put("kind", key, Scalar.made(value.source, value.span, _KINDS[text]))
        return
    post.withheld["kind"] = "the action is none of post, repost, reply and quote-post"
    yield Problem(
        value.source.path,
        *value.source.position(value.span.start),
        f"expected an action, one of {', '.join(_KINDS)}; found {text!r}",
        "correct the action",
    )


def _text(request: MappingNode, post: _Post, input: Input) -> Iterator[Problem]:  # noqa: A002
    """Take the words from where the tool takes them."""
    inline, named_file = request.entries.get("richText"), request.entries.get("richTextFile")
    sent = "result" in request.entries
    if inline:
        post.put("text", inline.key, inline.value)
    if named_file is None or not isinstance(named_file.value, Scalar):
        return
    words = read_beside(input, named_file.value.text)
    if isinstance(words, Source):
        if not (inline and sent):
            post.put("text", named_file.key, _whole(words))
        return
    unknown = "richTextFile" if inline and sent else "text"
    post.withheld[unknown] = words.message
    if unknown == "text":
        post.entries.pop("text", None)
    if words.path != input.path:
        yield words  # it is there, and cannot be read


def _whole(source: Source) -> Scalar:
    return Scalar.cut(source, Span(0, len(source.text)), "quoted")


def _thread(request: MappingNode, post: _Post) -> Iterator[_Post]:
    """Cut a draft at thematic breaks, as the tool does: what follows the first part is a reply."""
    entry = post.entries.get("text")
    text = entry.value if entry else None
    if "result" in request.entries or not isinstance(text, Scalar) or entry is None:
        yield post
        return
    at, number = 0, 1
    for match in [*_BREAK.finditer(text.text), None]:
        end = match.start() if match else len(text.text)
        entries = {**post.entries, "text": Entry(entry.key, part(text, at, end))}
        if number > 1 and "kind" in entries:
            kind = entries["kind"]
            made = Scalar.made(kind.value.source, kind.value.span, "reply")
            entries["kind"] = Entry(kind.key, made)
        yield _Post(entries, post.withheld)
        at, number = match.end() if match else end, number + 1
