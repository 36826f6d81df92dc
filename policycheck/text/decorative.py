"""Letters borrowed for their looks ("𝐇𝐞𝐥𝐥𝐨"), which screen readers spell out or skip.

They are mathematical alphabets, full-width and enclosed letters, and small capitals. The plain form
is Unicode's compatibility form, or a table where there is none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from policycheck.text.case import Rewrite
from policycheck.text.emoji import emoji

__all__ = ["decorative"]

_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
_NEGATIVE = (0x1F150, 0x1F170)  # white letters on black circles and squares: A to Z from here
_LETTERS_IN_ALPHABET = 26
_FEWEST = 2  # letters: a single one is a formula or a mark

_CLASS = (
    r"\U0001D400-\U0001D7FF\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\u249C-\u24E9"
    r"\U0001F110-\U0001F149\U0001F150-\U0001F169\U0001F170-\U0001F189"
    # The letters that mathematical alphabets leave to the block of letter-like symbols.
    r"\u2102\u210A-\u210E\u2110-\u2113\u2115\u2119-\u211D\u2124\u2128\u212C\u212D\u212F-\u2131"
    r"\u2133\u2134" + "".join(_SMALL_CAPITALS)
)


def decorative(text: str) -> list[Rewrite]:
    """Find runs of at least two decorative letters, spaces included, and make them plain."""
    if text.isascii():
        return []
    pictured = emoji(text)
    found = []
    for match in _run().finditer(text):
        start, end = match.span()
        if any(low < end and start < high for low, high in pictured):
            continue
        plain = "".join(_plain(character) for character in match.group())
        if sum(character.isalpha() for character in plain) >= _FEWEST:
            found.append(Rewrite(start, end, plain))
    return found


@cache
def _run() -> re.Pattern[str]:
    # Small capitals are eked out with plain "s" and "x", which have no such form in common use.
    return re.compile(rf"[{_CLASS}](?:[\s'\u2019.,!?&-]{{0,3}}[{_CLASS}]|[sx](?![A-Za-z]))*")


def _plain(character: str) -> str:
    code = ord(character)
    for first in _NEGATIVE:
        if first <= code < first + _LETTERS_IN_ALPHABET:
            return chr(ord("A") + code - first)
    if character in _SMALL_CAPITALS:
        return _SMALL_CAPITALS[character]
    if character.isascii() or not re.match(rf"[{_CLASS}]", character):
        return character
    return unicodedata.normalize("NFKC", character).strip("()")
