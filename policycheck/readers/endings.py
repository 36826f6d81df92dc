"""Which reader reads which file, by the ending of its name."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

__all__ = ["ENDINGS", "known_endings", "reader_name"]

#: Ending in lower case → name of a reader.
ENDINGS: Final[dict[str, str]] = {
    ".md": "markdown",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".tweet": "tweet",
    ".toot": "toot",
}


def reader_name(path: str) -> str | None:
    """Give the name of the reader for a file, None where its ending says nothing to us."""
    return ENDINGS.get(PurePath(path).suffix.lower())


def known_endings() -> str:
    """List the endings for a person."""
    *most, last = ENDINGS
    return f"{', '.join(most)} or {last}"
