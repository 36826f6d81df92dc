"""Text from the code as Markdown that GitHub shows as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["code", "contents", "prose", "row", "table"]

WRITTEN = (
    "This page is written by `make reference` from the code; what is wrong here is wrong there."
)

_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_MARKUP = re.compile(r"[\\*_<>\[\]|#~]")


def prose(text: str) -> str:
    """A text in which only backticks mean something; lists and paragraphs stay."""
    parts, at = [], 0
    for span in _CODE.finditer(text):
        parts += [_escaped(text[at : span.start()]), span[0]]
        at = span.end()
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def code(text: str) -> str:
    """A text as code, whatever it holds, on one line."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{' '.join(text.split())}{space}{fence}"


def row(cells: Iterable[str]) -> str:
    """A row of a table. A bar ends a cell even within code, unless it is escaped."""
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table with a blank line below it."""
    names = list(head)
    yield row(names)
    yield row("---" for _ in names)
    yield from map(row, rows)
    yield ""


def contents(names: Iterable[str]) -> Iterator[str]:
    """Links to headings that are code, such as the names of kinds."""
    yield from (f"- [`{name}`](#{name.replace(' ', '-')})" for name in names)
    yield ""
