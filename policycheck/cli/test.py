"""`policycheck test`: whether the rules of a policy do what their examples and suites say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from policycheck.cli.completing import policies, rule_ids
from policycheck.cli.exit_status import exit_status
from policycheck.cli.measures import Measuring, measured
from policycheck.cli.output import write_report
from policycheck.cli.outputs import Output, ReportCommand, output_options
from policycheck.cli.update import updated
from policycheck.reports import FORMATS
from policycheck.tasks.projects import project_at
from policycheck.tasks.proving import ProvingRequest, prove

__all__ = ["command"]


class _Asked(TypedDict):
    policies: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    outputs: Sequence[Output]
    coverage: bool
    mutate: bool
    fail_under: float | None
    jobs: int | None
    update: bool
    yes: bool


@click.command(
    "test",
    cls=ReportCommand,
    epilog="""\b
Examples:
  policycheck test
  policycheck test policies/agency.yaml --select 'LNK-*'
  policycheck test core us-federal
  policycheck test --format junit --output tests.xml
  policycheck test --coverage --fail-under 90
  policycheck test --mutate --select LNK-002
  policycheck test --update
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
@click.option(
    "--coverage",
    is_flag=True,
    help="Say what the tests reach: outcomes, entries of lists, both sides of limits, conditions.",
)
@click.option(
    "--mutate",
    is_flag=True,
    help="Weaken each rule in small things and say which changes no test notices.",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PCT",
    help="Exit with 1 where coverage, or the share of mutants that were noticed, is lower.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="So many processes for --coverage and --mutate; without it, one for each processor.",
)
@click.option(
    "--update",
    is_flag=True,
    help="Show how suites would have to change to expect what happens now, and ask to write it.",
)
@click.option("--yes", is_flag=True, help="With --update: write without asking.")
@click.pass_context
def command(ctx: click.Context, **asked: Unpack[_Asked]) -> int:
    """Run the examples of each rule, and the suites beside the policy.

    POLICY is a file, a folder with a pack, or the name of a built-in pack; without it the policy of
    the project is tested, else the core pack. What it extends is tested too.

    A suite, NAME.test.yaml, has the instant that is now for it, records, and what a rule comes to
    on a record; a finding that it does not expect fails too. A test that does not come out is noisy
    (the rule flags what it should not), missing (it does not flag what it should) or wrong (it
    finds something else). The exit status is 1 where a test does not come out, 2 where one cannot
    be run.

    --coverage and --mutate look at the rules that the policy writes or changes itself; --select
    takes in those that it inherits. What no test notices is printed with the example that would
    have noticed it, ready to be put under `examples:`.

    --update changes suites alone: an example says what its rule is meant to do. Comments and all
    else in the file stay as they are.
    """
    _refuse_at_odds(ctx, asked)
    base = Path.cwd()
    project = project_at(base)
    request = ProvingRequest(
        asked["policies"], base, project, select=asked["select"], ignore=asked["ignore"]
    )
    if asked["coverage"] or asked["mutate"]:
        what = "coverage" if asked["coverage"] else "mutation"
        how = (asked["outputs"], asked["fail_under"], asked["jobs"])
        return measured(request, Measuring(what, *how))
    if asked["update"]:
        return updated(request, yes=asked["yes"])
    report = prove(request)
    write_report(report, asked["outputs"], request.root)
    return exit_status(report, ("error",))


def _refuse_at_odds(ctx: click.Context, asked: _Asked) -> None:
    """Refuse options that have nothing to say together."""
    if asked["coverage"] and asked["mutate"]:
        raise click.UsageError("--coverage and --mutate are two runs: ask for one at a time", ctx)
    measures = asked["coverage"] or asked["mutate"]
    outputs = asked["outputs"]
    if asked["update"] and (measures or outputs != (Output("full", None),)):
        raise click.UsageError("--update shows a difference and takes no other form", ctx)
    if asked["yes"] and not asked["update"]:
        raise click.UsageError("--yes belongs to --update", ctx)
    if measures and any(one.format not in ("full", "json") for one in outputs):
        name = "--coverage" if asked["coverage"] else "--mutate"
        raise click.UsageError(f"{name} is written as --format full or json", ctx)
    for name, given in (("--fail-under", asked["fail_under"]), ("--jobs", asked["jobs"])):
        if given is not None and not measures:
            raise click.UsageError(f"{name} belongs to --coverage or --mutate", ctx)
