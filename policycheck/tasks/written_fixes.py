"""A fixed file put in the place of the old one, if nothing speaks against it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from policycheck.errors import Problem
from policycheck.fix.history import History
from policycheck.tasks.replaced_file import replace_bytes

__all__ = ["write_fixed"]

_ANYONE_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def write_fixed(history: History, file: Path, root: Path) -> Problem | None:
    """Write what is to be over what is, whole or not at all; say why where it is not done.

    A link is followed to the file that it leads to, inside `root` and nowhere else. A file that is
    no longer as it was read is left alone.
    """
    target = file.resolve()
    if _leads_out(file, target, root):
        advice = "name the file itself, or fix it where it belongs"
        return _not_fixed(history, f"this link leads out of the project: {target}", advice)
    known = (history.original, history.data)  # the latter where two names lead to one file
    try:
        mode = target.stat().st_mode
        if not mode & _ANYONE_WRITES or not os.access(target, os.W_OK):
            return _not_fixed(history, "the file is read-only", "change its permissions")
        done = replace_bytes(target, history.data, lambda: target.read_bytes() in known)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        return _not_fixed(history, reason, "check the folder and its permissions")
    if not done:
        said = "the file has changed since it was read"
        return _not_fixed(history, said, "run policycheck again")
    return None


def _leads_out(file: Path, target: Path, root: Path) -> bool:
    """Whether a link, of the file or of a folder above it, leads to somewhere outside."""
    if target.is_relative_to(root.resolve()):
        return False
    named = Path(os.path.abspath(file))  # noqa: PTH100 - resolve() would follow the links
    return file.is_symlink() or named.is_relative_to(os.path.abspath(root))  # noqa: PTH100


def _not_fixed(history: History, why: str, advice: str) -> Problem:
    at = history.made[0].location
    return Problem(at.path, at.line, at.column, f"nothing was fixed here: {why}", advice)
