"""What a report format is, and how the caller wants it to look."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from policycheck.model.report import Report

__all__ = ["Format", "Style"]


def _unheard(sentence: str) -> None:
    """Nobody listens: a report says itself what it leaves out."""


class Style(Struct, frozen=True):
    """What the place that a report goes to can show. The default suits a file or a pipe.

    `width` is that of the terminal in columns: longer source lines are cut around the caret; None
    cuts nothing. `links` makes rules and places clickable; a place needs `base` for it, the address
    of the folder that the paths are relative to (`file:///…/`). `folder` is that folder and
    `repository` the one with the repository that it is in, both absolute with `/`; a service shows
    a file only by its path from there. `tell` takes sentences on what a format had no room for.
    """

    colour: bool = False
    links: bool = False
    width: int | None = None
    base: str = ""
    folder: str = ""
    repository: str = ""
    tell: Callable[[str], None] = _unheard


class Format(Struct, frozen=True):
    """One way to write a report. With one for machines, standard output holds nothing else.

    `shows_records` asks for the view of the records; it costs memory, and most formats need none.
    """

    name: str
    doc: str
    render: Callable[[Report, Style], Iterator[str]]
    for_machines: bool
    shows_records: bool = False
