"""Posts as Markdown: the text below, every other field in YAML front matter above it.

The text is what stands below the front matter, without its Markdown (`markdown_plain`). The address
of a link is not in the text then, so it becomes one of `links`, beside those that the text shows.
Pictures become `media`, after those of the front matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.errors import Problem
from policycheck.readers.front_matter import FrontMatter, read_front_matter
from policycheck.readers.markdown_plain import Plain, plain_text
from policycheck.readers.passage import Passage
from policycheck.readers.reader import Draft, Drafts, Input, Reader
from policycheck.source import Source, Span
from policycheck.text.links import links as links_in

__all__ = ["READER"]

#: What can be had where the fields cannot be read.
_TEXT_ONLY: Final = frozenset({"text"})


def _read(source: Source, given: Input) -> Drafts:
    front = read_front_matter(source)
    yield from front.problems
    if "media" in front.fields.entries or given.dialect:
        from policycheck.readers import galaxy_social

        if galaxy_social.claims(front.fields, given):
            yield from galaxy_social.read_posts(front, given)
            return
    passage = Passage(source, front.body)
    plain = plain_text(passage)
    written = front.fields.get("text")
    if written is not None and plain.text:
        yield _second_text(front.fields.entries["text"].key)
    carried = None if front.readable else _TEXT_ONLY
    yield Draft(_post(front, passage, plain), carried=carried)


def _second_text(key: Scalar) -> Problem:
    return Problem(
        key.source.path,
        *key.source.position(key.span.start),
        "the post has two texts: this field, and what stands below the front matter",
        "keep one of them",
    )


def _post(front: FrontMatter, passage: Passage, plain: Plain) -> Mapping:
    fields: dict[str, tuple[Scalar, Node]] = {entry.key.text: entry for entry in front.fields}

    def add(name: str, value: Node) -> None:
        key = fields[name][0] if name in fields else passage.made(0, name)
        fields[name] = key, value

    if plain.text and "text" not in fields:
        add("text", plain.scalar)
    if front.readable and plain.images:
        from policycheck.readers.markdown_media import media_entry

        add("media", _joined(fields.get("media"), [media_entry(image) for image in plain.images]))
    if front.readable and plain.links:
        links = [link.url for link in plain.links] if "links" in fields else _all_links(plain)
        add("links", _joined(fields.get("links"), links))
    return Mapping.of(passage.source, Span(0, len(passage.source.text)), fields.values())


def _joined(given: tuple[Scalar, Node] | None, found: Iterable[Node]) -> Sequence:
    """Put what was found in the text after what the front matter gives."""
    found = list(found)
    before: list[Node] = []
    if given and not (isinstance(given[1], Scalar) and given[1].is_null):
        before = given[1].items if isinstance(given[1], Sequence) else [given[1]]
    first = given[1] if before and given else found[0]
    return Sequence(first.source, first.span, [*before, *found])


def _all_links(plain: Plain) -> list[Scalar]:
    """Give the links on words and those that the text itself shows, in the order of the file."""
    found = [link.url for link in plain.links]
    for shown in links_in(plain.text):
        span = plain.segments.locate(shown.start, shown.end)
        if any(
            link.url.text == shown.url and link.words.start <= span.start < link.words.end
            for link in plain.links
        ):
            continue
        segments = plain.segments.cut(shown.start, shown.end)
        found.append(Scalar(plain.scalar.source, span, shown.url, "quoted", segments))
    return sorted(found, key=lambda url: url.span)


READER: Final = Reader("markdown", (".md", ".markdown"), read=_read)
