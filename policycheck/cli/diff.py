"""`policycheck diff`: what two versions of a policy change, rule by rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from policycheck.cli.completing import policies
from policycheck.cli.exit_status import CLEAN, FOUND, UNDONE
from policycheck.cli.moments import moment
from policycheck.cli.output import write_outputs
from policycheck.cli.outputs import Output, ReportCommand, output_options
from policycheck.cli.streams import print_problems
from policycheck.model.policy_diff import PolicyDiff, Verdict
from policycheck.reports.diff import DIFF_FORMATS, diff_format
from policycheck.tasks.diff import DiffRequest, diff
from policycheck.tasks.projects import project_at

__all__ = ["command"]

#: What ends with status 1, by the word for it.
_ENOUGH: dict[str, Callable[[Verdict], bool]] = {
    "looser": lambda one: one.may_loosen,
    "tighter": lambda one: one.may_tighten,
    "any": lambda _: True,
    "never": lambda _: False,
}


class _Asked(TypedDict):
    old: str
    new: str
    as_of: str | None
    outputs: Sequence[Output]
    fail_on: str


@click.command(
    "diff",
    cls=ReportCommand,
    epilog="""\b
Examples:
  policycheck diff HEAD:policy.yaml policy.yaml
  policycheck diff v1.4:policies/agency v1.5:policies/agency --fail-on looser
  policycheck diff core us-federal
  policycheck diff main:policy.yaml policy.yaml --format markdown --output comment.md
""",
)
@click.argument("old", shell_complete=policies)
@click.argument("new", shell_complete=policies)
@click.option(
    "--as-of",
    metavar="DATE",
    help="Compare only what counts on this date or instant.  [default: all times]",
)
@output_options(DIFF_FORMATS, "full")
@click.option(
    "--fail-on",
    type=click.Choice(list(_ENOUGH)),
    default="never",
    show_default=True,
    help="End with status 1 where something may have become looser (a rule that is gone, too),"
    " tighter (a new one, too), or at any change.",
)
def command(**asked: Unpack[_Asked]) -> int:
    """Show what NEW changes in the rules of OLD: which are looser, tighter, new or gone.

    OLD and NEW are each a policy file, a folder with a pack, the name of a built-in pack, or
    REVISION:PATH in git, with all that they extend. PATH is from the top of the repository, or from
    here where it begins with ./; of a revision its own files and lexicons are read, and the
    built-in packs of this version.

    What is compared is what is written, through all time: a value that counts only from next year
    on is compared, too. A rule is known by its id, so that it may move to another file. Where the
    direction of a change cannot be told, it counts as looser as well as tighter.
    """
    base = Path.cwd()
    project = project_at(base)
    request = DiffRequest(
        old=asked["old"],
        new=asked["new"],
        base=base,
        project=project,
        as_of=moment("--as-of", asked["as_of"], project),
    )
    found = diff(request)
    print_problems(found.errors)
    root = project.root if project else base
    write_outputs(asked["outputs"], lambda name, look: diff_format(name)(found, look), root)
    return _status(found, asked["fail_on"])


def _status(found: PolicyDiff, fail_on: str) -> int:
    if found.errors:
        return UNDONE
    return FOUND if any(map(_ENOUGH[fail_on], found.verdicts)) else CLEAN
