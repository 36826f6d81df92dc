"""`policycheck check`: findings about posts."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from policycheck.cli.exit_status import exit_status
from policycheck.cli.output import write_report
from policycheck.model.moment import Moment, parse_moment
from policycheck.policy.project import FAIL_ON, Project
from policycheck.readers.files import STDIN_NAME
from policycheck.reports import FORMATS
from policycheck.tasks.check import CheckRequest, check
from policycheck.tasks.projects import project_at

__all__ = ["command"]


@click.command(
    "check",
    epilog="""\b
Examples:
  policycheck check draft.md
  policycheck check posts/ schedule.csv --policy policy.yaml
  policycheck check posts/ --format sarif --output report.sarif --fail-on warning
  policycheck check - --stdin-filename draft.md < draft.md
""",
)
@click.argument("paths", nargs=-1, metavar="[PATHS]…")
@click.option(
    "--policy",
    default=None,
    help="A policy file, a folder with a pack, or the name of a built-in pack."
    "  [default: that of the project, or core]",
)
@click.option(
    "--as-of",
    metavar="DATE",
    help="Measure elapsed time to this date or instant instead of now.",
)
@click.option(
    "--rules-as-of",
    metavar="DATE",
    help="Judge by the rules and limits of this day.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="ID",
    help="Only this rule, or all of ID*; give it once for each.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="ID",
    help="Not this rule, or none of ID*; give it once for each.",
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
    help="End with status 1 at this severity or above, or at what is unknown.  [default: error]",
)
@click.option(
    "--max-findings",
    type=click.IntRange(min=0),
    help="List no more than this many findings; all are counted.",
)
@click.option("--reveal", is_flag=True, help="Show private data and secrets that a rule matched.")
@click.option(
    "--stdin-filename",
    default=STDIN_NAME,
    show_default=True,
    help="What - is called; the ending says how it is read.",
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    policy: str | None,
    as_of: str | None,
    rules_as_of: str | None,
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

    PATHS are files or folders with posts (.md .yaml .yml .json .jsonl .csv .tweet .toot), or - for
    standard input; without PATHS the project that policycheck.yaml describes is checked.

    The exit status is 0 where nothing weighs enough, 1 where something does, and 2 where not all
    that was asked could be done.
    """
    if "never" in fail_on and len(set(fail_on)) > 1:
        raise click.UsageError("--fail-on never stands alone", ctx)
    base = Path.cwd()
    project = project_at(base)
    if not paths and project is None:
        message = "name a file or folder with posts, or - for standard input: no project is here"
        raise click.UsageError(message, ctx)
    report = check(
        CheckRequest(
            paths=paths,
            base=base,
            project=project,
            now=datetime.now(UTC),
            read_stdin=sys.stdin.buffer.read,
            policy=policy or "",
            stdin_filename=stdin_filename,
            as_of=_moment("--as-of", as_of, project),
            rules_as_of=_moment("--rules-as-of", rules_as_of, project),
            select=select,
            ignore=ignore,
            max_findings=max_findings,
            reveal=reveal,
        )
    )
    write_report(report, format_, output, project.root if project else base)
    return exit_status(report, fail_on or (project.fail_on if project else ("error",)))


def _moment(option: str, given: str | None, project: Project | None) -> Moment | None:
    """A date or an instant; one without a zone is in that of the project, else UTC."""
    try:
        return parse_moment(given, (project and project.zone) or UTC) if given else None
    except ValueError as problem:
        raise click.BadParameter(f"{given}: {problem}", param_hint=f"'{option}'") from None
