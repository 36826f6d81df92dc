"""Characters that a reader does not see, where they have no business.

Many have: joiners and selectors inside emoji, joiners inside words of scripts that need them, space
of no width between words of scripts without spaces, marks of direction beside right-to-left text,
selectors after the characters whose form they choose. Those are not reported.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from policycheck.text.characters import is_ignorable, is_spaceless
from policycheck.text.emoji import emoji

if TYPE_CHECKING:
    import regex

__all__ = ["hidden_characters"]

_ZERO_WIDTH = frozenset("\u034f\u180e\u200b\u200c\u200d\u2060\ufeff")
_MARKS = frozenset("\u061c\u200e\u200f")
_BIDIRECTIONAL = _MARKS | frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_ZERO_WIDTH_SPACE = "\u200b"

# Scripts whose letters join or stack, so that a joiner changes what is read.
_JOINING_SCRIPTS = (
    (0x0600, 0x08FF),  # Arabic, Syriac, Thaana, N'Ko, Mandaic
    (0x0900, 0x0DFF),  # scripts of India, Sinhala
    (0x0F00, 0x109F),  # Tibetan, Myanmar
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0x1900, 0x1CFF),  # Limbu to Vedic
    (0xA800, 0xABFF),  # scripts of South Asia
    (0xFB50, 0xFDFF),  # Arabic presentation forms
    (0xFE70, 0xFEFC),
    (0x10A00, 0x11FFF),
)


def hidden_characters(text: str) -> list[tuple[int, int, str]]:
    """Find each hidden character that nothing justifies: start, end and kind.

    Kinds: `zero-width`, `bidirectional`, `tag`, `other` (soft hyphens, fillers, stray selectors,
    control characters other than tab and line ends).
    """
    suspects = [index for index, character in enumerate(text) if _is_hidden(character)]
    if not suspects:
        return []
    pictured = {index for start, end in emoji(text) for index in range(start, end)}
    return [
        (index, index + 1, _kind(text[index]))
        for index in suspects
        if index not in pictured and not _is_needed(text, index)
    ]


def _is_hidden(character: str) -> bool:
    if is_ignorable(character):
        return True
    return character not in "\t\n\r" and unicodedata.category(character) == "Cc"


def _kind(character: str) -> str:
    if character in _ZERO_WIDTH:
        return "zero-width"
    if character in _BIDIRECTIONAL:
        return "bidirectional"
    return "tag" if "\U000e0000" <= character <= "\U000e007f" else "other"


def _is_needed(text: str, index: int) -> bool:
    character = text[index]
    before = _neighbour(text, range(index - 1, -1, -1))
    after = _neighbour(text, range(index + 1, len(text)))
    if character in _JOINERS:
        return _joins(before) and (_joins(after) or not after or not after.isalnum())
    if character == _ZERO_WIDTH_SPACE:
        return bool(before and is_spaceless(before)) and bool(after and is_spaceless(after))
    if character in _MARKS:
        return _beside_right_to_left(text, index)
    if "VARIATION SELECTOR" in unicodedata.name(character, ""):
        return index > 0 and _takes_selector(text[index - 1], character)
    return False


def _neighbour(text: str, offsets: range) -> str:
    return next((text[offset] for offset in offsets if not is_ignorable(text[offset])), "")


def _joins(character: str) -> bool:
    if not character or unicodedata.category(character)[0] not in "LM":
        return False
    return any(low <= ord(character) <= high for low, high in _JOINING_SCRIPTS)


def _beside_right_to_left(text: str, index: int) -> bool:
    """Say whether the nearest letter on either side runs from right to left."""
    for offsets in (range(index - 1, -1, -1), range(index + 1, len(text))):
        for offset in offsets:
            direction = unicodedata.bidirectional(text[offset])
            if direction in {"R", "AL"} and text[offset] not in _MARKS:
                return True
            if direction == "L" and text[offset] not in _MARKS:
                break
    return False


def _takes_selector(character: str, selector: str) -> bool:
    """Say whether a variation selector may follow this character."""
    if selector in "\ufe0e\ufe0f":
        return _pictograph().fullmatch(character) is not None
    if "\u180b" <= selector <= "\u180f":
        return "\u1800" <= character <= "\u18af"
    if selector < "\ufe0e":  # standardised variants: mathematics, Han, Myanmar, Manichaean
        return not character.isascii() and not character.isspace()
    return is_spaceless(character)


@cache
def _pictograph() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"[\p{Emoji}\p{Extended_Pictographic}]", regex.VERSION1)
