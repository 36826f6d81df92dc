"""Classes of characters that several readers of a text share.

Classes come from the Unicode tables of the running Python, except the two that it does not carry:
Default_Ignorable_Code_Point (DerivedCoreProperties.txt, Unicode 17.0) and the scripts that are
written without spaces between words (Unicode line breaking, UAX #14, classes SA and ID).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["extends", "is_ignorable", "is_spaceless", "is_word"]

_CACHE = 4096

_IGNORABLE = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian selectors
    (0x200B, 0x200F),  # zero-width characters and directional marks
    (0x202A, 0x202E),  # directional embeddings
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),  # shorthand format controls
    (0x1D173, 0x1D17A),  # musical format controls
    (0xE0000, 0xE0FFF),  # tags and further variation selectors
)

_SPACELESS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x19E0, 0x19FF),  # Khmer symbols
    (0x2E80, 0x2FDF),  # Han radicals
    (0x3005, 0x3007),  # Han iteration marks
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3041, 0x30FF),  # Hiragana, Katakana
    (0x31F0, 0x31FF),  # Katakana extensions
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),  # Myanmar extensions
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),  # Han compatibility forms
    (0xFF66, 0xFF9F),  # half-width Katakana
    (0x1B000, 0x1B16F),  # Kana supplements
    (0x20000, 0x3FFFF),  # Han extensions
)

_JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))  # vowels and finals: they join the letter before them


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(character)
    return any(low <= code <= high for low, high in ranges)


@lru_cache(_CACHE)
def is_ignorable(character: str) -> bool:
    """Say whether it stands for nothing that a reader sees (Default_Ignorable_Code_Point)."""
    return character >= "\x80" and _within(character, _IGNORABLE)


@lru_cache(_CACHE)
def is_word(character: str) -> bool:
    """Say whether it is part of a word: a letter, a digit, a combining mark, or '_' and its kin.

    U+02BC, a letter by its class, is taken for the apostrophe that it is typed as.
    """
    if character == "\u02bc":
        return False
    category = unicodedata.category(character)
    return category[0] in "LNM" or category == "Pc"


@lru_cache(_CACHE)
def is_spaceless(character: str) -> bool:
    """Say whether its script puts no spaces between words (Han, Kana, Thai, Khmer, ...)."""
    return character >= "\u0e00" and is_word(character) and _within(character, _SPACELESS)


@lru_cache(_CACHE)
def extends(character: str) -> bool:
    """Say whether it changes the letter before it rather than stand by itself."""
    if character < "\u0300" or is_ignorable(character):
        return False
    return unicodedata.category(character)[0] == "M" or _within(character, _JAMO)
