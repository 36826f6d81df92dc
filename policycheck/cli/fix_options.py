"""How `--fix` and `--diff` are given. What they do stands in `fixing`, imported when needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from policycheck.cli.outputs import ReportCommand

__all__ = ["FixableCommand", "fix_options"]

Decorated = TypeVar("Decorated", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "--fix",
        "level",
        type=click.Choice(["safe", "all"]),
        metavar="[=all]",
        help="Write what rules want written instead, where there is one way to say it; with =all"
        " also where there are several: the first.",
    ),
    click.option("--diff", is_flag=True, help="Show what --fix would write, and write nothing."),
)


class FixableCommand(ReportCommand):
    """A command in which `--fix` may stand alone: what follows it is then no value of it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        said = ["--fix=safe" if one == "--fix" else one for one in args[:end]]
        return super().parse_args(ctx, said + args[end:])


def fix_options(command: Decorated) -> Decorated:
    """Declare `--fix` and `--diff`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
