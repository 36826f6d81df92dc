"""What the commands that evaluate share: their arguments, and the way from these to a report."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from policycheck.cli.asked import Asked, narrowed, refuse_what_does_not_combine, show_files
from policycheck.cli.cache_folder import cache_folder
from policycheck.cli.completing import policies, rule_ids
from policycheck.cli.exit_status import exit_status
from policycheck.cli.output import write_report
from policycheck.cli.outputs import output_options
from policycheck.model.moment import Moment, parse_moment
from policycheck.model.report import Report
from policycheck.policy.project import FAIL_ON, Project
from policycheck.readers.files import STDIN_NAME
from policycheck.reports import FORMATS
from policycheck.tasks.check import CheckRequest
from policycheck.tasks.projects import project_at

if TYPE_CHECKING:
    from policycheck.tasks.staged import StagedTree

__all__ = [
    "Asked",
    "evaluate_as_asked",
    "evaluation_options",
    "moment",
    "refuse_never_with_more",
    "report_options",
]

Decorated = TypeVar("Decorated", bound=Callable[..., object])


#: What every command takes that ends in a report.
_REPORT_OPTIONS = (
    click.option(
        "--as-of",
        metavar="DATE",
        help="Measure elapsed time to this date or instant instead of now.",
    ),
    click.option(
        "--select",
        multiple=True,
        shell_complete=rule_ids,
        metavar="ID",
        help="Only this rule, or all of ID*; give it once for each.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        shell_complete=rule_ids,
        metavar="ID",
        help="Not this rule, or none of ID*; give it once for each.",
    ),
    output_options(FORMATS, "full"),
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        multiple=True,
        help="End with status 1 at this severity or above, or at what is unknown."
        "  [default: error]",
    ),
    click.option(
        "--max-findings",
        type=click.IntRange(min=0),
        help="List no more than this many findings; all are counted.",
    ),
)
_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATHS]…"),
    click.option(
        "--policy",
        shell_complete=policies,
        default=None,
        help="A policy file, a folder with a pack, or the name of a built-in pack."
        "  [default: that of the project, or core]",
    ),
    click.option(
        "--rules-as-of",
        metavar="DATE",
        help="Judge by the rules and limits of this day.",
    ),
    click.option(
        "--lang",
        default="",
        metavar="TAG",
        help="Titles, messages and remedies in this language, such as fr, where a rule has them.",
    ),
    *_REPORT_OPTIONS,
    click.option(
        "--reveal", is_flag=True, help="Show private data and secrets that a rule matched."
    ),
    click.option(
        "--baseline",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Findings that this file knows are waived.  [default: that of the project]",
    ),
    click.option(
        "--write-baseline",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write what fails now to this file, so that it is known from now on.",
    ),
    click.option(
        "--jobs",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help="Share the judging of large files among this many processes.  [default: one for each"
        " processor]",
    ),
    click.option(
        "--profile",
        is_flag=True,
        help="Say on standard error where the time went, by stage and by rule.",
    ),
    click.option(
        "--since",
        metavar="REV",
        help="Only records that changed since this revision of git, and those that it matters to.",
    ),
    click.option(
        "--staged",
        is_flag=True,
        help="Only records that changed in what is staged for the next commit, read from there.",
    ),
    click.option(
        "--statistics",
        is_flag=True,
        help="How often each rule failed, most first, instead of the findings.",
    ),
    click.option(
        "--show-files",
        is_flag=True,
        help="List what would be read, as what and how, and what is left out; check nothing.",
    ),
    click.option(
        "--stdin-filename",
        default=STDIN_NAME,
        show_default=True,
        help="What - is called; the ending says how it is read.",
    ),
    click.option(
        "--no-cache",
        is_flag=True,
        help="Read and compile the policy anew, and keep nothing for the next run.",
    ),
)


def report_options(command: Decorated) -> Decorated:
    """Declare the options that every command with a report takes."""
    for option in reversed(_REPORT_OPTIONS):
        command = option(command)
    return command


def evaluation_options(command: Decorated) -> Decorated:
    """Declare PATHS and the options that `Asked` names."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def evaluate_as_asked(
    ctx: click.Context, task: Callable[[CheckRequest], Report], asked: Asked
) -> int:
    """Run the task, write its report, and give the exit status, the same for every task."""
    refuse_never_with_more(ctx, asked["fail_on"])
    refuse_what_does_not_combine(ctx, asked)
    if not asked["staged"]:
        return _evaluate(ctx, task, asked, None)
    from policycheck.tasks.staged import staged_tree

    with staged_tree(Path.cwd()) as tree:
        return _evaluate(ctx, task, asked, tree)


def _evaluate(
    ctx: click.Context,
    task: Callable[[CheckRequest], Report],
    asked: Asked,
    tree: StagedTree | None,
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


def moment(option: str, given: str | None, project: Project | None) -> Moment | None:
    """A date or an instant; one without a zone is in that of the project, else UTC."""
    try:
        return parse_moment(given, (project and project.zone) or UTC) if given else None
    except ValueError as problem:
        raise click.BadParameter(f"{given}: {problem}", param_hint=f"'{option}'") from None
