"""`policycheck lint`: what is wrong with a policy itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from policycheck.cli.completing import policies
from policycheck.cli.evaluation import refuse_never_with_more
from policycheck.cli.evaluation_options import report_options
from policycheck.cli.exit_status import exit_status
from policycheck.cli.moments import moment
from policycheck.cli.output import write_report
from policycheck.cli.outputs import Output, ReportCommand
from policycheck.tasks.lint import LintRequest, lint
from policycheck.tasks.projects import project_at

__all__ = ["command"]


class _Asked(TypedDict):
    policies: tuple[str, ...]
    as_of: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    outputs: Sequence[Output]
    fail_on: tuple[str, ...]
    max_findings: int | None


@click.command(
    "lint",
    cls=ReportCommand,
    epilog="""\b
Examples:
  policycheck lint
  policycheck lint policies/agency.yaml --fail-on warning
  policycheck lint core --select 'policycheck:no-*'
  policycheck lint --format sarif --output lint.sarif
""",
)
@click.argument("policies", nargs=-1, metavar="[POLICY]…", shell_complete=policies)
@report_options
@click.pass_context
def command(ctx: click.Context, **asked: Unpack[_Asked]) -> int:
    """Look for faults of a policy: what can never apply, contradicts itself, or adds nothing.

    POLICY is a file, a folder with a pack, or the name of a built-in pack; without it the policy of
    the project is looked at. The files that it extends are looked at too, built-in packs only as
    far as they contradict it.

    It finds rules that can never apply or apply to nothing, duplicates, contradictions with a
    record that shows them, parameters, lexicons and overrides that change nothing, controls that do
    not exist, citations that were not checked again, and rules without examples, authority or
    remedy. Records are read only to see which rules apply to none.
    """
    refuse_never_with_more(ctx, asked["fail_on"])
    base = Path.cwd()
    project = project_at(base)
    request = LintRequest(
        policies=asked["policies"],
        base=base,
        now=datetime.now(UTC),
        project=project,
        as_of=moment("--as-of", asked["as_of"], project),
        select=asked["select"],
        ignore=asked["ignore"],
        max_findings=asked["max_findings"],
    )
    report = lint(request)
    write_report(report, asked["outputs"], project.root if project else base)
    return exit_status(report, asked["fail_on"] or (project.fail_on if project else ("error",)))
