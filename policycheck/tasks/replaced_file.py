"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

__all__ = ["replace_file"]


def replace_file(file: Path, pieces: Iterable[str]) -> None:
    """Write beside the file and rename, so that nobody ever reads half of it.

    It keeps its permissions. Raises OSError where it cannot be written.
    """
    import tempfile

    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(
            descriptor, "w", encoding="utf-8", errors="backslashreplace", newline=""
        ) as opened:
            opened.writelines(pieces)
        unfinished.chmod(_mode(file))
        unfinished.replace(file)
    except BaseException:
        unfinished.unlink()
        raise


def _mode(file: Path) -> int:
    """The permissions of the file that is replaced, or those that a new one gets."""
    if file.exists():
        return stat.S_IMODE(file.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
