"""What is writing and what is Markdown, within a passage: links, pictures, escapes and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from policycheck.document import Scalar
from policycheck.readers.passage import Passage
from policycheck.source import Segments, Span, TextBuilder
from policycheck.text.late import late

if TYPE_CHECKING:
    from policycheck.readers.markdown_emphasis import Marks

__all__ = ["Image", "Inline", "Link"]

# A scheme, a handle or a hashtag shields its underscores and stars: they are posted as they stand.
_TOKEN = late(
    r"""
    (?P<escape> \\[!-/:-@\[-`{-~] )
  | (?P<fence> ^[ ]{0,3} (?P<ticks> `{3,} | ~{3,} ) [^`\n]*+ $ )
  | (?P<code> `+ )
  | (?P<comment> <!-- )
  | (?P<address> <[A-Za-z][A-Za-z0-9+.-]{1,31}: [^\s<>]*+> )
  | (?P<literal> https?://[^\s<>*\[\]`\\]*[^\s<>*\[\]`\\_] | (?<!\w)[@\#](?:_*+[^\W_]++)++ )
  | (?P<heading> ^[ ]{0,3}\#{1,6}[ \t]++(?=[^\s]) )
  | (?P<block> \n[ \t]*+(?=\n) | ^[ \t]*+(?:[-*+]|[0-9]{1,9}[.)]|>)[ \t] )
  | (?P<opening> !?\[ )
  | (?P<closing> \] )
  | (?P<marks> \*+ | _+ )
    """,
    re.MULTILINE | re.VERBOSE,
)
_DESTINATION = late(
    r"""
    \( [ \t\n]*+
    (?: <(?P<pointed>[^<>\n]*+)>
      | (?P<plain> (?: [^\s()\\] | \\[^\s] | \( (?:[^\s()\\]|\\[^\s])*+ \) )*+ ) )
    (?: [ \t\n]++ (?: "[^"]*+" | '[^']*+' | \([^()]*+\) ) )?
    [ \t\n]*+ \)
    """,
    re.VERBOSE,
)
_KEPT, _CUT, _COLON = 0, 1, 2
#: A text without any of these has no Markdown that would go.
_SIGNS: Final = "\\`~<#[*_"
_BLANKS: Final = " \t\n"


class Image(Struct, frozen=True):
    """A picture: all of it, its address (None where it has none), and what its brackets hold."""

    span: Span
    url: Scalar | None
    alt: Scalar


class Link(Struct, frozen=True):
    """A link: its address, and where the words stand that it is put on."""

    url: Scalar
    words: Span


class _Bracket(Struct, frozen=True):
    start: int
    end: int
    rows: int


class Inline:
    """Reads a passage from `start` to `end` and notes which of its characters are writing.

    `comments` are those that are left out; one that is never closed is text, and in `unclosed`.
    With `addresses`, the address of a link stays, after its words and a colon.
    """

    def __init__(self, passage: Passage, start: int, end: int, *, addresses: bool) -> None:
        self.images: list[Image] = []
        self.links: list[Link] = []
        self.comments: list[Span] = []
        self.unclosed: list[Span] = []
        self._passage, self._text = passage, passage.text
        self._end = end
        self._addresses = addresses
        self._fates = bytearray(len(self._text))
        self._brackets: list[_Bracket] = []
        self._rows: list[Marks] = []
        if any(self._text.find(sign, start, end) >= 0 for sign in _SIGNS):
            self._read(start)

    def _read(self, at: int) -> None:
        while match := _TOKEN().search(self._text, at, self._end):
            at = self._take(match)
        self._end_block()

    def kept(self, start: int, end: int) -> tuple[str, Segments]:
        """Put together what is writing between two offsets."""
        builder = TextBuilder()
        for begin, stop in self._left(start, end):
            if self._fates[begin] == _COLON:
                at = self._passage.span(begin, stop).start
                builder.put(": ", at, at)
            else:
                builder.join(self._text[begin:stop], self._passage.segments.cut(begin, stop))
        text, segments = builder.build()
        return text, segments if text else Segments.direct(
            self._passage.span(start, start).start, 0
        )

    def _left(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The runs between two offsets that are not cut, each of one fate."""
        if start < end and self._fates.count(_KEPT, start, end) == end - start:
            yield start, end
            return
        for run in re.finditer(rb"\x00+|\x02+", self._fates[start:end]):
            yield start + run.start(), start + run.end()

    def is_touched(self, start: int, end: int) -> bool:
        return _CUT in self._fates[start:end]

    def cut(self, start: int, end: int, fate: int = _CUT) -> None:
        self._fates[start:end] = bytes((fate,)) * (end - start)

    def _take(self, match: re.Match[str]) -> int:
        """Deal with one piece of Markdown; give the offset to go on from."""
        start, end = match.span()
        match match.lastgroup:
            case "fence" | "code" | "comment":
                end = self._opaque_end(match)
            case "escape":
                self.cut(start, start + 1)
            case "address":
                self.cut(start, start + 1)
                self.cut(end - 1, end)
            case "heading":
                self._heading(match)
            case "block":
                self._end_block()
            case "opening":
                self._brackets.append(_Bracket(start, end, len(self._rows)))
            case "closing" if self._brackets:
                end = self._bracket_end(self._brackets.pop(), end)
            case "marks":
                from policycheck.readers.markdown_emphasis import Marks

                self._rows.append(Marks.at(self._text, start, end))
        return end

    def _opaque_end(self, match: re.Match[str]) -> int:
        """Pass over what holds no Markdown: code, which is posted, and comments, which are not."""
        if match.lastgroup == "comment":
            return self._comment_end(match)
        return self._fence_end(match) if match.lastgroup == "fence" else self._code_end(match)

    def _end_block(self) -> None:
        self._emphasise(0)
        self._brackets.clear()

    def _emphasise(self, first: int) -> None:
        if self._rows[first:]:
            from policycheck.readers.markdown_emphasis import emphasis

            for start, end in emphasis(self._rows[first:]):
                self.cut(start, end)
            del self._rows[first:]

    def _fence_end(self, match: re.Match[str]) -> int:
        """Code between fences is posted as it stands; an open fence reaches to the end."""
        self._end_block()
        ticks = match["ticks"]
        closing = re.compile(rf"^ {{0,3}}{ticks[0]}{{{len(ticks)},}}[ \t]*$", re.MULTILINE)
        found = closing.search(self._text, match.end(), self._end)
        return found.end() if found else self._end

    def _code_end(self, match: re.Match[str]) -> int:
        blank = self._text.find("\n\n", match.end(), self._end)
        closing = re.compile(rf"(?<!`){match[0]}(?!`)")
        found = closing.search(self._text, match.end(), self._end if blank < 0 else blank)
        return found.end() if found else match.end()

    def _comment_end(self, match: re.Match[str]) -> int:
        closing = self._text.find("-->", match.end(), self._end)
        if closing < 0:
            self.unclosed.append(self._passage.span(match.start(), self._end))
            return match.end()
        self.comments.append(self._passage.span(match.start(), closing + 3))
        self._lift_out(match.start(), closing + 3)
        return closing + 3

    def _heading(self, match: re.Match[str]) -> None:
        self._end_block()
        self.cut(*match.span())
        line_end = self._text.find("\n", match.end(), self._end)
        line = self._text[match.end() : self._end if line_end < 0 else line_end].rstrip(" \t")
        title = line.rstrip("#")
        if title != line and title.endswith((" ", "\t")):
            self.cut(match.end() + len(title.rstrip(" \t")), match.end() + len(line))

    def _bracket_end(self, bracket: _Bracket, end: int) -> int:
        """See whether an address follows the brackets; if not, they are writing."""
        found = _DESTINATION().match(self._text, end, self._end)
        if not found:
            return end
        self._emphasise(bracket.rows)
        group = "plain" if found["pointed"] is None else "pointed"
        url = self._passage.scalar(*found.span(group)) if found[group] else None
        if bracket.end - bracket.start > 1:
            alt = self._alternative(bracket.end, end - 1)
            self.images.append(Image(self._passage.span(bracket.start, found.end()), url, alt))
            self._lift_out(bracket.start, found.end())
        else:
            if url:
                self.links.append(Link(url, self._passage.span(bracket.end, end - 1)))
            self._unwrap(bracket, end, found.span(group), found.end())
        return found.end()

    def _alternative(self, start: int, end: int) -> Scalar:
        text, segments = self.kept(start, end)
        return Scalar(
            self._passage.source, self._passage.span(start, end), text, "quoted", segments
        )

    def _unwrap(self, bracket: _Bracket, words_end: int, url: tuple[int, int], end: int) -> None:
        self.cut(bracket.start, bracket.end)
        self.cut(words_end - 1, end)
        if self._addresses and url[0] < url[1]:
            self.cut(words_end - 1, words_end + 1, _COLON)
            self.cut(*url, _KEPT)
        # A link holds no other link; pictures may still hold this one.
        self._brackets = [row for row in self._brackets if row.end - row.start > 1]

    def _lift_out(self, start: int, end: int) -> None:
        """Take out a picture or a comment, with the space that would be left over beside it."""
        before, after = self._text[start - 1 : start], self._text[end : min(end + 1, self._end)]
        if before in (" ", "\t") and (not after or after in _BLANKS):
            start -= 1
        elif before in ("", "\n") and after in (" ", "\t"):
            end += 1
        self.cut(start, end)
