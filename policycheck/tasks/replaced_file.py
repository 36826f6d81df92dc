"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

__all__ = ["replace_bytes", "replace_file"]


def replace_file(file: Path, pieces: Iterable[str]) -> None:
    """Write beside the file and rename, so that nobody ever reads half of it.

    It keeps its permissions, and its owner where that is allowed. Raises OSError where it cannot be
    written.
    """

    def write(opened: BinaryIO) -> None:
        opened.writelines(piece.encode("utf-8", "backslashreplace") for piece in pieces)

    _replace(file, write)


def replace_bytes(file: Path, data: bytes, still: Callable[[], bool]) -> bool:
    """The same with bytes, if all is `still` as it should be at the last moment; else False."""
    return _replace(file, lambda opened: opened.write(data), still)


def _replace(
    file: Path, write: Callable[[BinaryIO], object], still: Callable[[], bool] | None = None
) -> bool:
    import tempfile

    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            write(opened)
        _keep_owner(unfinished, file)
        unfinished.chmod(_mode(file))
        if still is not None and not still():
            unfinished.unlink()
            return False
        unfinished.replace(file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return True


def _keep_owner(unfinished: Path, file: Path) -> None:
    """Give the new file to whom the old one belongs; who may not do that keeps it."""
    if hasattr(os, "chown") and file.exists():
        was = file.stat()
        with contextlib.suppress(PermissionError):
            os.chown(unfinished, was.st_uid, was.st_gid)


def _mode(file: Path) -> int:
    """The permissions of the file that is replaced, or those that a new one gets."""
    if file.exists():
        return stat.S_IMODE(file.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
