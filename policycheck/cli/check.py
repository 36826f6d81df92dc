"""`policycheck check`: findings about posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from policycheck.cli.evaluation import evaluate_as_asked
from policycheck.cli.evaluation_options import evaluation_options
from policycheck.cli.fix_options import FixableCommand, fix_options
from policycheck.tasks.check import check

if TYPE_CHECKING:
    from policycheck.cli.asked import Asked

__all__ = ["command"]


@click.command(
    "check",
    cls=FixableCommand,
    epilog="""\b
Examples:
  policycheck check draft.md
  policycheck check posts/ schedule.csv --policy policy.yaml
  policycheck check posts/ --format sarif --output report.sarif --fail-on warning
  policycheck check posts/ --diff                 what --fix would change
  policycheck check posts/ --fix
  policycheck check posts/ --format html --output report.html
  policycheck check - --stdin-filename draft.md < draft.md
""",
)
@evaluation_options
@fix_options
@click.pass_context
def command(ctx: click.Context, level: str | None, diff: bool, **asked: Unpack[Asked]) -> int:
    """Check posts before they are published.

    PATHS are files or folders with posts (.md .yaml .yml .json .jsonl .csv .tweet .toot), or - for
    standard input; without PATHS the project that policycheck.yaml describes is checked.

    The exit status is 0 where nothing weighs enough, 1 where something does, and 2 where not all
    that was asked could be done.
    """
    if level is not None or diff:
        from policycheck.cli.fixing import fix_as_asked

        return fix_as_asked(ctx, level, diff, asked)
    return evaluate_as_asked(ctx, check, asked)
