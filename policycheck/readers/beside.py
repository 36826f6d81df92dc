"""Files that a record names as the place of its text: beside it or below, never elsewhere."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from policycheck.errors import Problem
from policycheck.readers.opening import open_source
from policycheck.readers.reader import Input
from policycheck.source import Source

__all__ = ["read_beside"]


def read_beside(input: Input, name: str) -> Source | Problem:  # noqa: A002
    """Read the file that an input names, or say why not.

    A Problem at the input's own path says that there is no such file to read; one at the path of
    the file itself, that it is there and cannot be read.
    """
    shown = str(PurePosixPath(input.path).parent / name)
    if input.file is None:
        return _none(input, f"the text is in {name}, and standard input has no folder to look in")
    folder = input.file.parent.resolve()
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).is_absolute():
        return _none(input, f"the text is in {name}, which is outside the folder of the record")
    try:
        file = (folder / name).resolve()
    except (OSError, ValueError):  # a loop of links, or a NUL
        return _none(input, f"the text is in {name!r}, which is no path")
    if not file.is_relative_to(folder):
        return _none(input, f"the text is in {name}, which is outside the folder of the record")
    if not file.is_file():
        return _none(input, f"the text is in {name}, and there is no such file")
    return open_source(Input(shown, file))


def _none(input: Input, message: str) -> Problem:  # noqa: A002
    return Problem(input.path, 1, 1, message, "put the file beside the record")
