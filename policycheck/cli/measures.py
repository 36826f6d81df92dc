"""`policycheck test --coverage` and `--mutate`: how good the tests are, written as asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import click

from policycheck.cli.exit_status import FOUND, UNDONE, exit_status
from policycheck.cli.output import write_outputs
from policycheck.cli.outputs import Output
from policycheck.cli.streams import print_problems
from policycheck.cli.watching import watched
from policycheck.model.coverage import Coverage
from policycheck.model.mutation import Mutation
from policycheck.model.report import Report
from policycheck.reports import load
from policycheck.reports.format import Style
from policycheck.reports.testing import measure
from policycheck.tasks.proving import ProvingRequest, prove
from policycheck.tasks.rule_work import default_jobs

__all__ = ["Measuring", "measured"]


class Measuring(NamedTuple):
    """What is measured (`coverage` or `mutation`), and how it is written."""

    what: str
    outputs: Sequence[Output]
    fail_under: float | None
    jobs: int | None


def measured(request: ProvingRequest, asked: Measuring) -> int:
    """Run the tests, then measure them; tests that do not come out are named on standard error."""
    report = prove(request)
    print_problems(report.errors)
    _name_failures(report)
    found = _coverage(request, asked) if asked.what == "coverage" else _mutation(request, asked)
    forms = {one.format: measure(asked.what, one.format) for one in asked.outputs}
    write_outputs(asked.outputs, lambda name, look: forms[name](found, look), request.root)
    status = exit_status(report, ("error",))
    if isinstance(found, Mutation):
        print_problems(found.problems)
        status = UNDONE if found.problems else status
    reached = found.percent if isinstance(found, Coverage) else found.score
    if asked.fail_under is not None and reached < asked.fail_under:
        words = "coverage" if asked.what == "coverage" else "the mutation score"
        note = f"{words} is {reached:.1f} %, less than the {asked.fail_under:g} % asked for"
        click.echo(note, err=True)
        return max(FOUND, status)
    return status


def _coverage(request: ProvingRequest, asked: Measuring) -> Coverage:
    from policycheck.tasks.coverage import coverage_of

    with watched("rules") as watch:
        return coverage_of(request, asked.jobs or default_jobs(), watch)


def _mutation(request: ProvingRequest, asked: Measuring) -> Mutation:
    from policycheck.tasks.mutation import mutation_of

    with watched("rules") as watch:
        return mutation_of(request, asked.jobs or default_jobs(), watch)


def _name_failures(report: Report) -> None:
    if report.findings:
        for piece in load("concise").render(report, Style()):
            click.echo(piece, err=True, nl=False)
