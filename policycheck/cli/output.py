"""Where a report goes: standard output or a file, plain or as a person can see it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from policycheck.errors import Problem
from policycheck.model.report import Report
from policycheck.reports import Style, load
from policycheck.reports.summary import summary_line
from policycheck.text.harmless import one_line

__all__ = ["print_problems", "write_report"]


def write_report(report: Report, name: str, output: Path | None) -> None:
    """Write a report; problems, notes and (beside a machine format) the summary go to standard error."""
    chosen = load(name)
    print_problems(report.errors)
    if output is None:
        for piece in chosen.render(report, _style()):
            sys.stdout.write(piece)
        sys.stdout.flush()
    else:
        _replace(output, chosen.render(report, Style()))
    for note in report.notes:
        click.echo(f"note: {one_line(note)}", err=True)
    if chosen.for_machines or output is not None:
        click.echo(summary_line(report), err=True)


def print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(
            one_line(f"{problem.path}:{problem.line}:{problem.column}: {problem.message}"), err=True
        )
        if problem.help:
            click.echo(f"  help: {one_line(problem.help)}", err=True)


def _style() -> Style:
    """Colour, links and cut lines are for a person who watches a terminal."""
    if not sys.stdout.isatty():
        return Style()
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    width = shutil.get_terminal_size().columns
    return Style(colour=not plain, links=not plain, width=width, base=Path.cwd().as_uri() + "/")


def _replace(output: Path, pieces: Iterable[str]) -> None:
    """Write beside the file and rename, so that nobody ever reads half a report."""
    output = output.resolve()
    with tempfile.NamedTemporaryFile(
        "w",
        dir=output.parent,
        prefix=f".{output.name}.",
        delete=False,
        encoding="utf-8",
        newline="",
    ) as file:
        try:
            file.writelines(pieces)
        except BaseException:
            Path(file.name).unlink()
            raise
    mask = os.umask(0)
    os.umask(mask)
    Path(file.name).chmod(0o666 & ~mask)
    Path(file.name).replace(output)
