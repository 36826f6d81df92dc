"""`policycheck audit`: every rule on every record, added up by account and organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from policycheck.cli.evaluation import evaluate_as_asked
from policycheck.cli.evaluation_options import evaluation_options
from policycheck.cli.outputs import ReportCommand
from policycheck.tasks.audit import audit

if TYPE_CHECKING:
    from policycheck.cli.asked import Asked

__all__ = ["command"]


@click.command(
    "audit",
    cls=ReportCommand,
    epilog="""\b
Examples:
  policycheck audit
  policycheck audit accounts.yaml --policy policy.yaml
  policycheck audit --select 'SEC-*' --as-of 2026-12-31
  policycheck audit --format json --output audit.json
  policycheck audit --format html --output report.html
""",
)
@evaluation_options
@click.pass_context
def command(ctx: click.Context, **asked: Unpack[Asked]) -> int:
    """Show how each account stands: every rule on every record, passed, failed or undecided.

    PATHS are as for check; without them the whole project is audited. The evaluation is that of
    check: the same findings, counts and exit status.

    The format full shows accounts by groups of rules, organisations, and the fields whose absence
    left most rules undecided. The score is the share of the decided cells (a cell is one rule on
    one record) that passed; coverage is the share of the cells that a rule applied to which were
    decided. A rule such as SEC-001 is in the group SEC, one with an id in words in that of its
    file. The format json has the outcome of every cell, html a page with the scores and each post
    beside its findings; the other formats list the findings.
    """
    return evaluate_as_asked(ctx, audit, asked)
