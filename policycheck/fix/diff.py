"""What fixes would change, as a unified diff that people read and `patch` takes."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

__all__ = ["diff_lines"]

_BOM = b"\xef\xbb\xbf"


def diff_lines(path: str, before: bytes, after: bytes) -> Iterator[str]:
    r"""Give the lines of the diff, each with its `\n`; nothing where nothing changes.

    Lines are those of `patch`: they end at `\n`, and what stands before it, also `\r`, is theirs.
    """
    old, new = (data.removeprefix(_BOM).decode("utf-8", "replace") for data in (before, after))
    for line in unified_diff(_lines(old), _lines(new), path, path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])
