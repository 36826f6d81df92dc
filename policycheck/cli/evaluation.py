"""The way from what a command was asked to a report, the same for all that evaluate."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from policycheck.cli.asked import narrowed, refuse_what_does_not_combine, show_files
from policycheck.cli.cache_folder import cache_folder
from policycheck.cli.exit_status import exit_status
from policycheck.cli.moments import moment
from policycheck.cli.output import write_report
from policycheck.cli.outputs import Output
from policycheck.model.report import Report
from policycheck.policy.project import Project
from policycheck.reports import load
from policycheck.tasks.check import CheckRequest
from policycheck.tasks.projects import project_at

if TYPE_CHECKING:
    from policycheck.cli.asked import Asked
    from policycheck.tasks.staged import StagedTree

__all__ = ["evaluate_as_asked", "refuse_never_with_more"]

#: Shows a report; the folder is the one that its paths are relative to.
Show: TypeAlias = Callable[[Report, Sequence[Output], Path], None]


def evaluate_as_asked(
    ctx: click.Context,
    task: Callable[[CheckRequest], Report],
    asked: Asked,
    show: Show | None = None,
) -> int:
    """Run the task, write its report, and give the exit status, the same for every task."""
    refuse_never_with_more(ctx, asked["fail_on"])
    refuse_what_does_not_combine(ctx, asked)
    if not asked["staged"]:
        return _evaluate(ctx, task, asked, None, show)
    from policycheck.tasks.staged import staged_tree

    with staged_tree(Path.cwd()) as tree:
        return _evaluate(ctx, task, asked, tree, show)


def _evaluate(
    ctx: click.Context,
    task: Callable[[CheckRequest], Report],
    asked: Asked,
    tree: StagedTree | None,
    show: Show | None,
) -> int:
    """The same in the current folder, or in what is staged of it."""
    base = tree.base if tree else Path.cwd()
    project = project_at(base, below=tree.top if tree else None)
    if not asked["paths"] and project is None:
        message = "name a file or folder with posts, or - for standard input: no project is here"
        raise click.UsageError(message, ctx)
    request = narrowed(_request(asked, base, project), asked, tree)
    if asked["show_files"]:
        return show_files(request)
    report = task(request)
    report, root = (tree.relocated(report), tree.real(request.root)) if tree else (report, base)
    if project and not tree:
        root = project.root
    if show:
        show(report, asked["outputs"], root)
    else:
        write_report(report, asked["outputs"], root, counts_only=asked["statistics"])
    if report.timings:
        from policycheck.cli.timings import timings_table

        click.echo(timings_table(report.timings), err=True)
    return exit_status(report, asked["fail_on"] or (project.fail_on if project else ("error",)))


def _request(asked: Asked, base: Path, project: Project | None) -> CheckRequest:
    return CheckRequest(
        paths=asked["paths"],
        base=base,
        project=project,
        now=datetime.now(UTC),
        read_stdin=sys.stdin.buffer.read,
        policy=asked["policy"] or "",
        stdin_filename=asked["stdin_filename"],
        as_of=moment("--as-of", asked["as_of"], project),
        rules_as_of=moment("--rules-as-of", asked["rules_as_of"], project),
        select=asked["select"],
        ignore=asked["ignore"],
        max_findings=asked["max_findings"],
        language=asked["lang"],
        reveal=asked["reveal"],
        baseline=asked["baseline"],
        write_baseline=asked["write_baseline"],
        with_view=any(load(one.format).shows_records for one in asked["outputs"]),
        jobs=asked["jobs"] or _processors(),
        profile=asked["profile"],
        cache=None if asked["no_cache"] else cache_folder(),
    )


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def refuse_never_with_more(ctx: click.Context, fail_on: tuple[str, ...]) -> None:
    """Raise UsageError where `never` is given beside something else."""
    if "never" in fail_on and len(set(fail_on)) > 1:
        raise click.UsageError("--fail-on never stands alone", ctx)
