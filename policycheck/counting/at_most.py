"""How much a text can count at most: told from its length, so that most need not be counted."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

__all__ = ["at_most"]


class _Dearest(Struct, frozen=True):
    """The most that one code point costs, and one of ASCII, where it stands in no link; a link."""

    character: int
    ascii: int = 1
    link: int = 0


#: By the name of the method. In NFC, in which X counts, one code point may become three; an emoji
#: of Threads costs its bytes in UTF-8; a tag of YouTube that is one space comes with two quotes.
_DEAREST: Final = {
    "x_weighted_v3": _Dearest(6, link=23),
    "graphemes": _Dearest(1),
    "utf8_bytes": _Dearest(4),
    "utf16": _Dearest(2),
    "code_points": _Dearest(1),
    "mastodon": _Dearest(1, link=23),
    "threads": _Dearest(4),
    "youtube_tags": _Dearest(3, ascii=3),
    "unspecified": _Dearest(2),
}
#: What every link has, and no two have together.
_IN_LINK = re.compile(r"\.\S|://")


def at_most(method: str, text: str) -> int:
    """The count of a text by a method is this or less. Raises KeyError where there is none."""
    dearest = _DEAREST[method]
    each = dearest.ascii if text.isascii() else dearest.character
    links = len(_IN_LINK.findall(text)) if dearest.link else 0
    return each * len(text) + dearest.link * links
