"""What stands in a JSON document in place of a value, said in plain words."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["Fault", "describe_end", "describe_word"]

_LIKE_A_NUMBER = re.compile(r"[-+]?\.?[0-9]")
_KNOWN: Final = {"true", "false", "null"}
_MEANT: Final = {"none": "null", "undefined": "null", "nil": "null", "yes": "true", "no": "false"}
_NOT_FINITE: Final = {"nan", "infinity", "inf"}


class Fault(Exception):  # noqa: N818 - it never leaves the reader
    """What cannot be read past: an offset, a message and what to do."""

    def __init__(self, offset: int, message: str, help_: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.help = help_


def describe_end(found: str) -> str:
    """Name what was found; nothing is the end."""
    return f"'{found}'" if found else "the end"


def describe_word(word: str) -> tuple[str, str]:
    """Say what is wrong with a word in place of a value, and what to do."""
    lower = word.lower()
    if lower.lstrip("+-") in _NOT_FINITE:
        return f"{word} is no number of JSON", "write null, or leave the field out"
    meant = lower if lower in _KNOWN else _MEANT.get(lower)
    if meant:
        return f"{word} is no value of JSON", f"write {meant}, or put it in double quotes"
    if word.startswith("'"):
        return "a string of JSON is not in single quotes", "put it in double quotes"
    if _LIKE_A_NUMBER.match(word):
        return (
            f"{word} is no number of JSON",
            "write it as 10, -0.5 or 1e6, or put it in double quotes",
        )
    return f"{word} is no value of JSON", "put it in double quotes"
