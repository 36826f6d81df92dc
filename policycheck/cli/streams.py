"""Standard output and standard error: what they can show, and what happens when they close."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click
from msgspec.structs import replace

from policycheck.errors import Problem
from policycheck.reports.format import Style

__all__ = ["hush", "plain", "prepare", "print_problems", "style"]


def prepare() -> None:
    """Let any character pass: files and pipes are UTF-8, and a terminal shows escapes if it must.

    A file name may hold bytes that are no characters; they are written as escapes too.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def hush() -> None:
    """Write nothing more, not even at exit: `| head` has seen enough."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


def style(root: Path) -> Style:
    """Colour, links and cut lines are for a person who watches a terminal."""
    if not sys.stdout.isatty():
        return plain(root)
    painted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = _columns()
    base = root.as_uri() + "/"
    return replace(plain(root), colour=painted, links=painted, width=width, base=base)


def plain(root: Path) -> Style:
    """The look of a file or a pipe. `root` is the folder that all paths are relative to.

    The repository is that of the nearest folder with a .git in it, which is a file in a work tree.
    """
    folder = root.absolute()
    within = [one for one in (folder, *folder.parents) if (one / ".git").exists()]
    repository = within[0].as_posix() if within else ""
    return Style(folder=folder.as_posix(), repository=repository)


def _columns() -> int:
    import shutil  # only a person at a terminal pays for it

    return shutil.get_terminal_size().columns


def print_problems(problems: Iterable[Problem]) -> None:
    """Write each as `path:line:column: message`, with its line where that is known, and advice."""
    from policycheck.reports.problem import problem_lines

    width = _columns() if sys.stderr.isatty() else None
    for problem in problems:
        for line in problem_lines(problem, Style(width=width)):
            click.echo(line, err=True)
