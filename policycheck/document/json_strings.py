"""JSON strings with escapes: what they say, and where each of their characters stands. RFC 8259."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from policycheck.document.node import Scalar, as_a_whole
from policycheck.source import Segments, TextBuilder

__all__ = ["STRING", "faults", "segments_of", "text_of"]

#: A string with whatever its line has in it, up to the quotes that close it.
STRING: Final = re.compile(r'"((?:[^"\\\r\n]|\\[^\r\n])*+)"')

_TOKEN = re.compile(
    r"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u(?P<unit>[0-9a-fA-F]{4})|\\(?P<one>.)",
    re.DOTALL,
)
_CONTROL = re.compile(r"[\x00-\x1f]")
_ESCAPES: Final = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
_SURROGATES: Final = range(0xD800, 0xE000)


def text_of(raw: str) -> str:
    """Resolve the escapes in what stands between the quotes. Half a character becomes U+FFFD."""
    return _TOKEN.sub(_character, raw)


def segments_of(scalar: Scalar) -> Segments:
    """Map a string whose span has the quotes."""
    if not scalar.text:
        return as_a_whole(scalar)
    text, builder, at = scalar.source.text, TextBuilder(), scalar.span.start + 1
    for match in _TOKEN.finditer(text, at, scalar.span.end - 1):
        builder.copy(text, at, match.start())
        at = match.end()
        builder.put(_character(match), match.start(), at)
    builder.copy(text, at, scalar.span.end - 1)
    return builder.build()[1]


def faults(text: str, start: int, end: int) -> Iterator[tuple[int, str, str]]:
    """Tell what is wrong between `start` and `end`, within the quotes: offset, message, help."""
    for match in _TOKEN.finditer(text, start, end):
        if match["unit"] and int(match["unit"], 16) in _SURROGATES:
            yield (
                match.start(),
                f"the escape {match[0]} is half a character",
                "write the character itself, or both halves of its pair",
            )
        elif match["one"] and match["one"] not in _ESCAPES:
            yield match.start(), *_bad_escape(match["one"])
    for match in _CONTROL.finditer(text, start, end):
        yield (
            match.start(),
            f"the control character U+{ord(match[0]):04X} cannot stand in a JSON string",
            f"write it as the escape \\u{ord(match[0]):04x}, or remove it",
        )


def _bad_escape(sign: str) -> tuple[str, str]:
    if sign == "u":
        return "an escape \\u has 4 hexadecimal digits", "write all digits, or \\\\ for a backslash"
    return f"the escape \\{sign} does not exist in JSON", "write \\\\ for a backslash"


def _character(match: re.Match[str]) -> str:
    if match["one"]:
        return _ESCAPES.get(match["one"], match["one"])
    if match["unit"]:
        code = int(match["unit"], 16)
        return "\ufffd" if code in _SURROGATES else chr(code)
    return chr(0x10000 + (int(match["high"], 16) - 0xD800) * 0x400 + int(match["low"], 16) - 0xDC00)
