"""The posts that a galaxy-social text is broken into, with the pictures that go with each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.readers.front_matter import FrontMatter
from policycheck.readers.galaxy_tags import Tags
from policycheck.readers.markdown_media import media_entry
from policycheck.readers.markdown_plain import plain_text
from policycheck.readers.media_types import media_type
from policycheck.readers.passage import Passage
from policycheck.source import TextBuilder

__all__ = ["Part", "parts_of", "with_tags"]

_BREAK = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Part:
    """A post of a thread: its words, and the entries of its `media`."""

    text: Scalar
    media: list[Node]


def parts_of(front: FrontMatter) -> list[Part]:
    """Break the text at two blank lines; give at least one part, in which the text may be empty.

    A piece that holds nothing but pictures is no post: they go with the post before it, or with the
    first. So do those that the front matter gives.
    """
    passage = Passage(front.fields.source, front.body)
    waiting = _given_images(front.fields)
    parts: list[Part] = []
    start, end = passage.trim(0, len(passage.text), "\n")
    while start <= end:
        found = _BREAK.search(passage.text, start, end)
        plain = plain_text(passage, start, found.start() if found else end, addresses=True)
        media: list[Node] = [media_entry(image) for image in plain.images]
        start = found.end() if found else end + 1
        if plain.text:
            parts.append(Part(plain.scalar, [*waiting, *media]))
            waiting = []
        elif parts:
            parts[-1].media.extend(media)
        else:
            waiting.extend(media)
            empty = plain.scalar
    return parts or [Part(empty, waiting)]


def with_tags(part: Part, tags: list[Tags]) -> Scalar:
    """Add mentions and hashtags: a blank line, the mentions in a line, the hashtags in a line.

    Each word maps to its place in the front matter; what the tool puts in has no width there.
    """
    if not tags:
        return part.text
    builder = TextBuilder()
    builder.join(part.text.text, part.text.segments)
    gap = "\n\n" if part.text.text else ""
    for sign, words in tags:
        for word in words:
            at = word.span.start
            builder.put(gap + sign, at, at)
            builder.join(word.text, word.segments)
            gap = " "
        gap = "\n"
    text, segments = builder.build()
    return Scalar(part.text.source, part.text.span, text, "quoted", segments)


def _given_images(fields: Mapping) -> list[Node]:
    images = fields.get("images")
    return [_image(item) for item in images.items] if isinstance(images, Sequence) else []


def _image(node: Node) -> Node:
    """Give an image of the front matter under our names; without an ending it is one too."""
    if not isinstance(node, Mapping):
        return node
    fields: list[tuple[Scalar, Node]] = []
    for key, value in node:
        name = "alt" if key.text == "alt_text" else key.text
        fields.append((Scalar.made(node.source, key.span, name), value))
    url = node.get("url")
    if node.get("type") is None and not (isinstance(url, Scalar) and media_type(url.text)):
        made = Scalar.made(node.source, node.span, "image")
        fields.append((Scalar.made(node.source, node.span, "type"), made))
    return Mapping.of(node.source, node.span, fields)
