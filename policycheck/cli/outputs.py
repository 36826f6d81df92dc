"""Where a command writes its report: pairs of `--format` and `--output`, in their order.

Each `--output` belongs to the `--format` before it, so that one run can write a report for every
reader; one format may stand without an output, and goes to standard output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

__all__ = ["Output", "ReportCommand", "ReportGroup", "output_options"]

Decorated = TypeVar("Decorated", bound=Callable[..., object])

_FORMAT, _OUTPUT = "format_", "output"


class Output(Struct, frozen=True):
    """One report to write: the name of its format, and the file; None is standard output."""

    format: str
    file: Path | None


def output_options(formats: Iterable[str], default: str) -> Callable[[Decorated], Decorated]:
    """Declare `--format` and `--output` for a `ReportCommand`, which gives them as `outputs`."""

    def declare(command: Decorated) -> Decorated:
        output = click.option(
            "--output",
            multiple=True,
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write the report of the --format before it to this file.",
        )
        format_ = click.option(
            "--format",
            _FORMAT,
            multiple=True,
            type=click.Choice(list(formats)),
            default=(default,),
            show_default=True,
            help="How the report is written; give it again, with --output, for one more.",
        )
        return format_(output(command))

    return declare


class ReportCommand(click.Command):
    """A command with `output_options`. It gets `outputs`, a sequence of `Output`, at least one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        order = _order(self, ctx, args)
        rest = super().parse_args(ctx, args)
        _pair(ctx, order)
        return rest


class ReportGroup(click.Group):
    """The same for a command that has others below it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        order = _order(self, ctx, args)
        rest = super().parse_args(ctx, args)
        _pair(ctx, order)
        return rest


def _order(command: click.Command, ctx: click.Context, args: Sequence[str]) -> list[str]:
    """The names of the two options in the order in which they were given; click keeps it not."""
    _, _, given = command.make_parser(ctx).parse_args(args=list(args))
    return [one.name for one in given if one.name in (_FORMAT, _OUTPUT)]


def _pair(ctx: click.Context, order: Sequence[str]) -> None:
    """Put `outputs` in the place of the two options. Raises UsageError where they do not pair."""
    formats: tuple[str, ...] = ctx.params.pop(_FORMAT)
    files: tuple[Path, ...] = ctx.params.pop(_OUTPUT)
    if ctx.resilient_parsing:
        return
    if len(formats) == 1 and len(files) < 2:  # noqa: PLR2004 - one of each, in any order
        ctx.params["outputs"] = (Output(formats[0], files[0] if files else None),)
        return
    pairs = _paired(ctx, order, formats, files)
    _refuse_two_on_standard_output(ctx, pairs)
    _refuse_one_file_twice(ctx, pairs)
    ctx.params["outputs"] = tuple(pairs)


def _paired(
    ctx: click.Context, order: Sequence[str], formats: Sequence[str], files: Sequence[Path]
) -> list[Output]:
    pairs: list[Output] = []
    named, placed = iter(formats), iter(files)
    for option in order:
        if option == _FORMAT:
            pairs.append(Output(next(named), None))
            continue
        file = next(placed)
        if not pairs:
            message = f"--output {file} stands before every --format; write it after its own"
            raise click.UsageError(message, ctx)
        last = pairs[-1]
        if last.file is not None:
            message = (
                f"--output {last.file} and --output {file} both follow --format {last.format}; "
                "write the --format of each before it"
            )
            raise click.UsageError(message, ctx)
        pairs[-1] = replace(last, file=file)
    return pairs


def _refuse_two_on_standard_output(ctx: click.Context, pairs: Iterable[Output]) -> None:
    bare = [f"--format {one.format}" for one in pairs if one.file is None]
    if len(bare) > 1:
        message = (
            f"{' and '.join(bare)} would all be written to standard output; "
            "write --output and a file after all but one"
        )
        raise click.UsageError(message, ctx)


def _refuse_one_file_twice(ctx: click.Context, pairs: Iterable[Output]) -> None:
    """Files are told apart by where they lead; the second report would replace the first."""
    seen: dict[Path, Output] = {}
    for one in pairs:
        if one.file is None:
            continue
        before = seen.setdefault(one.file.resolve(), one)
        if before is not one:
            message = (
                f"--format {before.format} --output {before.file} and --format {one.format} "
                f"--output {one.file} are the same file; name another for one of them"
            )
            raise click.UsageError(message, ctx)
