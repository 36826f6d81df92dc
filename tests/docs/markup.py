"""Headings and links of a page, as GitHub makes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["Link", "anchors", "indented_code", "items", "links", "target_of"]

_GFM = MarkdownIt("commonmark").enable("table")
#: GitHub keeps letters, digits and these of a heading; spaces become hyphens.
_DROPPED = re.compile(r"[^\w\- ]")
_NAMED = re.compile(r"""<a (?:id|name)=["']([^"']+)["']""")
_SOURCES = {"link_open": "href", "image": "src"}


class Link(NamedTuple):
    """A link or picture: the line of the paragraph that it stands in (from 1), and its target."""

    line: int
    target: str


def links(text: str) -> Iterator[Link]:
    """The links and pictures of a page, from top to bottom."""
    for block in _GFM.parse(text):
        line = (block.map or [0])[0] + 1
        for token in block.children or ():
            if token.type in _SOURCES:
                yield Link(line, str(token.attrs[_SOURCES[token.type]]))


def anchors(text: str) -> set[str]:
    """What may stand after the # of a link to this page."""
    tokens = _GFM.parse(text)
    found = {name for token in tokens for name in _NAMED.findall(token.content)}
    used: Counter[str] = Counter()
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            slug = _slug(inline)
            found.add(f"{slug}-{used[slug]}" if used[slug] else slug)
            used[slug] += 1
    return found


def _slug(heading: Token) -> str:
    said = "".join(
        token.content for token in heading.children or () if token.type in ("text", "code_inline")
    )
    return _DROPPED.sub("", said.lower()).replace(" ", "-")


def items(text: str) -> Iterator[tuple[str, str]]:
    """The items of lists that begin with a link: its target, and what is said after it."""
    tokens = _GFM.parse(text)
    for start, token in enumerate(tokens):
        inner = tokens[start + 2].children if token.type == "list_item_open" else None
        if inner and inner[0].type == "link_open":
            end = next(at for at, one in enumerate(inner) if one.type == "link_close")
            said = "".join(one.content for one in inner[end + 1 :])
            yield str(inner[0].attrs["href"]), said.removeprefix(":").strip()


def indented_code(text: str) -> Iterator[int]:
    """The lines (from 1) at which code begins that is set apart by spaces alone."""
    for token in _GFM.parse(text):
        if token.type == "code_block":
            yield (token.map or [0])[0] + 1


def target_of(link: str, page: Path) -> tuple[Path, str]:
    """The file that a relative link leads to, and what stands after its #."""
    path, _, anchor = link.partition("#")
    return (page.parent / path if path else page), anchor
