"""`--fix` and `--diff` of `check`: what goes to which stream."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policycheck.cli.evaluation import evaluate_as_asked
from policycheck.cli.output import write_outputs, write_report
from policycheck.cli.outputs import Output
from policycheck.cli.streams import hush, print_problems
from policycheck.model.report import Report
from policycheck.reports import Style, load
from policycheck.reports.closing import closing
from policycheck.tasks.fix import Level, fix, proposed
from policycheck.tasks.request import CheckRequest
from policycheck.text.harmless import one_line

if TYPE_CHECKING:
    from policycheck.cli.asked import Asked

__all__ = ["as_seen", "fix_as_asked"]

_TO_READER = Output("diff", None)


def fix_as_asked(ctx: click.Context, level: str | None, diff: bool, asked: Asked) -> int:
    """Fix, or show what would be, and give the exit status of what the report then says.

    Raises UsageError for what cannot be asked together.
    """
    if asked["staged"]:
        message = "--staged reads what will be committed, where nothing can be fixed: fix the files"
        raise click.UsageError(message, ctx)
    chosen = Level(level or Level.SAFE)
    if diff:
        return _show_diff(ctx, chosen, asked)
    read: list[bytes] = []

    def task(request: CheckRequest) -> Report:
        done = fix(request, chosen)
        read.extend([] if done.standard_input is None else [done.standard_input])
        return done.report

    def show(report: Report, outputs: Sequence[Output], root: Path) -> None:
        if not read:
            write_report(report, outputs, root, counts_only=asked["statistics"])
            return
        _pass_on(read[0])
        _write_files(report, outputs, root)
        for one in outputs:
            for piece in load(one.format).render(report, Style()) if one.file is None else ():
                click.echo(piece, err=True, nl=False)

    return evaluate_as_asked(ctx, task, asked, show)


def _show_diff(ctx: click.Context, level: Level, asked: Asked) -> int:
    if asked["write_baseline"] is not None:
        raise click.UsageError("--diff writes nothing, so no baseline either", ctx)
    if any(one.file is None and load(one.format).for_machines for one in asked["outputs"]):
        raise click.UsageError("--diff takes standard output: give the report an --output", ctx)
    lines: list[Iterator[str]] = []

    def task(request: CheckRequest) -> Report:
        report, diff = proposed(request, level)
        lines.append(diff)
        return report

    def show(report: Report, outputs: Sequence[Output], root: Path) -> None:
        write_outputs((_TO_READER,), lambda _, style: as_seen(lines[0], style), root)
        _write_files(report, outputs, root)
        for piece in closing(report) if any(one.file is None for one in outputs) else ():
            click.echo(piece, err=True, nl=False)

    return evaluate_as_asked(ctx, task, asked, show)


def _write_files(report: Report, outputs: Sequence[Output], root: Path) -> None:
    """Write the reports that go to files; problems are said once, with them or without."""
    files = [one for one in outputs if one.file is not None]
    if files:
        write_report(report, files, root)
    else:
        print_problems(report.errors)


def _pass_on(data: bytes) -> None:
    """Give the text of standard input back, byte by byte."""
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        hush()  # the exit status still tells what was found


def as_seen(lines: Iterable[str], style: Style) -> Iterator[str]:
    """The lines as `patch` takes them; on a terminal nothing in them is hidden."""
    for line in lines:
        if style.width is None:
            yield line
            continue
        whole = "\n".join(one_line(part) for part in line.removesuffix("\n").split("\n"))
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[0]) if style.colour else None
        yield f"{click.style(whole, fg=colour)}\n" if colour else f"{whole}\n"
