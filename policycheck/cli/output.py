"""Where reports go: standard output or files, plain or as a person can see it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from policycheck.cli.outputs import Output
from policycheck.cli.streams import hush, plain, print_problems, style
from policycheck.errors import InputError, Problem
from policycheck.model.report import Report
from policycheck.reports import Style, load
from policycheck.reports.closing import cuts
from policycheck.reports.summary import summary_line
from policycheck.text.harmless import one_line

__all__ = ["write_outputs", "write_report"]


def write_report(
    report: Report, outputs: Sequence[Output], root: Path, *, counts_only: bool = False
) -> None:
    """Write a report in every form; problems go to standard error, and what nobody was shown.

    `root` is the folder that the paths in the report are relative to. With `counts_only` the forms
    for people have a row for each rule instead of the findings.

    Raises InputError with every output that cannot be written, once all others are.
    """
    chosen = {one.format: load(one.format) for one in outputs}
    if report.errors:
        print_problems(report.errors)

    def render(name: str, look: Style) -> Iterable[str]:
        if counts_only and not chosen[name].for_machines:
            from policycheck.reports.statistics import statistics

            return statistics(report, look)
        return chosen[name].render(report, look)

    unwritten, cut = _written(outputs, render, root)
    shown = any(one.file is None and not chosen[one.format].for_machines for one in outputs)
    if all(one.for_machines for one in chosen.values()):
        for note in (*cuts(report), *report.notes):
            click.echo(f"note: {one_line(note)}", err=True)
    for sentence in cut:
        click.echo(f"note: {one_line(sentence)}", err=True)
    if not shown:
        click.echo(one_line(summary_line(report)), err=True)
    if unwritten:
        raise InputError(unwritten)


def write_outputs(
    outputs: Sequence[Output], render: Callable[[str, Style], Iterable[str]], root: Path
) -> None:
    """Write what `render` makes of the name of each format.

    Raises InputError with every output that cannot be written, once all others are.
    """
    unwritten, _ = _written(outputs, render, root)
    if unwritten:
        raise InputError(unwritten)


def _written(
    outputs: Sequence[Output], render: Callable[[str, Style], Iterable[str]], root: Path
) -> tuple[list[Problem], list[str]]:
    """Write each output, files first: what cannot be written, and what a format had no room for."""
    problems: list[Problem] = []
    cut: list[str] = []
    for one in sorted(outputs, key=lambda one: one.file is None):
        look = replace(style(root) if one.file is None else plain(root), tell=cut.append)
        pieces = render(one.format, look)
        problem = _print(pieces) if one.file is None else _write(one.file, pieces)
        if problem:
            problems.append(problem)
    return problems, cut


def _print(pieces: Iterable[str]) -> Problem | None:
    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        hush()  # the exit status still tells what was found
    except OSError as error:
        hush()
        return _unwritable("standard output", error)
    return None


def _write(output: Path, pieces: Iterable[str]) -> Problem | None:
    try:
        if output.exists() and not output.is_file():
            with output.open("w", encoding="utf-8", errors="backslashreplace") as device:
                device.writelines(pieces)
        else:
            from policycheck.tasks.replaced_file import replace_file

            replace_file(output.resolve(), pieces)
    except OSError as error:
        return _unwritable(output.as_posix(), error)
    return None


def _unwritable(name: str, error: OSError) -> Problem:
    reason = (error.strerror or type(error).__name__).lower()
    message = f"the report cannot be written: {reason}"
    return Problem(name, 1, 1, message, "name a place that can be written to")
