"""Writing a file whole: beside it first, then renamed over it, so that nobody ever reads half."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["replace_file"]


def replace_file(file: Path, pieces: Iterable[bytes]) -> None:
    """Write the pieces in place of the file, which keeps its permissions; a link stays a link.

    Raises OSError where that cannot be done; the file is then as it was.
    """
    target = file.resolve()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as written:
            written.writelines(pieces)
        unfinished.chmod(_mode(target))
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink()
        raise


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new one gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
