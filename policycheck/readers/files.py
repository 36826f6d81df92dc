"""From the paths that a person names to the files that are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policycheck.errors import Problem
from policycheck.readers.endings import known_endings, reader_name
from policycheck.readers.opening import unreadable
from policycheck.readers.reader import Input

if TYPE_CHECKING:
    from policycheck.readers.ignored import Ignored

__all__ = ["STDIN_NAME", "inputs", "shown"]

#: What standard input is called where nobody names it; its ending makes it Markdown.
STDIN_NAME: Final = "stdin.md"

#: Settings that stand beside posts: ours, and those of galaxy-social. A walk leaves them out.
_SETTINGS: Final = frozenset({"policycheck.yaml", "policycheck.yml", "plugins.yml"})


def _read_stdin() -> bytes:
    return sys.stdin.buffer.read()


def inputs(
    paths: Iterable[str | Path],
    *,
    base: Path,
    stdin_filename: str = STDIN_NAME,
    read_stdin: Callable[[], bytes] = _read_stdin,
) -> Iterator[Input | Problem]:
    """Give what stands at the paths: files as they are, folders walked, `-` standard input.

    Relative paths are relative to `base`, and so are the paths shown. What is named twice is read
    once.
    """
    seen: set[str] = set()
    for path in paths:
        for item in _at(str(path), base, stdin_filename, read_stdin):
            if isinstance(item, Problem):
                yield item
            elif item.path not in seen:
                seen.add(item.path)
                yield item


def shown(file: Path, base: Path) -> str:
    """Give a path relative to `base`, with `/`; a file outside keeps its own path."""
    # Not resolve(): a link is shown under the name that it was given.
    absolute, root = os.path.abspath(base / file), os.path.abspath(base)  # noqa: PTH100
    if os.path.commonpath((absolute, root)) == root:
        return Path(os.path.relpath(absolute, root)).as_posix()
    return Path(absolute).as_posix()


def _at(
    path: str, base: Path, stdin_filename: str, read_stdin: Callable[[], bytes]
) -> Iterator[Input | Problem]:
    if path == "-":
        yield _standard_input(stdin_filename, read_stdin)
        return
    file = Path(shown(Path(path), base))
    name, place = file.as_posix(), base / file
    if place.is_dir():
        yield from _folder(place, name, base)
    elif not place.exists():
        yield _nowhere(place, name)
    elif reader_name(name) is None:
        ending = place.suffix or "no ending"
        message = f"policycheck does not read files that end in {ending}"
        if not place.suffix:
            message = "the name of this file has no ending, so nothing says how to read it"
        yield Problem(name, 1, 1, message, f"name a file that ends in {known_endings()}")
    elif not place.is_file():
        yield Problem(name, 1, 1, "this is not a file", "give its content as standard input: -")
    else:
        yield Input(name, place)


def _standard_input(name: str, read_stdin: Callable[[], bytes]) -> Input | Problem:
    if reader_name(name) is None:
        return Problem(
            name,
            1,
            1,
            f"the name of standard input says nothing about how to read it: {name}",
            f"give --stdin-filename a name that ends in {known_endings()}",
        )
    return Input(Path(name).as_posix(), None, read_stdin())


def _nowhere(place: Path, name: str) -> Problem:
    if place.is_symlink():
        return _dangling(place, name)
    return Problem(name, 1, 1, "there is no such file or folder", "check the path")


def _dangling(place: Path, name: str) -> Problem:
    target = os.readlink(place)  # noqa: PTH115 - as it is written
    message = f"this link leads nowhere: {target}"
    return Problem(name, 1, 1, message, "remove the link, or put the file where it leads")


def _folder(folder: Path, name: str, base: Path) -> Iterator[Input | Problem]:
    from policycheck.readers.ignored import Ignored

    found = False
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100 - .gitignore files go by the names of folders
    for item in _walk(absolute, base, Ignored.above(absolute), ()):
        found = True
        yield item
    if not found:
        message = "there is nothing to read in this folder"
        advice = (
            f"files end in {known_endings()}; hidden files and those in .gitignore are left out"
        )
        yield Problem(name, 1, 1, message, advice)


def _walk(
    folder: Path, base: Path, ignored: Ignored, within: tuple[str, ...]
) -> Iterator[Input | Problem]:
    """Go through a folder by name; a link back to a folder on the way is not followed again."""
    real = os.path.realpath(folder)
    if real in within:
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield unreadable(shown(folder, base), error)
        return
    ignored = ignored.within(folder)
    for entry in entries:
        is_folder = entry.is_dir()
        if ignored.leaves_out(entry, is_folder=is_folder):
            continue
        if is_folder:
            yield from _walk(entry, base, ignored, (*within, real))
        elif reader_name(entry.name) is not None and entry.name not in _SETTINGS:
            yield _entry(entry, base)


def _entry(entry: Path, base: Path) -> Input | Problem:
    name = shown(entry, base)
    return Input(name, entry) if entry.exists() else _dangling(entry, name)
