"""The options of the commands that evaluate, and those of every command with a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from policycheck.cli.chosen_rules import IGNORE, SELECT
from policycheck.cli.completing import policies
from policycheck.cli.outputs import output_options
from policycheck.policy.project import FAIL_ON
from policycheck.readers.files import STDIN_NAME
from policycheck.reports import FORMATS

__all__ = ["evaluation_options", "report_options"]

Decorated = TypeVar("Decorated", bound=Callable[..., object])

#: What every command takes that ends in a report.
_REPORT_OPTIONS = (
    click.option(
        "--as-of",
        metavar="DATE",
        help="Measure elapsed time to this date or instant instead of now.",
    ),
    SELECT,
    IGNORE,
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
