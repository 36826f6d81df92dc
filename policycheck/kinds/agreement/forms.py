"""Forms in which something is written: patterns tried one after another, without overlaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from policycheck.kinds.agreement.said import Said

__all__ = ["Form", "Group", "blanked", "found"]

#: The span of a group of a match and what it may be read as.
Group: TypeAlias = tuple[tuple[int, int], tuple[Any, ...]]
#: A pattern, and what a match of it says; nothing where it turns out to be something else.
Form: TypeAlias = tuple[re.Pattern[str], Callable[[re.Match[str]], Iterable[Group]]]


def found(text: str, searched: str, forms: Sequence[Form]) -> list[Said]:
    """What the forms find in `searched`, in order; the words shown are those of `text`.

    What one form has read, the next ones do not see.
    """
    said: list[Said] = []
    for pattern, read in forms:
        taken = []
        for match in pattern.finditer(searched):
            groups = [(span, readings) for span, readings in read(match) if readings]
            said += [Said(*span, text[slice(*span)], readings) for span, readings in groups]
            taken += [match.span()] if groups else []
        searched = blanked(searched, taken)
    return sorted(said)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a mark that is no letter, digit or space in place of each span."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = "\0" * (end - start)
    return "".join(characters)
