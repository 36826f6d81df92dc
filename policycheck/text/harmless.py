r"""Text from records, made safe to print: nothing in it can move a cursor, hide text or reverse it.

Hidden characters (controls, bidirectional marks, zero-width and other invisible ones) are shown as
`\u{202e}`. The joiners and selectors that hold an emoji together stay. A person's terminal gets
`one_line` for messages and `shown` for source lines under which carets must align; each machine
format has an escape of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import regex

__all__ = ["Shown", "for_github", "for_json", "for_xml", "one_line", "shown"]

#: A tab in a source line is shown as this many columns, wherever it stands.
TAB = 4

#: Sequences of Unicode Technical Standard #51 in which invisible characters have a visible meaning.
#: Tags belong to the black flag only: after any other character they are a way to smuggle text.
_EMOJI = (
    r"\p{RI}{2}"
    r"|[0-9#*]\uFE0F?\u20E3"
    r"|\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{3,6}\U000E007F"
    r"|\p{Extended_Pictographic}(?:[\uFE0E\uFE0F]|\p{Emoji_Modifier})?"
    r"(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*"
)
#: Marks such as the Arabic number sign are format characters too, but they can be seen.
_HIDDEN = (
    r"(?!\p{Prepended_Concatenation_Mark})"
    r"[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]"
)
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NOT_XML = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


@cache
def _units() -> regex.Pattern[str]:
    import regex

    return regex.compile(f"(?P<emoji>{_EMOJI})|(?P<hidden>{_HIDDEN})")


def _plain(text: str) -> bool:
    """Whether nothing in the text can need an escape, found without loading any table."""
    return text.isascii() and text.isprintable()


def _escape(character: str) -> str:
    return _NAMED.get(character) or f"\\u{{{ord(character):x}}}"


def _replace_hidden(text: str, escape: Callable[[str], str]) -> str:
    replaced: str = _units().sub(lambda unit: unit["emoji"] or escape(unit["hidden"]), text)
    return replaced


def one_line(text: str) -> str:
    r"""Put the text on one line and show what is hidden in it; line ends as `\n` and `\r`."""
    if _plain(text):
        return text
    return _replace_hidden(text, _escape)


class Shown(Struct, frozen=True):
    """A source line as it is printed, and where each of its characters (code points) went.

    `cells` has for each code point of the original the display columns, from 0, at which the
    character that it belongs to begins and ends; all code points of a cluster share one cell.
    """

    text: str
    cells: tuple[tuple[int, int], ...]

    @property
    def width(self) -> int:
        return self.cells[-1][1] if self.cells else 0

    def column_of(self, index: int) -> int:
        """Find the display column, from 0, at which a code point begins; else, the width."""
        return self.cells[index][0] if index < len(self.cells) else self.width

    def columns(self, start: int, end: int) -> tuple[int, int]:
        """Find the display columns of the code points from `start` to `end`, at least one wide."""
        left = self.column_of(start)
        last = min(end, len(self.cells)) - 1
        right = self.cells[last][1] if last >= start else left
        return left, max(right, left + 1)


def shown(line: str) -> Shown:
    """Prepare a source line for a frame: hidden characters escaped, tabs as spaces."""
    if _plain(line):
        return Shown(line, tuple((at, at + 1) for at in range(len(line))))
    pieces: list[str] = []
    cells: list[tuple[int, int]] = []
    column = 0
    for original, piece, width in _pieces(line):
        pieces.append(piece)
        cells.extend([(column, column + width)] * len(original))
        column += width
    return Shown("".join(pieces), tuple(cells))


def _pieces(line: str) -> list[tuple[str, str, int]]:
    """Split a line into clusters and hidden characters: as it stands, as printed, how wide."""
    found: list[tuple[str, str, int]] = []
    at = 0
    for unit in _units().finditer(line):
        found += _clusters(line[at : unit.start()])
        if hidden := unit["hidden"]:
            piece = " " * TAB if hidden == "\t" else _escape(hidden)
            found.append((hidden, piece, len(piece)))
        else:
            found += _clusters(unit["emoji"])
        at = unit.end()
    return found + _clusters(line[at:])


def _clusters(text: str) -> list[tuple[str, str, int]]:
    """Split a text with nothing hidden in it. Widths: East Asian and emoji 2, marks 0."""
    if text.isascii():
        return [(character, character, 1) for character in text]
    from wcwidth import iter_graphemes, wcswidth

    return [(cluster, cluster, max(wcswidth(cluster), 0)) for cluster in iter_graphemes(text)]


def for_github(text: str, *, prop: bool = False) -> str:
    """Text as the message of a workflow command, or as the value of one of its properties.

    A command is read only at the beginning of a line and a message reaches to its end, so `::` in a
    message is only text once line ends are escaped.
    Source: the toolkit's documentation of workflow commands, seen 2026-11.
    """
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if prop else text


def for_xml(text: str) -> str:
    r"""Text without the characters that XML 1.0 (production 2, Char) forbids, shown as `\u{…}`.

    Markup is not escaped: the writer does that.
    """
    return re.sub(_NOT_XML, lambda match: f"\\u{{{ord(match[0]):x}}}", text)


def for_json(document: str) -> str:
    r"""Write hidden characters in serialised JSON as `\u202e`: the same value, safe to print."""
    if document.isascii() and "\x7f" not in document:
        return document
    return _replace_hidden(document, _json_escape)


def _json_escape(character: str) -> str:
    if character == "\n":  # between values; inside a string it is escaped already
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
