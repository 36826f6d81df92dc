"""What the expression library objects to, in the words of a policy's author."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["Objection", "objection", "type_in_words"]

_PLACED = re.compile(r"ERROR: <input>:([0-9]+):([0-9]+): ([^\n]*)")
_OVERLOAD = re.compile(r"found no matching overload for '([^']*)' applied to '(.*)'$")
_SELECT = re.compile(r"expression of type '(.*)' cannot be the operand of a select operation")
_UNDECLARED = re.compile(r"undeclared reference to '([^']*)'")
_TYPES = (
    (re.compile(r"list\b.*"), "a list"),
    (re.compile(r"map\b.*"), "a map"),
    (re.compile(r".*\bstring\b.*"), "text"),
    (re.compile(r".*\bbool\b.*"), "true or false"),
    (re.compile(r".*\bu?int\b.*"), "a whole number"),
    (re.compile(r".*\bdouble\b.*"), "a number"),
    (re.compile(r".*timestamp.*", re.IGNORECASE), "a date"),
    (re.compile(r".*duration.*", re.IGNORECASE), "a length of time"),
    (re.compile(r"null.*"), "null"),
    (re.compile(r"policycheck\.fields"), "named fields"),
    (re.compile(r"dyn"), "anything"),
)
_MOST_LINES = 1_000_000
_SORTS = (
    "compare values of one sort; a date is timestamp('2026-03-01T09:00:00Z'), "
    "a length of time duration('24h')"
)


class Objection(NamedTuple):
    """What is wrong, what to do, and the offset in the text where it is; None for all of it."""

    message: str
    advice: str
    offset: int | None


def objection(said: str, text: str) -> Objection:
    """The first objection to a text."""
    placed = _PLACED.search(said)
    if placed is None:
        first = said.partition("\n")[0].partition(": ")[2] or said
        return Objection(_plain(first), "make the expression simpler", None)
    line, column, message = int(placed[1]), int(placed[2]), placed[3]
    for pattern, word in _WORDED:
        found = pattern.search(message)
        if found:
            return Objection(*word(found), _offset(text, line, column))
    return Objection(
        _plain(message.partition(" expecting ")[0]), _GRAMMAR, _offset(text, line, column)
    )


_GRAMMAR = "write it in the Common Expression Language, such as status == 'draft' || filled(author)"


def _no_overload(found: re.Match[str]) -> tuple[str, str]:
    operator = found[1].strip("_@").replace("_", " ")
    operands = " and ".join(type_in_words(one) for one in _split(found[2].strip("()")))
    return f"{operator} does not take {operands or 'nothing'}", _SORTS


def _no_field(found: re.Match[str]) -> tuple[str, str]:
    advice = "leave the field out; of a list ask LIST.exists(one, one.FIELD == …)"
    return f"{type_in_words(found[1])} has no fields", advice


def _no_name(found: re.Match[str]) -> tuple[str, str]:
    advice = "functions are those of the language, and filled(x)"
    return f"there is no function {found[1]}, or it does not take so many values", advice


_WORDED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str]]], ...] = (
    (_OVERLOAD, _no_overload),
    (_SELECT, _no_field),
    (_UNDECLARED, _no_name),
)


def type_in_words(name: str) -> str:
    """A type as people call it."""
    return next((words for pattern, words in _TYPES if pattern.fullmatch(name)), name)


def _split(types: str) -> list[str]:
    """Types between commas that stand in no parentheses."""
    depth, parts = 0, [""]
    for letter in types:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def _offset(text: str, line: int, column: int) -> int | None:
    """Lines and columns are counted from 1, columns in characters."""
    if line > _MOST_LINES:
        return None
    before = text.split("\n")[: line - 1]
    return min(sum(len(one) + 1 for one in before) + column - 1, len(text))


def _plain(message: str) -> str:
    return message.removesuffix("]").rpartition(" [")[0] if message.endswith("]") else message
