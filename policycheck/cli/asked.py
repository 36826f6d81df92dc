"""What the command line asks of an evaluation, and what does not go together in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from policycheck.cli.outputs import Output
from policycheck.cli.streams import print_problems
from policycheck.reports import load
from policycheck.tasks.check import CheckRequest

if TYPE_CHECKING:  # a TypedDict compiles every annotation as it is made
    from typing import TypedDict

    from policycheck.tasks.staged import StagedTree

    class Asked(TypedDict):
        """The arguments of an evaluation as the command line gives them."""

        paths: tuple[str, ...]
        policy: str | None
        as_of: str | None
        rules_as_of: str | None
        lang: str
        select: tuple[str, ...]
        ignore: tuple[str, ...]
        outputs: Sequence[Output]
        fail_on: tuple[str, ...]
        max_findings: int | None
        reveal: bool
        baseline: Path | None
        write_baseline: Path | None
        jobs: int
        profile: bool
        stdin_filename: str
        no_cache: bool
        statistics: bool
        show_files: bool
        since: str | None
        staged: bool


__all__ = ["narrowed", "refuse_what_does_not_combine", "show_files"]


def narrowed(request: CheckRequest, asked: Asked, tree: StagedTree | None) -> CheckRequest:
    """The request with what --since, --staged and --statistics say of it."""
    if asked["statistics"]:
        request = replace(request, max_findings=None)  # nothing is listed, and all is counted
    if tree:
        from policycheck.tasks.changes import changes_staged

        paths = [tree.staged(path) for path in request.paths]
        changes = changes_staged(Path.cwd(), tree.top, request.root)
        # What is compiled from a folder that is about to go would never be found again.
        return replace(request, paths=paths, changes=changes, cache=None)
    if asked["since"] is not None:
        from policycheck.tasks.changes import changes_since

        return replace(request, changes=changes_since(asked["since"], request.root))
    return request


def refuse_what_does_not_combine(ctx: click.Context, asked: Asked) -> None:
    """Raise UsageError where an option stands beside what it cannot be asked of."""
    if asked["statistics"]:
        _refuse_statistics_for_machines(ctx, asked["outputs"])
    if asked["since"] is not None and asked["staged"]:
        raise click.UsageError("give one of --since and --staged", ctx)
    option = "--staged" if asked["staged"] else "--since" if asked["since"] is not None else ""
    if option and "-" in asked["paths"]:
        raise click.UsageError(f"{option} needs files: standard input has no history", ctx)
    if asked["staged"] and asked["write_baseline"]:
        message = "--staged reads what will be committed; write the baseline without it"
        raise click.UsageError(message, ctx)


def show_files(request: CheckRequest) -> int:
    """List the files of a check; 2 where one that was named cannot be read."""
    from policycheck.reports.listed_files import listed_files
    from policycheck.tasks.shown_files import shown_files

    found = shown_files(request)
    print_problems(found.problems)
    for line in listed_files(found.files):
        click.echo(line, nl=False)
    return 2 if found.problems else 0


def _refuse_statistics_for_machines(ctx: click.Context, outputs: Sequence[Output]) -> None:
    if all(load(one.format).for_machines for one in outputs):
        message = f"--statistics is for people; --format {outputs[0].format} has every finding"
        raise click.UsageError(message, ctx)
