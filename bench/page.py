"""What was measured, as Markdown: to be pasted, or put into a page between marks.

    <!-- bench: cold -->
    … is written anew …
    <!-- end of bench -->

`machine` is the part that says where figures were taken; each other part has the name of a measure.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Final

from bench.machine import Machine
from bench.measure import Result
from bench.written import HEAD, HEAD_COMPARED, rows, rows_compared

__all__ = ["MACHINE", "as_markdown", "marked", "parts", "replaced"]

MACHINE: Final = "machine"
#: As wide as the other lines of a page.
_WIDTH: Final = 120
_PART: Final = re.compile(
    r"(?P<mark><!-- bench: (?P<name>[a-z-]+) -->\n)(?P<body>.*?)(?P<end><!-- end of bench -->)",
    re.DOTALL,
)


def parts(machine: Machine, results: Mapping[str, Result]) -> dict[str, str]:
    """Each part of a page by its name."""
    return {MACHINE: _machine(machine), **{name: _part(one) for name, one in results.items()}}


def as_markdown(made: Mapping[str, str]) -> str:
    """All parts, one after the other."""
    return "\n".join(f"### {name}\n\n{part}" for name, part in made.items())


def marked(page: str) -> list[str]:
    """The names of the parts that a page has marks for."""
    return [found["name"] for found in _PART.finditer(page)]


def replaced(page: str, made: Mapping[str, str]) -> str:
    """The page with the parts that were made; others stay as they are."""

    def anew(found: re.Match[str]) -> str:
        name = found["name"]
        body = f"\n{made[name]}\n" if name in made else found["body"]
        return f"{found['mark']}{body}{found['end']}"

    return _PART.sub(anew, page)


def _machine(machine: Machine) -> str:
    number = "one processor" if machine.processors == 1 else f"{machine.processors} processors"
    busy = (
        " **Others wanted the processors, too: the times by the clock say little.**"
        if machine.is_busy
        else ""
    )
    commit = f" at {machine.commit}" if machine.commit else ""
    words = (
        f"Taken {machine.taken_at[:10]}{commit} on {number} ({machine.processor}, "
        f"{machine.memory_megabytes / 1024:.0f} GB, {machine.system}) with {machine.python}, "
        f"the load before the first run being {machine.load}.{busy}"
    )
    return textwrap.fill(words, _WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"


def _part(result: Result) -> str:
    tables = [(HEAD, rows(result)), (HEAD_COMPARED, rows_compared(result))]
    made = [_table(head, body) for head, body in tables if body]
    notes = "".join(f"- {_cell(note)}\n" for note in (*result.notes, *result.wrong))
    return "\n".join([*made, *([notes] if notes else [])])


def _table(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    first, *others = head
    lines = [
        f"| {' | '.join((first, *others))} |",
        f"| {' | '.join(('---', *('---:' for _ in others)))} |",
        *(f"| {' | '.join(map(_cell, row))} |" for row in body),
    ]
    return "".join(f"{line}\n" for line in lines)


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", r"\|")
