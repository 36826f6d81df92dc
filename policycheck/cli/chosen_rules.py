"""The options by which rules are chosen, for every command that takes them."""

from __future__ import annotations

import click

from policycheck.cli.completing import rule_ids

__all__ = ["IGNORE", "SELECT"]

SELECT = click.option(
    "--select",
    multiple=True,
    shell_complete=rule_ids,
    metavar="ID",
    help="Only this rule, or all of ID*; give it once for each.",
)
IGNORE = click.option(
    "--ignore",
    multiple=True,
    shell_complete=rule_ids,
    metavar="ID",
    help="Not this rule, or none of ID*; give it once for each.",
)
