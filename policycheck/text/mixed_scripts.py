"""Words in which Cyrillic or Greek letters pass for Latin ones ("pаypal" with a Cyrillic а).

Which letters look alike is said by Unicode's confusables (UTS #39), as packaged with
`confusable_homoglyphs`.
"""

from __future__ import annotations

from functools import lru_cache

from policycheck.text.words import words

__all__ = ["mixed_script_words"]

_FOREIGN = (("\u0370", "\u03ff"), ("\u0400", "\u052f"), ("\u1f00", "\u1fff"))
_SHORTEST = 3  # letters: shorter ones are units and formulas


def mixed_script_words(text: str) -> list[tuple[int, int, str]]:
    """Find each such word: start, end and its spelling in Latin letters.

    A word counts if it has Latin letters, and every Greek or Cyrillic letter in it looks like a
    Latin one; "kΩ" or a Russian ending on an English name can be told apart by anyone.
    """
    if text.isascii():
        return []
    found = []
    for start, end in words(text):
        plain = _latin(text[start:end])
        if plain is not None:
            found.append((start, end, plain))
    return found


def _latin(word: str) -> str | None:
    if word.isascii() or not any(character.isascii() and character.isalpha() for character in word):
        return None
    if sum(character.isalpha() for character in word) < _SHORTEST:
        return None
    spelt = [_look_alike(character) if _is_foreign(character) else character for character in word]
    plain = "".join(spelt)
    return plain if "" not in spelt and plain != word else None


def _is_foreign(character: str) -> bool:
    return any(low <= character <= high for low, high in _FOREIGN) and character.isalpha()


@lru_cache(1024)
def _look_alike(character: str) -> str:
    """Find the Latin letter it passes for, of the same case if any; '' if there is none."""
    from confusable_homoglyphs.confusables import confusables_data

    names: list[str] = [entry["c"] for entry in confusables_data.get(character, ())]
    latin = [name for name in names if len(name) == 1 and name.isascii() and name.isalpha()]
    same_case = [name for name in latin if name.isupper() == character.isupper()]
    if character.isupper() and latin == ["l"]:
        return "I"  # the data has one name for the upright stroke
    return next(iter(same_case or latin), "")
