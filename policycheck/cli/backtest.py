"""`policycheck backtest`: which real records change verdict between two policies."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from policycheck.cli.evaluation import moment
from policycheck.cli.output import write_pieces
from policycheck.cli.progress import progress
from policycheck.cli.streams import print_problems
from policycheck.model.backtest import CHANGES, Backtest, Change, Limit
from policycheck.policy.project import Project
from policycheck.readers.files import STDIN_NAME
from policycheck.reports.backtest import BACKTEST_FORMATS, load_backtest_format
from policycheck.reports.backtest.sentences import headline, said_of_limit
from policycheck.tasks.backtest import BacktestRequest, backtest
from policycheck.tasks.projects import project_at
from policycheck.text.harmless import one_line

__all__ = ["command"]

_LIMIT = re.compile(r"([0-9]{1,9})|([0-9]{1,3}(?:\.[0-9]{1,6})?)%")
_FAIL_TO_PASS, _PASS_TO_FAIL = CHANGES[:2]


class _Asked(TypedDict):
    old: str
    new: str
    paths: tuple[str, ...]
    old_param: tuple[str, ...]
    new_param: tuple[str, ...]
    as_of: str | None
    rules_as_of: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    examples: int
    max_fail_to_pass: str | None
    max_pass_to_fail: str | None
    format_: str
    output: Path | None
    stdin_filename: str


@click.command(
    "backtest",
    epilog="""\b
Examples:
  policycheck backtest core policy.yaml posts/
  policycheck backtest core core --new-param max_hashtags=5 posts/
  policycheck backtest old/policy.yaml policy.yaml --format markdown --output comment.md
  policycheck backtest old.yaml new.yaml posts/ --max-pass-to-fail 0 --max-fail-to-pass 5%
""",
)
@click.argument("old")
@click.argument("new")
@click.argument("paths", nargs=-1, metavar="[RECORDS]…")
@click.option(
    "--old-param",
    multiple=True,
    metavar="NAME=VALUE",
    help="Judge by OLD with this value of a parameter, in YAML; give it once for each.",
)
@click.option(
    "--new-param",
    multiple=True,
    metavar="NAME=VALUE",
    help="Judge by NEW with this value of a parameter, in YAML; give it once for each.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    help="Measure elapsed time to this date or instant instead of now.",
)
@click.option(
    "--rules-as-of",
    metavar="DATE",
    help="Judge all by the rules and limits of this day, not each post by those of its own.",
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
    "--examples",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help="Show so many records of each rule and change.",
)
@click.option(
    "--max-fail-to-pass",
    metavar="N[%]",
    help="End with status 1 where more verdicts than this go from fail to pass; with % so many in a"
    " hundred records judged.",
)
@click.option(
    "--max-pass-to-fail",
    metavar="N[%]",
    help="End with status 1 where more verdicts than this go from pass to fail; with % likewise.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(BACKTEST_FORMATS)),
    default="full",
    show_default=True,
    help="How the comparison is written.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the comparison to this file.",
)
@click.option(
    "--stdin-filename",
    default=STDIN_NAME,
    show_default=True,
    help="What - is called; the ending says how it is read.",
)
@click.pass_context
def command(ctx: click.Context, **asked: Unpack[_Asked]) -> int:
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


def _request(asked: _Asked, base: Path, project: Project | None) -> BacktestRequest:
    limits = (
        _limit("--max-fail-to-pass", asked["max_fail_to_pass"], _FAIL_TO_PASS),
        _limit("--max-pass-to-fail", asked["max_pass_to_fail"], _PASS_TO_FAIL),
    )
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
        limits=tuple(limit for limit in limits if limit),
    )


def _limit(option: str, given: str | None, change: Change) -> Limit | None:
    if given is None:
        return None
    read = _LIMIT.fullmatch(given.strip())
    if read is None:
        message = f"{given}: write a whole number, or a part of the records such as 5%"
        raise click.BadParameter(message, param_hint=f"'{option}'")
    return Limit(change, float(read[1] or read[2]), is_percent=read[1] is None)


def _write(found: Backtest, asked: _Asked, root: Path) -> None:
    chosen = load_backtest_format(asked["format_"])
    print_problems(found.errors)
    write_pieces(lambda look: chosen.render(found, look), asked["output"], root)
    if not (chosen.for_machines or asked["output"] is not None):
        return
    for note in found.notes:
        click.echo(f"note: {one_line(note)}", err=True)
    for limit in found.exceeded:
        click.echo(f"too many: {one_line(said_of_limit(limit, found))}", err=True)
    click.echo(one_line(headline(found)), err=True)
