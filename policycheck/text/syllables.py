"""Syllables of English words, for readability.

Hyphenation (pyphen, en_US) cuts a word where its syllables part but not everywhere; within each
piece the groups of vowels are counted, less the silent ones. Nineteen in twenty of the words in
this module's test agree with how they are said; names and borrowed words do worse. That is good
enough for an average over a post, not for a single word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

__all__ = ["syllables"]

_VOWELS = re.compile(r"[aeiouy]+")
# "me-di-a", "vid-e-o", "ac-tu-al", but "na-tion", "spe-cial", "lan-guage".
_HIATUS = re.compile(
    r"""
    (?<=[bdfhjklmnprvwy]) i (?= [aou](?!u) | ent\b )
  | i (?= er\b )
  | (?<!p)(?<!g) e (?= o(?!u) )
  | (?<![gqs]) u (?= a )
  | (?<=[aou]) y (?= [aeiou] )
  | (?: (?<=id) | (?<=ar) | ^ ) e (?= as?\b )
  | ^ r e (?= [aeiou] ) (?! ad | al\b | ap )
    """,
    re.VERBOSE,
)
_SILENT = re.compile(
    r"""
    (?<=[^aeiouyl]) e $ | (?<=[aeiouyrlw]l) es? $
  | (?<=[^aeiouylszxcg]) es $
  | (?<=[^aeiouytd]) ed $
    """,
    re.VERBOSE,
)


def syllables(word: str) -> int:
    """Count the syllables of an English word: at least one. Accents and apostrophes are ignored."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(character for character in plain if "a" <= character <= "z")
    return _count(letters)


@lru_cache(8192)
def _count(word: str) -> int:
    pieces = _hyphenation().inserted(word).split("-")
    return max(1, sum(_in_piece(piece) for piece in pieces))


def _in_piece(piece: str) -> int:
    extra = len(_HIATUS.findall(piece))
    voiced = _SILENT.sub("", piece)
    return max(1, len(_VOWELS.findall(voiced)) + extra)


@cache
def _hyphenation() -> Pyphen:
    import pyphen

    return pyphen.Pyphen(lang="en_US")
