"""`policycheck backtest`: which real records change verdict between two policies."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

import click

from policycheck.cli.backtest_options import Asked, backtest_options, limits_asked
from policycheck.cli.completing import policies
from policycheck.cli.moments import moment
from policycheck.cli.output import write_outputs
from policycheck.cli.outputs import ReportCommand
from policycheck.cli.progress import progress
from policycheck.cli.streams import print_problems
from policycheck.model.backtest import Backtest
from policycheck.policy.project import Project
from policycheck.reports.backtest import load_backtest_format
from policycheck.reports.backtest.sentences import headline, said_of_limit
from policycheck.tasks.backtest import BacktestRequest, backtest
from policycheck.tasks.projects import project_at
from policycheck.text.harmless import one_line

__all__ = ["command"]


@click.command(
    "backtest",
    cls=ReportCommand,
    epilog="""\b
Examples:
  policycheck backtest core policy.yaml posts/
  policycheck backtest core core --new-param max_hashtags=5 posts/
  policycheck backtest old/policy.yaml policy.yaml --format markdown --output comment.md
  policycheck backtest old.yaml new.yaml posts/ --max-pass-to-fail 0 --max-fail-to-pass 5%
""",
)
@click.argument("old", shell_complete=policies)
@click.argument("new", shell_complete=policies)
@click.argument("paths", nargs=-1, metavar="[RECORDS]…")
@backtest_options
@click.pass_context
def command(ctx: click.Context, **asked: Unpack[Asked]) -> int:
    """Show which records change verdict between two policies, before one takes the other's place.

    OLD and NEW are policy files, folders with a pack, or names of built-in packs; they can be the
    same, with other values of parameters. RECORDS are files or folders with posts, or - for
    standard input; without them all records of the project are judged. Its accounts, people and
    roles are looked up either way.

    Each post is judged by the rules of its own instant. Waivers, comments and baselines are not
    applied. Rules that only one of the policies has are counted apart.

    The exit status is 1 where more verdicts change than --max-fail-to-pass or --max-pass-to-fail
    allow, and 2 where not all that was asked could be done.
    """
    base = Path.cwd()
    project = project_at(base)
    if not asked["paths"] and project is None:
        message = "name a file or folder with posts, or - for standard input: no project is here"
        raise click.UsageError(message, ctx)
    request = _request(asked, base, project)
    with progress("records judged") as tell:
        found = backtest(request, tell)
    _write(found, asked, request.root)
    return 2 if found.errors else int(bool(found.exceeded))


def _request(asked: Asked, base: Path, project: Project | None) -> BacktestRequest:
    return BacktestRequest(
        old=asked["old"],
        new=asked["new"],
        paths=asked["paths"],
        base=base,
        now=datetime.now(UTC),
        project=project,
        old_params=asked["old_param"],
        new_params=asked["new_param"],
        read_stdin=sys.stdin.buffer.read,
        stdin_filename=asked["stdin_filename"],
        as_of=moment("--as-of", asked["as_of"], project),
        rules_as_of=moment("--rules-as-of", asked["rules_as_of"], project),
        select=asked["select"],
        ignore=asked["ignore"],
        examples=asked["examples"],
        limits=limits_asked(asked),
    )


def _write(found: Backtest, asked: Asked, root: Path) -> None:
    outputs = asked["outputs"]
    chosen = {one.format: load_backtest_format(one.format) for one in outputs}
    print_problems(found.errors)
    write_outputs(outputs, lambda name, look: chosen[name].render(found, look), root)
    if any(one.file is None and not chosen[one.format].for_machines for one in outputs):
        return
    for note in found.notes:
        click.echo(f"note: {one_line(note)}", err=True)
    for limit in found.exceeded:
        click.echo(f"too many: {one_line(said_of_limit(limit, found))}", err=True)
    click.echo(one_line(headline(found)), err=True)
