"""Where a report goes: standard output or a file, plain or as a person can see it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from policycheck.cli.streams import hush, print_problems, style
from policycheck.errors import InputError, Problem
from policycheck.model.report import Report
from policycheck.reports import Style, load
from policycheck.reports.closing import cuts
from policycheck.reports.summary import summary_line
from policycheck.tasks.replaced_file import replace_file
from policycheck.text.harmless import one_line

__all__ = ["write_pieces", "write_report"]


def write_report(report: Report, name: str, output: Path | None, root: Path) -> None:
    """Write a report; problems go to standard error, and what standard output does not say.

    `root` is the folder that the paths in the report are relative to.

    Raises InputError where the report cannot be written.
    """
    chosen = load(name)
    print_problems(report.errors)
    write_pieces(lambda look: chosen.render(report, look), output, root)
    if chosen.for_machines:
        for note in (*cuts(report), *report.notes):
            click.echo(f"note: {one_line(note)}", err=True)
    if chosen.for_machines or output is not None:
        click.echo(one_line(summary_line(report)), err=True)


def write_pieces(render: Callable[[Style], Iterable[str]], output: Path | None, root: Path) -> None:
    """Write what a format renders to standard output, as a person can see it, or to a file.

    Raises InputError where it cannot be written.
    """
    if output is None:
        _print(render(style(root)))
    else:
        _write(output, render(Style()))


def _print(pieces: Iterable[str]) -> None:
    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        hush()  # the exit status still tells what was found
    except OSError as error:
        hush()
        raise _unwritable("standard output", error) from None


def _write(output: Path, pieces: Iterable[str]) -> None:
    try:
        if output.exists() and not output.is_file():
            with output.open("w", encoding="utf-8", errors="backslashreplace") as device:
                device.writelines(pieces)
        else:
            replace_file(output.resolve(), pieces)
    except OSError as error:
        raise _unwritable(output.as_posix(), error) from None


def _unwritable(name: str, error: OSError) -> InputError:
    reason = (error.strerror or type(error).__name__).lower()
    message = f"the report cannot be written: {reason}"
    return InputError([Problem(name, 1, 1, message, "name a place that can be written to")])
