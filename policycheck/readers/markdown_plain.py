"""Markdown as the words that are posted, with the pictures and the links that were in it.

No platform shows Markdown, so tools that post it take the marks out. What goes: pictures, HTML
comments, the brackets and the address of a link (its words stay), the brackets around a bare
address, marks of emphasis and headings, and backslashes before punctuation. What stays as it
stands: list bullets, quotation marks, code with its backticks, tables, reference links, HTML.
"""

from __future__ import annotations

from msgspec import Struct

from policycheck.document import Scalar
from policycheck.readers.markdown_inline import Image, Inline, Link
from policycheck.readers.passage import Passage
from policycheck.source import Segments, Span

__all__ = ["Plain", "comments_in", "plain_text"]

_BLANKS = " \t\n"


class Plain(Struct, frozen=True):
    """A text without its Markdown, trimmed, with LF line ends; `scalar` spans all that was read."""

    scalar: Scalar
    images: list[Image]
    links: list[Link]

    @property
    def text(self) -> str:
        return self.scalar.text

    @property
    def segments(self) -> Segments:
        return self.scalar.segments


def plain_text(
    passage: Passage, start: int = 0, end: int | None = None, *, addresses: bool = False
) -> Plain:
    """Reduce a passage, or a piece of it, to what is posted.

    A line that held nothing but pictures or comments goes as a whole, and does not leave two blank
    lines where there was one on either side. With `addresses`, `[words](url)` is `words: url`.
    """
    start, end = passage.trim(start, len(passage.text) if end is None else end, _BLANKS)
    inline = Inline(passage, start, end, addresses=addresses)
    _drop_emptied_lines(inline, passage.text, start, end)
    text, segments = inline.kept(start, end)
    first, last = len(text) - len(text.lstrip(_BLANKS)), len(text.rstrip(_BLANKS))
    scalar = Scalar(
        passage.source,
        passage.span(start, end),
        text[first:last],
        "quoted",
        segments.cut(first, max(first, last)),
    )
    return Plain(scalar, inline.images, inline.links)


def comments_in(passage: Passage) -> tuple[list[Span], list[Span]]:
    """Give the HTML comments of a passage, which are not posted, and those that are never closed.

    What stands in code is none.
    """
    inline = Inline(passage, 0, len(passage.text), addresses=False)
    return inline.comments, inline.unclosed


def _drop_emptied_lines(inline: Inline, text: str, start: int, end: int) -> None:
    at, after_blank, dropped = start, True, False
    while at < end:
        stop = text.find("\n", at, end) + 1 or end
        if not text[at:stop].strip(_BLANKS):
            if dropped and after_blank:
                inline.cut(at, stop)
            else:
                after_blank, dropped = True, False
        elif inline.is_touched(at, stop) and not inline.kept(at, stop)[0].strip(_BLANKS):
            inline.cut(at, stop)
            dropped = True
        else:
            after_blank, dropped = False, False
        at = stop
