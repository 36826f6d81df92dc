"""A piece of a source as text: line ends made one, every character still in its place."""

from __future__ import annotations

from policycheck.document import Scalar
from policycheck.source import Segments, Source, Span, TextBuilder
from policycheck.text.late import late

__all__ = ["Passage"]

_RETURN = late(r"\r\n?")


class Passage:
    """The text of a span with CRLF and CR read as LF, so that how a file was saved changes nothing.

    Offsets are those of `text`, unless they are called a Span: that is always one of the source.
    """

    __slots__ = ("segments", "source", "text")

    def __init__(self, source: Source, span: Span) -> None:
        self.source = source
        self.text, self.segments = _unix_lines(source, span)

    def span(self, start: int, end: int) -> Span:
        return self.segments.locate(start, end)

    def scalar(self, start: int, end: int) -> Scalar:
        """Take the characters from `start` to `end` as a text."""
        segments = self.segments.cut(start, end)
        return Scalar(self.source, self.span(start, end), self.text[start:end], "quoted", segments)

    def made(self, at: int, text: str) -> Scalar:
        """Give a key or a value that the format implies: it stands at `at` and has no width."""
        return Scalar.made(self.source, self.span(at, at), text)

    def trim(self, start: int, end: int, blanks: str) -> tuple[int, int]:
        """Leave out the characters in `blanks` at both ends."""
        piece = self.text[start:end].rstrip(blanks)
        return start + len(piece) - len(piece.lstrip(blanks)), start + len(piece)


def _unix_lines(source: Source, span: Span) -> tuple[str, Segments]:
    text = source.cut(span)
    if "\r" not in text:
        return text, Segments.direct(span.start, len(text))
    builder = TextBuilder()
    at = span.start
    for match in _RETURN().finditer(source.text, span.start, span.end):
        builder.copy(source.text, at, match.start())
        builder.put("\n", *match.span())
        at = match.end()
    builder.copy(source.text, at, span.end)
    return builder.build()
