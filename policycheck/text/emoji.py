"""Emoji, each sequence once: joined families, skin tones, flags, keycaps.

A character counts where it is shown as a picture: by default, or because U+FE0F, a skin tone or a
joined sequence says so. So "©", "™" and digits count only with U+FE0F (digits only as keycaps). The
classes are those of UTS #51.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex
from policycheck.text.remembered import remembered

__all__ = ["emoji"]

# Written with \p{Emoji} less the characters that are digits, '#' and '*' without a keycap.
_PICTURE = r"(?![0-9#*])\p{Emoji}"
_PART = rf"""(?:
    {_PICTURE} (?: \p{{Emoji_Modifier}} | \uFE0F\u20E3? )
  | \p{{Emoji_Presentation}} (?!\uFE0E)
)"""
_LOOSE = rf"(?: {_PICTURE} (?: \uFE0F | \p{{Emoji_Modifier}} )? )"
_PATTERN = rf"""
    \p{{RI}}\p{{RI}}
  | [0-9#*]\uFE0F?\u20E3
  | {_LOOSE} (?: \u200D {_LOOSE} )+              # joined: a part may lack its U+FE0F
  | {_PART} [\U000E0020-\U000E007E]+\U000E007F   # the flag of a region, spelt in tags
  | (?!\p{{RI}}) {_PART}
"""


@remembered
def emoji(text: str) -> list[tuple[int, int]]:
    """Find the spans of the emoji sequences, in order."""
    if text.isascii():
        return []
    return [match.span() for match in _pattern().finditer(text)]


@cache
def _pattern() -> regex.Pattern[str]:
    import regex

    return regex.compile(_PATTERN, regex.VERBOSE | regex.VERSION1)
