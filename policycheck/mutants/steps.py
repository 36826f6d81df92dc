"""Limits moved by one step: numbers, lengths of time, dates."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from policycheck.document import Node, Scalar
from policycheck.mutants.mutant import Edit

__all__ = ["is_amount", "stepped", "stepping"]

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LENGTH = re.compile(r"([0-9]+)([smhdw])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ].+")


def stepped(text: str, by: int) -> str:
    """The next value: of a number by its last digit, of a length of time by its own unit.

    A date moves by a day, an instant by a minute. What is none of these stays.
    """
    if _NUMBER.fullmatch(text):
        number = Decimal(text)
        return str(number + by * Decimal((0, (1,), int(number.as_tuple().exponent))))
    length = _LENGTH.fullmatch(text)
    if length:
        return f"{int(length[1]) + by}{length[2]}"
    try:
        if _DAY.fullmatch(text):
            return (date.fromisoformat(text) + timedelta(days=by)).isoformat()
        if _INSTANT.fullmatch(text):
            return _moved(text, by)
    except (ValueError, OverflowError):
        return text
    return text


def _moved(text: str, by: int) -> str:
    """An instant a minute later or earlier, in the form in which it was written."""
    when = datetime.fromisoformat(text.upper()) + timedelta(minutes=by)
    precise = "seconds" if when.second else "minutes"
    made = when.isoformat(timespec=precise)
    return made.removesuffix("+00:00") + "Z" if text.upper().endswith("Z") else made


def is_amount(node: Node) -> bool:
    """Whether a node is a limit that can be moved."""
    return isinstance(node, Scalar) and stepped(node.text, 1) != node.text


def stepping(by: int) -> Edit:
    """Move whatever limit stands there by one step."""

    def edit(node: Node) -> Node:
        if not isinstance(node, Scalar):
            return node
        return Scalar.made(node.source, node.span, stepped(node.text, by), node.style)

    return edit
