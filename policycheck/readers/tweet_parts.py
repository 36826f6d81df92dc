"""The parts of a twitter-together file: the tweets of a thread, each with its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.document import Mapping, Scalar
from policycheck.errors import Problem
from policycheck.readers.front_matter import read_fields
from policycheck.readers.passage import Passage

__all__ = ["Part", "parts_of"]

_FRONT = re.compile(r"---\n(?P<fields>.*?)\n---(?:\Z|\n+)", re.DOTALL)
_RULE = re.compile(r"\n+---\n+")
_OPENING = re.compile(r"---(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Part:
    """A tweet: `top` where it begins, `start` to `end` its text, not yet trimmed.

    `fields` is None where there is no front matter, or none that can be read.
    """

    top: int
    start: int
    end: int
    fields: Mapping | None
    problems: list[Problem]

    @property
    def readable(self) -> bool:
        return self.fields is not None or not self.problems


def parts_of(passage: Passage) -> Iterator[Part]:
    """Give the tweets of a file in order, at least one."""
    at = 1 if passage.text.startswith("\ufeff") else 0
    more = True
    while more:
        fields, start, problems = _front_matter(passage, at)
        found = _delimiter(fields).search(passage.text, start)
        end, after, more = len(passage.text), 0, found is not None
        if found:
            end, after = found.span()
        yield Part(at, start, end, fields, problems)
        at = after


def _front_matter(passage: Passage, at: int) -> tuple[Mapping | None, int, list[Problem]]:
    found = _FRONT.match(passage.text, at)
    if found:
        fields, problems = read_fields(passage.source, passage.span(*found.span("fields")))
        return fields, found.end(), problems
    if not _OPENING.match(passage.text, at):
        return None, at, []
    problem = Problem(
        passage.source.path,
        *passage.source.position(passage.span(at, at).start),
        "front matter opens here and is not closed: the tool would post these lines",
        "put a line of --- below its last field; where none is meant, remove this line",
    )
    return None, at, [problem]


def _delimiter(fields: Mapping | None) -> re.Pattern[str]:
    """Give the line that ends a part, '' for none. The tool reads it as a pattern; we, as text."""
    given = fields.get("thread-delimiter") if fields else None
    if not isinstance(given, Scalar) or given.is_null:
        return _RULE
    return re.compile(rf"\n+{re.escape(given.text)}\n+" if given.text else r"(?!)")
