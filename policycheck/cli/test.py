"""`policycheck test`: whether the rules of a policy do what their examples and suites say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from policycheck.cli.completing import policies, rule_ids
from policycheck.cli.exit_status import exit_status
from policycheck.cli.output import write_report
from policycheck.cli.outputs import Output, ReportCommand, output_options
from policycheck.reports import FORMATS
from policycheck.tasks.projects import project_at
from policycheck.tasks.proving import ProvingRequest, prove

__all__ = ["command"]


class _Asked(TypedDict):
    policies: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    outputs: Sequence[Output]


@click.command(
    "test",
    cls=ReportCommand,
    epilog="""\b
Examples:
  policycheck test
  policycheck test policies/agency.yaml --select 'LNK-*'
  policycheck test core us-federal
  policycheck test --format junit --output tests.xml
""",
)
@click.argument("policies", nargs=-1, metavar="[POLICY]…", shell_complete=policies)
@click.option(
    "--select",
    multiple=True,
    shell_complete=rule_ids,
    metavar="ID",
    help="Only the tests of this rule, or of all of ID*; give it once for each.",
)
@click.option(
    "--ignore",
    multiple=True,
    shell_complete=rule_ids,
    metavar="ID",
    help="Not those of this rule, or of none of ID*; give it once for each.",
)
@output_options(FORMATS, "full")
def command(**asked: Unpack[_Asked]) -> int:
    """Run the examples of each rule, and the suites beside the policy.

    POLICY is a file, a folder with a pack, or the name of a built-in pack; without it the policy of
    the project is tested, else the core pack. What it extends is tested too.

    A suite, NAME.test.yaml, has the instant that is now for it, records, and what a rule comes to
    on a record; a finding that it does not expect fails too. A test that does not come out is noisy
    (the rule flags what it should not), missing (it does not flag what it should) or wrong (it
    finds something else). The exit status is 1 where a test does not come out, 2 where one cannot
    be run.
    """
    base = Path.cwd()
    project = project_at(base)
    request = ProvingRequest(
        asked["policies"], base, project, select=asked["select"], ignore=asked["ignore"]
    )
    report = prove(request)
    write_report(report, asked["outputs"], request.root)
    return exit_status(report, ("error",))
