"""Signs without which a pattern meets no text, told from the pattern alone.

For a run that reads one draft: RE2 takes longer to load than all that is then asked of it.
"""

from __future__ import annotations

from typing import Final

__all__ = ["needed_signs"]

#: Read as themselves, in capitals or not, and never a part of a longer character.
_SIGNS: Final = frozenset("!\"#%&',-/:;<=>@_`~")
_ESCAPED: Final = _SIGNS | frozenset("$()*+.?[]^{|}\\")
#: What follows a backslash and stands for characters or places of other sorts.
_CLASSES: Final = frozenset("aAbBdDfnrsStvwWz")
_OPTIONAL: Final = frozenset("?*{")


def needed_signs(pattern: str) -> frozenset[str]:
    """Punctuation that every hit of a pattern in RE2 syntax holds; perhaps not all of it.

    Counted is what stands outside of groups and sets and is not optional. There is none where
    something is written that is not looked through here.
    """
    found: set[str] = set()
    at = depth = 0
    while at < len(pattern):
        sign = pattern[at]
        end = _end(pattern, at)
        if end is None or (sign == "|" and not depth):
            return frozenset()
        depth += {"(": 1, ")": -1}.get(sign, 0)
        literal = pattern[end - 1] if sign == "\\" else sign
        is_literal = literal in (_ESCAPED if sign == "\\" else _SIGNS)
        if is_literal and not depth and pattern[end : end + 1] not in _OPTIONAL:
            found.add(literal)
        at = end
    return frozenset(found)


def _end(pattern: str, at: int) -> int | None:
    """Where a piece of a pattern ends; None where it cannot be told here."""
    sign = pattern[at]
    if sign == "[":
        return _end_of_set(pattern, at)
    if sign == "\\":
        known = pattern[at + 1 : at + 2] in _ESCAPED | _CLASSES
        return at + 2 if known else None
    if sign == "(" and at and pattern.startswith("?", at + 1) and pattern[at + 2 : at + 3] != ":":
        return None  # flags take no place, so that a repetition after them is of what is before
    if sign == "{":
        end = pattern.find("}", at)
        counted = end > at + 1 and all(one in "0123456789," for one in pattern[at + 1 : end])
        return end + 1 if counted else None
    return at + 1


def _end_of_set(pattern: str, at: int) -> int | None:
    at += 2 if pattern.startswith("[^", at) else 1
    first = at
    while at < len(pattern):
        if pattern[at] == "]" and at > first:
            return at + 1
        if pattern[at] == "[":
            return None  # a class by name, such as [:alpha:]
        at += 2 if pattern[at] == "\\" else 1
    return None
