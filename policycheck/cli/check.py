"""`policycheck check`: findings about posts."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from policycheck.cli.exit_status import FAIL_ON, exit_status
from policycheck.cli.output import write_report
from policycheck.model.moment import Moment, parse_moment
from policycheck.policy.project import find_project, read_project
from policycheck.reports import FORMATS
from policycheck.tasks.check import CheckRequest, check

__all__ = ["command"]


class _When(click.ParamType[Moment]):
    """A date or an instant."""

    name = "date"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Moment:
        try:
            return parse_moment(value, UTC)
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


@click.command("check")
@click.argument("paths", nargs=-1, metavar="PATHS…")
@click.option(
    "--policy",
    default=None,
    help="A policy file, a folder with a pack, or the name of a built-in pack.  [default: core]",
)
@click.option(
    "--as-of", type=_When(), help="Measure elapsed time to this date or instant instead of now."
)
@click.option("--rules-as-of", type=_When(), help="Judge by the rules and limits of this day.")
@click.option(
    "--select", multiple=True, metavar="ID", help="Only these rules; * stands for any ending."
)
@click.option(
    "--ignore", multiple=True, metavar="ID", help="All rules but these; * stands for any ending."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="full",
    show_default=True,
    help="How the report is written.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report to this file.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    multiple=True,
    help="End with status 1 at this severity or above.  [default: error]",
)
@click.option(
    "--max-findings",
    type=click.IntRange(min=0),
    help="List no more than this many findings; all are counted.",
)
@click.option("--reveal", is_flag=True, help="Show private data and secrets that a rule matched.")
@click.option(
    "--stdin-filename",
    default="standard-input.md",
    show_default=True,
    help="What - is called; the ending says how it is read.",
)
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    policy: str | None,
    as_of: Moment | None,
    rules_as_of: Moment | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    format_: str,
    output: Path | None,
    fail_on: tuple[str, ...],
    max_findings: int | None,
    reveal: bool,
    stdin_filename: str,
) -> int:
    """Check posts before they are published.

    PATHS are files or folders with posts (.md .yaml .yml .json .jsonl .csv .tweet .toot); - is standard
    input. The exit status is 0 where nothing weighs enough, 1 where something does, 2 where not all that
    was asked could be done.

    \b
    policycheck check draft.md
    policycheck check posts/ schedule.csv --policy policy.yaml --format sarif --output report.sarif
    """
    base = Path.cwd()
    file = find_project(base)
    if not paths and file is None:
        message = "name a file or folder with posts, or - for standard input: no project is here"
        raise click.UsageError(message, ctx)
    project = read_project(file) if file else None
    report = check(
        CheckRequest(
            paths=paths,
            base=base,
            project=project,
            now=datetime.now(UTC),
            read_stdin=sys.stdin.buffer.read,
            policy=policy or "",
            stdin_filename=stdin_filename,
            as_of=as_of,
            rules_as_of=rules_as_of,
            select=select,
            ignore=ignore,
            max_findings=max_findings,
            reveal=reveal,
        )
    )
    write_report(report, format_, output)
    return exit_status(report, fail_on or (project.fail_on if project else ("error",)))
