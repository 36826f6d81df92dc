"""`policycheck rules`: what counts on a date, as a table, for programs, or as a handbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from policycheck.cli.chosen_rules import IGNORE, SELECT
from policycheck.cli.completing import policies
from policycheck.cli.moments import moment
from policycheck.cli.output import write_outputs
from policycheck.cli.outputs import Output, ReportCommand, output_options
from policycheck.cli.streams import print_problems
from policycheck.model.moment import Moment
from policycheck.policy.project import Project
from policycheck.reports.rulebook import FORMS, form
from policycheck.reports.rulebook.groups import GROUPINGS
from policycheck.tasks.projects import project_at
from policycheck.tasks.rules import RulesRequest, rules
from policycheck.text.harmless import one_line

__all__ = ["command", "today"]


class _Asked(TypedDict):
    policy: str | None
    as_of: str | None
    lang: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    everything: bool
    by: str | None
    outputs: Sequence[Output]


@click.command(
    "rules",
    cls=ReportCommand,
    epilog="""\b
Examples:
  policycheck rules
  policycheck rules --by question --policy us-federal
  policycheck rules --as-of 2027-01-01 --all
  policycheck rules --format json --output rules.json
  policycheck rules --format markdown --output handbook.md
""",
)
@click.option(
    "--policy",
    shell_complete=policies,
    help="A policy file, a folder with a pack, or the name of a built-in pack."
    "  [default: that of the project, or core]",
)
@click.option(
    "--as-of", metavar="DATE", help="The rules of this date or instant.  [default: today]"
)
@click.option(
    "--lang",
    default="",
    metavar="TAG",
    help="Titles, messages and remedies in this language, such as fr, where a rule has them.",
)
@SELECT
@IGNORE
@click.option(
    "--all", "everything", is_flag=True, help="Also the rules that are not in force on that date."
)
@click.option("--by", type=click.Choice(list(GROUPINGS)), help="Group the table by this.")
@output_options(FORMS, "table")
@click.pass_context
def command(ctx: click.Context, **asked: Unpack[_Asked]) -> int:
    """List the rules in force on a date.

    The table shows the severity of that date, with the stage that a rule is in; --by question says
    which of the seven questions of a strategy no rule serves. The JSON has every field as it counts
    on that date, the parameters filled in, and where each came from. The Markdown is the policy as
    a handbook for people to read, the CSV a row a rule for a spreadsheet.
    """
    formats = [one.format for one in asked["outputs"]]
    if asked["by"] and "table" not in formats:
        message = f"--by groups the table; --format {formats[0]} has its own order"
        raise click.UsageError(message, ctx)
    base = Path.cwd()
    project = project_at(base)
    listed = rules(
        RulesRequest(
            base=base,
            as_of=moment("--as-of", asked["as_of"], project) or today(project),
            policy=asked["policy"] or "",
            project=project,
            select=asked["select"],
            ignore=asked["ignore"],
            language=asked["lang"],
            everything=asked["everything"],
        )
    )
    print_problems(listed.problems)
    _note_untranslated(listed.untranslated, asked["lang"])
    by = asked["by"] or ""
    root = project.root if project else base
    write_outputs(asked["outputs"], lambda name, look: form(name)(listed.book, look, by), root)
    return 2 if listed.problems else 0


def today(project: Project | None) -> Moment:
    """The day that it is, by the clock of the project."""
    zone = (project and project.zone) or UTC
    return Moment.day(datetime.now(zone).date(), zone)


def _note_untranslated(rules_: tuple[str, ...], language: str) -> None:
    if rules_:
        noun = "rule has" if len(rules_) == 1 else "rules have"
        note = f"{len(rules_)} {noun} no words in {language}: {', '.join(rules_)}"
        click.echo(f"note: {one_line(note)}", err=True)
