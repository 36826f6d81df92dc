"""`policycheck waivers`: the register of exceptions, and adding one to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from policycheck.cli.completing import policies, rule_ids
from policycheck.cli.exit_status import exit_status
from policycheck.cli.moments import moment
from policycheck.cli.output import write_outputs
from policycheck.cli.outputs import Output, ReportGroup, output_options
from policycheck.cli.streams import print_problems
from policycheck.model.waiver import WaiverState
from policycheck.policy.project import FAIL_ON
from policycheck.reports.register import REGISTER_FORMATS, load_register_format
from policycheck.reports.register.rows import register_line
from policycheck.tasks.check import CheckRequest
from policycheck.tasks.projects import project_at
from policycheck.tasks.waivers import Refused, add_waiver, register
from policycheck.text.harmless import one_line
from policycheck.waive.append import NewWaiver

__all__ = ["command"]

_POLICY = click.option(
    "--policy",
    shell_complete=policies,
    default="",
    help="A policy file, a folder with a pack, or the name of a built-in pack."
    "  [default: that of the project]",
)
_AS_OF = click.option(
    "--as-of", metavar="DATE", help="How they stand at this date or instant instead of now."
)


@click.group(
    "waivers",
    cls=ReportGroup,
    invoke_without_command=True,
    epilog="""\b
Examples:
  policycheck waivers
  policycheck waivers --format csv --output register.csv
  policycheck waivers --as-of 2026-12-31 --fail-on warning
  policycheck waivers add SEC-001 --record epa-flickr --until 2026-12-15 \\
    --reason 'the platform offers no second factor' --approved-by j.ortiz
""",
)
@_POLICY
@_AS_OF
@output_options(REGISTER_FORMATS, "table")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    multiple=True,
    help="End with status 1 where a waiver is wrong at this severity or above: an invalid one is"
    " an error, an expired or unused one a warning.  [default: error]",
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    policy: str,
    as_of: str | None,
    outputs: Sequence[Output],
    fail_on: tuple[str, ...],
) -> int:
    """Show the waivers of the project: in force, expiring, expired, unused, or invalid and why.

    A waiver is in force from the day on which it was granted to the day on which it expires, and
    expiring with 30 days left or fewer. Whether it is used is found by checking the whole project.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    if "never" in fail_on and len(set(fail_on)) > 1:
        raise click.UsageError("--fail-on never stands alone", ctx)
    request = _request(policy, as_of)
    made, report = register(request)
    chosen = {one.format: load_register_format(one.format) for one in outputs}
    print_problems(report.errors)
    if not any(one.file is None and not chosen[one.format].for_machines for one in outputs):
        for note in made.notes:
            click.echo(f"note: {one_line(note)}", err=True)
        click.echo(register_line(made), err=True)
    write_outputs(outputs, lambda name, look: chosen[name].render(made, look), request.root)
    default = request.project.fail_on if request.project else ("error",)
    return exit_status(report, fail_on or default)


@command.command(
    "add",
    epilog="""\b
Examples:
  policycheck waivers add SEC-001 --record epa-flickr --until 2026-12-15 \\
    --reason 'the platform offers no second factor' --approved-by j.ortiz
  policycheck waivers add A11Y-001 --account epa-archive --until 2027-01-31 \\
    --reason 'being described' --approved-by l.chen --evidence https://intranet.example/17
""",
)
@click.argument("rule", shell_complete=rule_ids)
@click.option("--record", default="", metavar="ID", help="The record that is excepted, by its id.")
@click.option("--kind", default="", help="The kind of the record, where others have the same id.")
@click.option("--account", default="", metavar="ID", help="Or all records of this account.")
@click.option("--until", required=True, metavar="DATE", help="The last day on which it counts.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for those who read it later.")
@click.option("--approved-by", required=True, metavar="PERSON", help="Who approved it, by id.")
@click.option("--granted", default="", metavar="DATE", help="Since when.  [default: today]")
@click.option("--evidence", default="", metavar="URL", help="The address of the decision.")
@_POLICY
@_AS_OF
def add(
    rule: str,
    *,
    record: str,
    kind: str,
    account: str,
    until: str,
    reason: str,
    approved_by: str,
    granted: str,
    evidence: str,
    policy: str,
    as_of: str | None,
) -> int:
    """Add a waiver of RULE to the project's file of waivers, which keeps all that is in it.

    What would be invalid is refused: the status is 2, and nothing is written.
    """
    if bool(record) == bool(account):
        raise click.UsageError("give either --record or --account")
    request = _request(policy, as_of)
    today = (request.as_of.first if request.as_of else request.now).astimezone(request.zone or UTC)
    since = granted or today.date().isoformat()
    new = NewWaiver(rule, record, kind, account, reason, approved_by, since, until, evidence)
    _refuse_what_is_no_text(new)
    done = add_waiver(request, new)
    if isinstance(done, Refused):
        for flaw in done.flaws:
            click.echo(f"policycheck: not added: {one_line(flaw.message)}", err=True)
            click.echo(f"  help: {one_line(flaw.advice)}", err=True)
        return 2
    target = done.judged.waiver.target
    click.echo(one_line(f"{done.path}:{done.line}: {rule} is waived for {target} until {until}"))
    if done.judged.state in (WaiverState.EXPIRED, WaiverState.UNUSED):
        why = "".join(f": {one}" for one in done.judged.why)
        click.echo(one_line(f"note: this waiver is {done.judged.state}{why}"), err=True)
    return 0


def _request(policy: str, as_of: str | None) -> CheckRequest:
    base = Path.cwd()
    project = project_at(base)
    return CheckRequest(
        (),
        base,
        datetime.now(UTC),
        project,
        policy,
        as_of=moment("--as-of", as_of, project),
    )


def _refuse_what_is_no_text(new: NewWaiver) -> None:
    for name, value in new._asdict().items():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            words = name.replace("_", "-")
            raise click.UsageError(f"{words}: this is not text in UTF-8") from None
