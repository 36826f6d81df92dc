"""YAML front matter: the fields that stand between `---` lines above a text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Final

from msgspec import Struct, field

from policycheck.document import Mapping
from policycheck.document.yaml_lines import read_plain_lines
from policycheck.errors import Problem
from policycheck.source import Source, Span

__all__ = ["FrontMatter", "read_fields", "read_front_matter"]

_OPENS: Final = "---"
_CLOSE: Final = ("---", "...")
_BLANKS: Final = " \t\r\n"
_BOM: Final = "\ufeff"


class FrontMatter(Struct, frozen=True):
    """What stands above a text, and where the text begins.

    `fields` has no entries where there is no front matter. `readable` is False where there is some
    and its fields cannot be had; the problems say why.
    """

    fields: Mapping
    body: Span
    readable: bool = True
    problems: list[Problem] = field(default_factory=list)


def read_front_matter(source: Source) -> FrontMatter:
    """Read the front matter at the start of a file; a line of `---` or `...` closes it."""
    end = len(source.text)
    first = next(_lines(source))
    if source.cut(first).removeprefix(_BOM).rstrip(_BLANKS) != _OPENS:
        start = 1 if source.text.startswith(_BOM) else 0
        return FrontMatter(_no_fields(source, start), Span(start, end))
    closing = next(
        (line for line in islice(_lines(source), 1, None) if _closes(source, line)), None
    )
    if not closing:
        problem = Problem(
            source.path,
            *source.position(source.text.index("---")),
            "the front matter that opens here is not closed",
            "put a line of --- below its last field; where none is meant, remove this line",
        )
        start = first.end
        return FrontMatter(_no_fields(source, start), Span(start, end), False, [problem])
    fields, problems = read_fields(source, Span(first.end, closing.start))
    body = Span(closing.end, end)
    if fields is None:
        return FrontMatter(_no_fields(source, first.end), body, False, problems)
    return FrontMatter(fields, body, problems=problems)


def _lines(source: Source) -> Iterator[Span]:
    """Where each line stands, with what ends it."""
    for start, end in zip_longest(source.starts, source.starts[1:], fillvalue=len(source.text)):
        yield Span(start, end)


def _closes(source: Source, line: Span) -> bool:
    return source.cut(line).rstrip(_BLANKS) in _CLOSE


def read_fields(source: Source, span: Span) -> tuple[Mapping | None, list[Problem]]:
    """Read the lines of a front matter. None where they cannot be read or name no fields."""
    plain = read_plain_lines(source, span)
    if plain is not None:
        return plain, []
    from policycheck.document.yaml import read_yaml

    node, problems = read_yaml(source, span)
    if isinstance(node, Mapping):
        return node, problems
    if node is None:
        return (None if problems else _no_fields(source, span.start)), problems
    problem = Problem(
        source.path,
        *source.position(node.span.start),
        "the front matter holds no named fields",
        "write one field to a line, as in 'account: NAME'",
    )
    return None, [*problems, problem]


def _no_fields(source: Source, at: int) -> Mapping:
    return Mapping.of(source, Span(at, at), ())
