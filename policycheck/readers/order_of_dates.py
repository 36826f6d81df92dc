"""Dates that end before they begin: a period that can never be is a mistake of the hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policycheck.document import Node, Pointer, walk
from policycheck.errors import Problem
from policycheck.model.admission import problem_at
from policycheck.model.moment import Moment
from policycheck.model.periods import PERIODS

__all__ = ["reversed_dates"]


def reversed_dates(values: Mapping[str, Any], node: Node) -> Iterator[tuple[str, Problem]]:
    """Each end that lies before its beginning: the field it is in, and the problem."""
    for pointer, begins, ends in _groups(values, ()):
        at = walk(node, pointer)[0]
        message = f"{pointer[-1]} ({ends}) is before {begins}: it would end before it begins"
        yield (
            str(pointer[0]),
            problem_at(at.source, at.span, message, "correct one of the two dates"),
        )


def _groups(value: Any, at: Pointer) -> Iterator[tuple[Pointer, str, Moment]]:
    """The place of every end that is too early, what it should follow, and its own date."""
    if isinstance(value, Mapping):
        for begins, ends in PERIODS:
            first, last = value.get(begins), value.get(ends)
            if isinstance(first, Moment) and isinstance(last, Moment) and last.before(first):
                yield (*at, ends), f"{begins} ({first})", last
        for name, below in value.items():
            yield from _groups(below, (*at, name))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _groups(below, (*at, index))
