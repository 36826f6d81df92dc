"""Where each character of a YAML scalar stands, for each of the five styles.

The parser gives the value of a scalar and its span. The maps here put the value together a second
time from the characters of the span, by the rules of YAML 1.2 chapters 7 and 8, and remember where
each piece came from. A text that comes out otherwise than the parser's (no such case is known) is
mapped as a whole: a caret that is too wide, never a wrong one.
"""

from __future__ import annotations

import re
from typing import Final

from policycheck.document.node import Scalar, SegmentMap, as_a_whole, as_written, inside_quotes
from policycheck.document.yaml_blocks import build_block
from policycheck.source import Segments, TextBuilder

__all__ = ["MAPS"]

_BREAK = r"\r\n|\n|\r"
_FOLD = rf"(?P<fold>(?:(?:{_BREAK})[ \t]*+)++)"
_PLAIN = re.compile(_FOLD)
_SINGLE = re.compile(rf"(?P<quote>'')|{_FOLD}")
_DOUBLE = re.compile(
    rf"\\(?P<join>(?:(?:{_BREAK})[ \t]*+)++)"
    r"|\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<one>.))"
    rf"|{_FOLD}"
)
_BREAKS = re.compile(_BREAK)

#: The escapes of one character but those that stand for themselves. YAML 1.2, section 5.7.
_ESCAPES: Final = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def _plain(scalar: Scalar) -> Segments:
    if scalar.source.cut(scalar.span) == scalar.text:
        return as_written(scalar)
    return _flow(scalar, _PLAIN, scalar.span.start, scalar.span.end)


def _quoted(scalar: Scalar, tokens: re.Pattern[str]) -> Segments:
    start, end = scalar.span.start + 1, scalar.span.end - 1
    if scalar.source.text[start:end] == scalar.text:
        return inside_quotes(scalar)
    return _flow(scalar, tokens, start, end)


def _single(scalar: Scalar) -> Segments:
    return _quoted(scalar, _SINGLE)


def _double(scalar: Scalar) -> Segments:
    return _quoted(scalar, _DOUBLE)


def _block(scalar: Scalar) -> Segments:
    return _checked(scalar, build_block(scalar))


def _flow(scalar: Scalar, tokens: re.Pattern[str], start: int, end: int) -> Segments:
    """Copy what stands between the tokens; blanks before a line break belong to the break."""
    text, builder, at = scalar.source.text, TextBuilder(), start
    for match in tokens.finditer(text, start, end):
        kind = str(match.lastgroup)
        stop = match.start()
        if kind == "fold":
            stop = at + len(text[at:stop].rstrip(" \t"))
        builder.copy(text, at, stop)
        at = match.end()
        if kind in {"fold", "join"}:
            _put_breaks(builder, match, kind)
        else:
            builder.put(_escape(match, kind), match.start(), at)
    builder.copy(text, at, end)
    return _checked(scalar, builder)


def _put_breaks(builder: TextBuilder, match: re.Match[str], kind: str) -> None:
    """One break is a space, of several the first is dropped; an escaped break is nothing."""
    first, *more = _BREAKS.finditer(match.string, match.start(kind), match.end(kind))
    if kind == "fold" and not more:
        builder.put(" ", first.start(), first.end())
    for each in more:
        builder.put("\n", each.start(), each.end())


def _escape(match: re.Match[str], kind: str) -> str:
    if kind == "quote":
        return "'"
    value = match[kind]
    return _ESCAPES.get(value, value) if kind == "one" else chr(int(value, 16))


def _checked(scalar: Scalar, builder: TextBuilder) -> Segments:
    text, segments = builder.build()
    if text != scalar.text or not text:
        return as_a_whole(scalar)
    return segments


#: The map of each style, by the mark that the parser gives it: plain scalars have none.
MAPS: Final[dict[str | None, SegmentMap]] = {
    None: _plain,
    "": _plain,
    "'": _single,
    '"': _double,
    "|": _block,
    ">": _block,
}
