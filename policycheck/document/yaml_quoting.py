"""A text as a YAML scalar: as it is where that reads as the same text, in double quotes elsewhere.

What is written here reads the same in a block, in brackets and, quoted, as JSON.
"""

from __future__ import annotations

import re

__all__ = ["quoted", "scalar"]

#: Begins and ends with a letter or digit, and holds nothing that YAML or a list could mistake.
_PLAIN = re.compile(r"[^\W_]|[^\W_](?:[\w ./@+()'’-]|:(?! ))*[\w./@+)'’-]")
_NULLS = frozenset({"null", "Null", "NULL"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def scalar(text: str) -> str:
    """The text as it is read back wherever null, and nothing else, has a meaning of its own."""
    plain = _PLAIN.fullmatch(text) and text not in _NULLS and text.isprintable()
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes, as YAML 1.2 (section 7.3.1) and JSON both read it."""
    return '"' + "".join(_escaped(one) for one in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0xFFFF:  # noqa: PLR2004 - what four digits can hold
        return f"\\u{code:04x}"
    return f"\\U{code:08x}"
