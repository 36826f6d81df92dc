"""The comments of a file: HTML comments in the text of Markdown, `#` in YAML and front matter.

Code, quoted text and block scalars have none: what looks like a comment there is text, and posted.
JSON, CSV and the other formats have no comments at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policycheck.document.yaml_comments import yaml_comments
from policycheck.readers import reader_name
from policycheck.readers.front_matter import read_front_matter
from policycheck.readers.markdown_plain import comments_in
from policycheck.readers.passage import Passage
from policycheck.source import Source, Span

__all__ = ["Comment", "comments_of"]


class Comment(NamedTuple):
    """A comment: all of it, and its text. `of_all` says that it is about all records of the file.

    One that is not `closed` is no comment, and part of what is posted.
    """

    span: Span
    text: Span
    of_all: bool = False
    closed: bool = True


def comments_of(source: Source) -> Iterator[Comment]:
    """Give the comments of a file in their order, as the reader of its ending sees them."""
    reader = reader_name(source.path)
    if reader == "yaml":
        yield from _in_yaml(source, None, of_all=False)
    elif reader == "markdown":
        front = read_front_matter(source)
        yield from _in_yaml(source, Span(0, front.body.start), of_all=True)
        yield from _in_text(source, front.body)


def _in_yaml(source: Source, span: Span | None, *, of_all: bool) -> Iterator[Comment]:
    for start, end in yaml_comments(source, span):
        yield Comment(Span(start, end), Span(start + 1, end), of_all)


def _in_text(source: Source, body: Span) -> Iterator[Comment]:
    if "<!--" not in source.text:
        return
    closed, unclosed = comments_in(Passage(source, body))
    for start, end in closed:
        yield Comment(Span(start, end), Span(start + 4, end - 3))
    for start, end in unclosed:
        yield Comment(Span(start, end), Span(start + 4, end), closed=False)
